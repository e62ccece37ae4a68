package gov.va.vro.bie.connect.rabbitmq.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.rabbitmq.client.Address;
import java.time.Duration;
import java.util.OptionalInt;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.types.Password;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RabbitMqSinkConfigTest {

    @Test
    void readsWhatIsWritten() {
        var config = RabbitMqSinkConfig.of(Settings.with(
                "rabbitmq.virtual.host", "bie",
                "rabbitmq.connection.timeout.ms", "7000",
                "rabbitmq.requested.heartbeat.seconds", "20",
                "rabbitmq.retry.backoff.ms", "1",
                "rabbitmq.retry.backoff.max.ms", "2",
                "rabbitmq.exchange.type", "fanout",
                "rabbitmq.exchange.declare", "verify",
                "rabbitmq.routing.key", "k",
                "rabbitmq.body.format", "JSON",
                "rabbitmq.delivery.mode", "transient",
                "rabbitmq.correlation.id", "{key}",
                "rabbitmq.message.type", "event",
                "rabbitmq.message.priority", "255",
                "rabbitmq.message.expiration.ms", "4294967295",
                "rabbitmq.forward.kafka.key", "true",
                "rabbitmq.forward.kafka.metadata", "false",
                "rabbitmq.headers.include", "a, b",
                "rabbitmq.headers.exclude", "c{1,2}",
                "rabbitmq.max.message.bytes", "1000",
                "rabbitmq.window.records", "1",
                "rabbitmq.window.bytes", "1000",
                "rabbitmq.confirm.timeout.ms", "4",
                "rabbitmq.drain.timeout.ms", "3",
                "rabbitmq.commit.interval.ms", "5",
                "rabbitmq.unroutable.wait.max.ms", "6",
                "rabbitmq.gap.policy", "fail",
                "rabbitmq.max.records.per.second", "7"));

        var connection = config.connection();
        assertThat(config.connectorName()).isEqualTo("sink");
        assertThat(connection.addresses()).containsExactly(new Address("rabbit", 5672));
        assertThat(connection.login()).isEqualTo(new Login.User("carrot", new Password("correct horse")));
        assertThat(connection.virtualHost()).isEqualTo("bie");
        assertThat(connection.connectionTimeout()).isEqualTo(Duration.ofSeconds(7));
        assertThat(connection.requestedHeartbeat()).isEqualTo(Duration.ofSeconds(20));
        assertThat(connection.retryBackoff()).isEqualTo(Duration.ofMillis(1));
        assertThat(connection.retryBackoffMax()).isEqualTo(Duration.ofMillis(2));

        var destination = config.destination();
        assertThat(destination.exchangeMap().exchangeOf("events")).contains("all-events");
        assertThat(destination.exchangeType()).isEqualTo(ExchangeType.FANOUT);
        assertThat(destination.exchangeDeclare()).isEqualTo(ExchangeDeclare.VERIFY);
        assertThat(destination.routingKey()).isEqualTo(Template.parse("k"));

        var message = config.message();
        assertThat(message.bodyFormat()).isEqualTo(BodyFormat.JSON);
        assertThat(message.deliveryMode()).isEqualTo(DeliveryMode.TRANSIENT);
        assertThat(message.correlationId()).contains(Template.parse("{key}"));
        assertThat(message.type()).contains("event");
        assertThat(message.priority()).isEqualTo(OptionalInt.of(255));
        assertThat(message.expiration()).contains(Duration.ofMillis(4_294_967_295L));
        assertThat(message.forwardKafkaKey()).isTrue();
        assertThat(message.forwardKafkaMetadata()).isFalse();
        assertThat(message.headersInclude()).map(PatternList::text).contains("a, b");
        assertThat(message.headersExclude()).map(PatternList::text).contains("c{1,2}");
        assertThat(message.maxMessageBytes()).isEqualTo(1000);

        var delivery = config.delivery();
        assertThat(delivery.windowRecords()).isEqualTo(1);
        assertThat(delivery.windowBytes()).isEqualTo(1000);
        assertThat(delivery.confirmTimeout()).isEqualTo(Duration.ofMillis(4));
        assertThat(delivery.drainTimeout()).isEqualTo(Duration.ofMillis(3));
        assertThat(delivery.commitInterval()).isEqualTo(Duration.ofMillis(5));
        assertThat(delivery.unroutablePolicy()).isEqualTo(UnroutablePolicy.WAIT);
        assertThat(delivery.unroutableWaitMax()).contains(Duration.ofMillis(6));
        assertThat(delivery.gapPolicy()).isEqualTo(GapPolicy.FAIL);
        assertThat(delivery.maxRecordsPerSecond()).hasValue(7);
    }

    @Test
    void hasDefaultsForAllThatIsNotThePlaceOrTheLogin() {
        var config = RabbitMqSinkConfig.of(Settings.with("rabbitmq.addresses", null));

        var connection = config.connection();
        assertThat(connection.addresses()).containsExactly(new Address("localhost", 5672));
        assertThat(connection.virtualHost()).isEqualTo("/");
        assertThat(connection.connectionTimeout()).isEqualTo(Duration.ofSeconds(5));
        assertThat(connection.requestedHeartbeat()).isEqualTo(Duration.ofSeconds(10));
        assertThat(connection.retryBackoff()).isEqualTo(Duration.ofMillis(200));
        assertThat(connection.retryBackoffMax()).isEqualTo(Duration.ofSeconds(10));

        var destination = config.destination();
        assertThat(destination.exchangeType()).isEqualTo(ExchangeType.TOPIC);
        assertThat(destination.exchangeDeclare()).isEqualTo(ExchangeDeclare.CREATE);
        assertThat(destination.routingKey()).isEqualTo(Template.parse("{topic}"));

        var message = config.message();
        assertThat(message.bodyFormat()).isEqualTo(BodyFormat.AUTO);
        assertThat(message.deliveryMode()).isEqualTo(DeliveryMode.PERSISTENT);
        assertThat(message.correlationId()).isEmpty();
        assertThat(message.type()).isEmpty();
        assertThat(message.priority()).isEmpty();
        assertThat(message.expiration()).isEmpty();
        assertThat(message.forwardKafkaKey()).isFalse();
        assertThat(message.forwardKafkaMetadata()).isTrue();
        assertThat(message.forwardKafkaHeaders()).isTrue();
        assertThat(message.headersInclude()).isEmpty();
        assertThat(message.headersExclude()).isEmpty();
        assertThat(message.maxMessageBytes()).isEqualTo(16_777_216);

        var delivery = config.delivery();
        assertThat(delivery.windowRecords()).isEqualTo(2000);
        assertThat(delivery.windowBytes()).isEqualTo(32L * 1024 * 1024);
        assertThat(delivery.confirmTimeout()).isEqualTo(Duration.ofSeconds(30));
        assertThat(delivery.drainTimeout()).isEqualTo(Duration.ofSeconds(3));
        assertThat(delivery.commitInterval()).isEqualTo(Duration.ofSeconds(1));
        assertThat(delivery.unroutablePolicy()).isEqualTo(UnroutablePolicy.WAIT);
        assertThat(delivery.unroutableWaitMax()).isEmpty();
        assertThat(delivery.gapPolicy()).isEqualTo(GapPolicy.WARN);
        assertThat(delivery.maxRecordsPerSecond()).isEmpty();
    }

    @Test
    void mayForwardNoHeader() {
        var config = RabbitMqSinkConfig.of(Settings.with("rabbitmq.forward.kafka.headers", "false"));

        assertThat(config.message().forwardKafkaHeaders()).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "a                      | a       | 5672",
                "a.b-c.gov:1            | a.b-c.gov | 1",
                "10.0.0.1:65535         | 10.0.0.1  | 65535",
                "[::1]                  | [::1]     | 5672",
                "[2001:db8::7]:5671     | [2001:db8::7] | 5671",
                "[fe80::1%eth0]:5671    | [fe80::1%eth0] | 5671"
            })
    void readsAnAddress(String text, String host, int port) {
        var config = RabbitMqSinkConfig.of(Settings.with("rabbitmq.addresses", text));

        assertThat(config.connection().addresses()).containsExactly(new Address(host, port));
    }

    @Test
    void readsSeveralAddressesInOrder() {
        var config = RabbitMqSinkConfig.of(Settings.with("rabbitmq.addresses", "b:1, a:2,[::1]:3"));

        assertThat(config.connection().addresses())
                .containsExactly(new Address("b", 1), new Address("a", 2), new Address("[::1]", 3));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "a:0",
                "a:65536",
                "a:x",
                "::1:5672",
                "amqp://a:5672",
                "user:secret@a:5672",
                "a b",
                "[::1",
                "a:1:2",
                "a,,b"
            })
    void refusesWhatIsNoAddress(String text) {
        assertThatExceptionOfType(ConfigException.class)
                .isThrownBy(() -> RabbitMqSinkConfig.of(Settings.with("rabbitmq.addresses", text)))
                .withMessageContaining("rabbitmq.addresses");
    }

    @Test
    void refusesAReferenceThatThisWorkerLeftUnresolvedInAnySetting() {
        assertThatExceptionOfType(ConfigException.class)
                .isThrownBy(() -> RabbitMqSinkConfig.of(Settings.with("consumer.override.group.id", "${env:GROUP}")))
                .withMessageStartingWith("consumer.override.group.id: ")
                .withMessageContaining("unresolved");
    }

    @Test
    void refusesWhatOnlyShowsInSeveralSettingsTogether() {
        assertThatExceptionOfType(ConfigException.class)
                .isThrownBy(() -> RabbitMqSinkConfig.of(Settings.with("topics", "events,others")))
                .withMessageStartingWith("rabbitmq.exchange.map: ")
                .withMessageContaining("others");
    }

    @Test
    void neverShowsThePassword() {
        assertThat(RabbitMqSinkConfig.of(Settings.valid()).toString()).doesNotContain("correct horse");
    }

    @Test
    void takesGapsForHonestWhereConnectDropsRecords() {
        assertThat(gapPolicy("errors.tolerance", "all")).isEqualTo(GapPolicy.IGNORE);
        assertThat(gapPolicy(
                        "transforms", "drop", "transforms.drop.type", "org.apache.kafka.connect.transforms.Filter"))
                .isEqualTo(GapPolicy.IGNORE);
        assertThat(gapPolicy("transforms", "drop", "transforms.drop.type", "Filter"))
                .isEqualTo(GapPolicy.IGNORE);
        assertThat(gapPolicy("transforms", "drop", "transforms.drop.type", "org.example.Filter$Value"))
                .isEqualTo(GapPolicy.IGNORE);
        assertThat(gapPolicy("transforms", "keep", "transforms.keep.type", "org.example.FilterNothing"))
                .isEqualTo(GapPolicy.WARN);
        assertThat(gapPolicy("errors.tolerance", "all", "rabbitmq.gap.policy", "warn"))
                .isEqualTo(GapPolicy.WARN);
    }

    private static GapPolicy gapPolicy(String... changes) {
        return RabbitMqSinkConfig.of(Settings.with(changes)).delivery().gapPolicy();
    }
}
