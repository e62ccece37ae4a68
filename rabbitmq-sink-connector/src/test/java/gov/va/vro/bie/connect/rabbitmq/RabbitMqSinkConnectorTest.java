package gov.va.vro.bie.connect.rabbitmq;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import gov.va.vro.bie.connect.rabbitmq.config.Settings;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.ConfigValue;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.sink.SinkConnector;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RabbitMqSinkConnectorTest {

    private final RabbitMqSinkConnector connector = new RabbitMqSinkConnector();

    @Test
    void refusesToFailAtGapsThatConnectItselfMakes() {
        var settings = Settings.with("rabbitmq.gap.policy", "fail", "errors.tolerance", "all");

        assertThat(findings(settings)).containsOnlyKeys("rabbitmq.gap.policy");
    }

    @Test
    void isFoundByItsManifest() {
        assertThat(ServiceLoader.load(SinkConnector.class)).hasAtLeastOneElementOfType(RabbitMqSinkConnector.class);
    }

    @Test
    void hasTheVersionOfItsBuild() {
        assertThat(connector.version()).isEqualTo(System.getProperty("project.version"));
    }

    @Test
    void givesEveryTaskTheWholeConfigurationAndItsNumber() {
        connector.start(Settings.valid());

        assertThat(connector.taskConfigs(2))
                .containsExactly(Settings.with("task.number", "0"), Settings.with("task.number", "1"));
        assertThat(connector.taskClass()).isEqualTo(RabbitMqSinkTask.class);
    }

    @Test
    void doesNotStartWithAReferenceThatItsOwnWorkerCannotResolve() {
        assertThatExceptionOfType(ConfigException.class)
                .isThrownBy(() -> connector.start(Settings.with("rabbitmq.password", "${env:PASSWORD}")))
                .withMessageContaining("rabbitmq.password");
    }

    @Test
    void findsNothingWrongWithAValidConfiguration() {
        assertThat(findings(Settings.valid())).isEmpty();
    }

    @ParameterizedTest(name = "{0} = {1}")
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "rabbitmq.addresses                   | amqp://a:1           | is not host:port",
                "rabbitmq.username                    | -                    | required with rabbitmq.sasl.mechanism=PLAIN",
                "rabbitmq.username                    | ''                   | it is empty",
                "rabbitmq.virtual.host                | ' '                  | it is empty",
                "rabbitmq.addresses                   | ''                   | it names no broker",
                "rabbitmq.password                    | -                    | required with rabbitmq.sasl.mechanism=PLAIN",
                "rabbitmq.exchange.map                | -                    | Missing required",
                "rabbitmq.exchange.map                | events               | has no \"=\"",
                "rabbitmq.exchange.map                | '[=x'                | not a regular expression",
                "rabbitmq.exchange.map                | others=x             | it has no exchange for events",
                "rabbitmq.exchange.type               | headers              | it must be one of topic, fanout",
                "rabbitmq.exchange.declare            | maybe                | create, verify, none",
                "rabbitmq.routing.key                 | {topics}             | there is no placeholder {topics}",
                "rabbitmq.body.format                 | avro                 | auto, json",
                "rabbitmq.delivery.mode               | 2                    | PERSISTENT, TRANSIENT",
                "rabbitmq.correlation.id              | {key                 | has no partner",
                "rabbitmq.message.priority            | 256                  | 255",
                "rabbitmq.message.expiration.ms       | 4294967296           | 4294967295",
                "rabbitmq.message.expiration.ms       | -1                   | at least 0",
                "rabbitmq.forward.kafka.key           | ja                   | true or false",
                "rabbitmq.headers.include             | 'a, [b'              | \"[b\" is not a regular expression",
                "rabbitmq.headers.include             | ''                   | it has an empty item",
                "rabbitmq.headers.exclude             | 'a,,b'               | it has an empty item",
                "rabbitmq.headers.exclude             | *                    | is not a regular expression",
                "rabbitmq.max.message.bytes           | 0                    | at least 1",
                "rabbitmq.requested.heartbeat.seconds | 65536                | 65535",
                "rabbitmq.retry.backoff.max.ms        | 199                  | shorter than rabbitmq.retry.backoff.ms (200)",
                "rabbitmq.window.records              | 0                    | at least 1",
                "rabbitmq.window.bytes                | 16777215             | below rabbitmq.max.message.bytes (16777216)",
                "rabbitmq.drain.timeout.ms            | 30001                | longer than rabbitmq.confirm.timeout.ms (30000)",
                "rabbitmq.unroutable.policy           | drop                 | wait, report, fail, ignore",
                "rabbitmq.unroutable.policy           | report               | nobody would take the report",
                "rabbitmq.max.records.per.second      | 0                    | at least 1",
                "rabbitmq.max.records.per.second      | many                 | Not a number",
                "rabbitmq.exchage.map                 | events=x             | the nearest is rabbitmq.exchange.map",
                "rabbitmq.host                        | rabbit               | there is no such setting",
                "rabbitmq.password                    | ${env:PASSWORD}      | unresolved",
                "rabbitmq.addresses                   | ${env:ADDRESSES}     | unresolved",
                "rabbitmq.exchange.map                | ${file:/a:map}       | unresolved",
                "rabbitmq.window.records              | ${env:WINDOW}        | unresolved",
                "topics                               | ${env:P}EVENTS       | unresolved",
                "transforms.wrap.fixed                | ${env:X}             | unresolved",
                "consumer.override.sasl.jaas.config   | x password=${env:X}; | unresolved"
            })
    void findsWhatIsWrongAtThatSettingAlone(String name, String value, String finding) {
        var findings = findings(Settings.with(name, value));

        assertThat(findings).containsOnlyKeys(name);
        assertThat(findings.get(name)).singleElement().asString().contains(name).contains(finding);
    }

    @Test
    void showsNoLoginThatStandsInAnAddress() {
        var findings = findings(Settings.with("rabbitmq.addresses", "amqp://carrot:hunter2@rabbit:5672"));

        assertThat(findings.get("rabbitmq.addresses"))
                .singleElement()
                .asString()
                .doesNotContain("hunter2");
    }

    @Test
    void takesANullForASettingThatWasLeftOut() {
        var settings = Settings.valid();
        settings.put("transforms", null);
        settings.put("rabbitmq.exchange.map", null);

        assertThat(findings(settings)).containsOnlyKeys("rabbitmq.exchange.map");
    }

    @Test
    void findsANameThatIsTooLongForAnAppId() {
        assertThat(findings(Settings.with("name", "x".repeat(256)))).containsOnlyKeys("name");
    }

    @Test
    void findsAWaitWithoutAWaitingPolicy() {
        var settings = Settings.with("rabbitmq.unroutable.policy", "fail", "rabbitmq.unroutable.wait.max.ms", "1000");

        assertThat(findings(settings)).containsOnlyKeys("rabbitmq.unroutable.wait.max.ms");
    }

    @ParameterizedTest
    @ValueSource(strings = {"rabbitmq.headers.include", "rabbitmq.headers.exclude"})
    void findsAFilterOfHeadersThatAreNotForwarded(String filter) {
        var settings = Settings.with("rabbitmq.forward.kafka.headers", "false", filter, "a");

        assertThat(findings(settings)).containsOnlyKeys(filter);
    }

    @ParameterizedTest(name = "{0}, {1}, {2}")
    @CsvSource({
        "all, dead-letters, false, true",
        "all, '', true, true",
        "all, '', false, false",
        "none, dead-letters, true, false"
    })
    void findsAReportThatNobodyWouldTake(String tolerance, String deadLetters, String log, boolean right) {
        var settings = Settings.with(
                "rabbitmq.unroutable.policy", "report",
                "errors.tolerance", tolerance,
                "errors.deadletterqueue.topic.name", deadLetters,
                "errors.log.enable", log);

        assertThat(findings(settings).isEmpty()).isEqualTo(right);
    }

    @Test
    void takesAWrongTemplateForOneMistakeAndALeftOutTopicForAnother() {
        var settings = Settings.with("topics", "events, others ,more", "rabbitmq.routing.key", "{");

        var findings = findings(settings);

        assertThat(findings).containsOnlyKeys("rabbitmq.routing.key", "rabbitmq.exchange.map");
        assertThat(findings.get("rabbitmq.exchange.map"))
                .singleElement()
                .asString()
                .contains("others, more");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "org.apache.kafka.connect.transforms.RegexRouter",
                "org.apache.kafka.connect.transforms.TimestampRouter",
                "com.example.Unknown"
            })
    void asksForNoExchangeOfATopicThatATransformMayRename(String type) {
        var settings = Settings.with(
                "topics",
                "others",
                "transforms",
                "a, route",
                "transforms.a.type",
                "org.apache.kafka.connect.transforms.InsertField$Value",
                "transforms.route.type",
                type);

        assertThat(findings(settings)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "gov.va.vro.bie.connect.transforms.NotifiedAt$Value",
                "org.apache.kafka.connect.transforms.Filter",
                "org.apache.kafka.connect.transforms.ReplaceField$Key"
            })
    void asksForTheExchangeOfATopicThatNoTransformRenames(String type) {
        var settings = Settings.with("topics", "others", "transforms", "a", "transforms.a.type", type);

        assertThat(findings(settings)).containsOnlyKeys("rabbitmq.exchange.map");
    }

    @Test
    void cannotTellWhichTopicsARegexWillFind() {
        assertThat(findings(Settings.with("topics", null, "topics.regex", ".*")))
                .isEmpty();
    }

    @Test
    void showsNoValueOfASettingThatIsNotItsOwn() {
        var settings = Settings.with("consumer.override.sasl.jaas.config", "password=hunter2 ${env:X}");

        assertThat(connector.validate(settings).configValues())
                .filteredOn(value -> value.name().startsWith("consumer."))
                .singleElement()
                .satisfies(value -> {
                    assertThat(value.value()).isNull();
                    assertThat(value.errorMessages()).noneMatch(message -> message.contains("hunter2"));
                });
    }

    @Test
    void allowsOffsetsToBeSetForMappedTopicsAndForgottenForAny() {
        var offsets = new HashMap<TopicPartition, Long>();
        offsets.put(new TopicPartition("events", 0), 0L);
        offsets.put(new TopicPartition("events", 1), 17L);
        offsets.put(new TopicPartition("gone", 0), null);

        assertThat(connector.alterOffsets(Settings.valid(), offsets)).isTrue();
    }

    @Test
    void allowsAnyTopicToBeSetWhereATransformMayRenameIt() {
        var settings = Settings.with(
                "transforms", "r", "transforms.r.type", "org.apache.kafka.connect.transforms.RegexRouter");

        assertThat(connector.alterOffsets(settings, Map.of(new TopicPartition("others", 0), 1L)))
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource({"events, 0, -1, below zero", "events, -1, 5, below zero", "others, 0, 5, has no exchange"})
    void refusesOffsetsThatLeadNowhere(String topic, int partition, long offset, String reason) {
        var offsets = Map.of(new TopicPartition(topic, partition), offset);

        assertThatExceptionOfType(ConnectException.class)
                .isThrownBy(() -> connector.alterOffsets(Settings.valid(), offsets))
                .withMessageContaining(topic)
                .withMessageContaining(reason);
    }

    private Map<String, List<String>> findings(Map<String, String> settings) {
        var findings = new HashMap<String, List<String>>();
        for (ConfigValue value : connector.validate(settings).configValues()) {
            if (!value.errorMessages().isEmpty()) {
                findings.put(value.name(), value.errorMessages());
            }
        }
        return findings;
    }
}
