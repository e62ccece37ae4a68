package gov.va.vro.bie.connect.rabbitmq;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import gov.va.vro.bie.connect.rabbitmq.ScriptedBroker.Until;
import gov.va.vro.bie.connect.rabbitmq.config.Settings;
import gov.va.vro.bie.connect.rabbitmq.tls.Keys;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.net.ServerSocketFactory;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A broker that hangs at each step, in the clear and over TLS: whoever stops the task or validates a configuration gets
 * the answer in time, the socket is closed, and no thread is left. One that still reads is told good-bye first.
 */
class UnresponsiveBrokerTest {

    private static final TopicPartition PARTITION = new TopicPartition("events", 0);
    /** The bounds that are promised, with what a busy machine may add. */
    private static final Duration CLOSE_AND_STOP = Duration.ofMillis(1_500);

    private static final Duration VALIDATE = Duration.ofSeconds(14);
    /** Less than what the good-bye takes when nobody answers it. */
    private static final Duration UNANSWERED = Duration.ofMillis(100);

    private static final Duration SOON = Duration.ofSeconds(3);

    /** The size of a message that is not sent while it is written: two together have room where they are gathered. */
    private static final int GATHERED = 14_000;

    private static final String SEND = "Link.send";

    private final RabbitMqSinkTask task = new RabbitMqSinkTask();
    private final PublisherThread publisher = new PublisherThread("hanging-0");

    @ParameterizedTest(name = "{0} until {1}")
    @CsvSource({
        "PLAINTEXT, ACCEPT",
        "PLAINTEXT, OPEN_CONNECTION",
        "PLAINTEXT, OPEN_CHANNEL",
        "PLAINTEXT, SELECT_CONFIRMS",
        "SSL, ACCEPT",
        "SSL, OPEN_CONNECTION",
        "SSL, OPEN_CHANNEL",
        "SSL, SELECT_CONFIRMS"
    })
    void stopsInTime(String protocol, Until until) throws Exception {
        try (var broker = new ScriptedBroker(sockets(protocol), until)) {
            start(protocol, broker);
            // More than sockets and their buffers take: the publisher hangs in a write.
            task.put(records(200, 100_000));
            assertThat(broker.hasFallenSilent()).isTrue();
            if (until == Until.SELECT_CONFIRMS) {
                await().atMost(Duration.ofSeconds(20)).until(() -> publisher.isIn("Link.publish"));
            }

            var began = System.nanoTime();
            task.close(List.of(PARTITION));
            task.stop();

            assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(CLOSE_AND_STOP);
            assertThat(broker.seesItsEnd()).isTrue();
            await().atMost(SOON).until(() -> noThreadIsCalled("hanging-0-publisher"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"PLAINTEXT", "SSL"})
    void cutsALinkThatTakesNothingOfWhatWasGathered(String protocol) throws Exception {
        try (var broker = new ScriptedBroker(sockets(protocol), Until.SELECT_CONFIRMS)) {
            start(protocol, broker, Map.of("rabbitmq.confirm.timeout.ms", "3000", "rabbitmq.drain.timeout.ms", "2000"));
            assertThat(broker.hasFallenSilent()).isTrue();
            var records = records(2_000, GATHERED).iterator();
            await().pollInterval(Duration.ofMillis(1))
                    .during(Duration.ofMillis(300))
                    .atMost(Duration.ofSeconds(20))
                    .until(() -> {
                        // One by one, each sent before the next: more at a time would be sent while they are written.
                        if (publisher.waits()) {
                            task.put(List.of(records.next()));
                        }
                        return publisher.isIn(SEND);
                    });

            await().atMost(Duration.ofSeconds(15)).until(() -> {
                task.put(List.of());
                return !publisher.isIn(SEND);
            });

            assertThat(broker.seesItsEnd()).isTrue();
        } finally {
            task.stop();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"PLAINTEXT", "SSL"})
    void saysGoodByeAndWaitsNoLongerThanForItsAnswer(String protocol) {
        // A busy machine may answer late now and then; a good-bye that is sent too late is never answered in time.
        await().atMost(Duration.ofSeconds(20)).until(() -> {
            try (var broker = new ScriptedBroker(sockets(protocol), Until.ANSWER_GOOD_BYE)) {
                start(protocol, broker);
                await().atMost(Duration.ofSeconds(20)).until(publisher::waits);

                var began = System.nanoTime();
                task.stop();

                var took = Duration.ofNanos(System.nanoTime() - began);
                return took.compareTo(UNANSWERED) < 0 && broker.hasFallenSilent();
            }
        });
    }

    @ParameterizedTest(name = "{0} until {1}")
    @CsvSource({"PLAINTEXT, ACCEPT", "PLAINTEXT, OPEN_CONNECTION", "SSL, ACCEPT", "SSL, OPEN_CHANNEL"})
    void validatesInTime(String protocol, Until until) throws Exception {
        try (var broker = new ScriptedBroker(sockets(protocol), until)) {
            var settings = settings(protocol, broker);
            settings.put("rabbitmq.validate.live", "true");
            settings.put("rabbitmq.connection.timeout.ms", "60000");

            var began = System.nanoTime();
            var findings = new RabbitMqSinkConnector().validate(settings).configValues();

            assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(VALIDATE);
            assertThat(findings)
                    .filteredOn(value -> !value.errorMessages().isEmpty())
                    .singleElement()
                    .satisfies(value -> {
                        assertThat(value.name()).isEqualTo("rabbitmq.addresses");
                        assertThat(value.errorMessages())
                                .singleElement()
                                .asString()
                                .contains(broker.address(), "did not answer in time");
                    });
            assertThat(broker.seesItsEnd()).isTrue();
            await().atMost(SOON).until(() -> noThreadIsCalled("rabbitmq-live-check"));
        }
    }

    private static boolean noThreadIsCalled(String name) {
        return Thread.getAllStackTraces().keySet().stream()
                .noneMatch(thread -> thread.getName().startsWith(name));
    }

    private void start(String protocol, ScriptedBroker broker) throws Exception {
        start(protocol, broker, Map.of());
    }

    private void start(String protocol, ScriptedBroker broker, Map<String, String> more) throws Exception {
        task.initialize(new RecordingContext(null));
        var settings = settings(protocol, broker);
        settings.putAll(more);
        task.start(settings);
        task.open(List.of(PARTITION));
        task.preCommit(Map.of(PARTITION, new OffsetAndMetadata(0)));
    }

    private static Map<String, String> settings(String protocol, ScriptedBroker broker) throws Exception {
        return Settings.with(
                "name", "hanging",
                "rabbitmq.addresses", broker.address(),
                "rabbitmq.connection.timeout.ms", "20000",
                "rabbitmq.exchange.map", "events=exchange",
                "rabbitmq.security.protocol", protocol,
                "rabbitmq.ssl.truststore.type", "PEM",
                "rabbitmq.ssl.truststore.certificates",
                        Keys.shared().authority().chainPem());
    }

    private static ServerSocketFactory sockets(String protocol) throws Exception {
        return protocol.equals("SSL")
                ? Keys.shared().serverSockets(Keys.shared().server())
                : ServerSocketFactory.getDefault();
    }

    private static List<SinkRecord> records(int count, int size) {
        var records = new ArrayList<SinkRecord>();
        for (var offset = 0; offset < count; offset++) {
            records.add(new SinkRecord(
                    PARTITION.topic(),
                    PARTITION.partition(),
                    null,
                    null,
                    Schema.STRING_SCHEMA,
                    "x".repeat(size),
                    offset));
        }
        return records;
    }
}
