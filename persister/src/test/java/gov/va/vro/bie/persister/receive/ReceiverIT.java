package gov.va.vro.bie.persister.receive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.rabbitmq.client.AMQP.BasicProperties;
import gov.va.vro.bie.persister.event.EventType;
import gov.va.vro.bie.persister.ops.Component;
import gov.va.vro.bie.persister.store.Schema;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The receiving thread between a real broker and a real database. */
class ReceiverIT {

    private static final String EVENT = "{\"topic\": \"T\", \"notifiedAt\": \"2024-06-12T19:29 UTC+00:00\","
            + " \"event\": {\"ClaimId\": %d, \"ContentionId\": 20, \"Description\": \"CANARY\"}}";
    private static final Duration SOON = Duration.ofSeconds(30);

    @RegisterExtension
    private final ReceiverScene scene = new ReceiverScene();

    @BeforeEach
    void startReceiver() {
        scene.startAndAwaitReady();
    }

    @Test
    void storesWhatComesThroughEachExchangeAndAcknowledgesIt() throws Exception {
        for (var type : EventType.values()) {
            publish(type, 1, EVENT.formatted(type.ordinal()));
        }

        await().atMost(SOON)
                .untilAsserted(() -> assertThat(scene.postgres()
                                .query("SELECT event_type, benefit_claim_id,"
                                        + " source_topic, source_offset FROM bie.bie_event ORDER BY benefit_claim_id"))
                        .containsExactly(
                                "contention-associated|0|T-contention-associated|1",
                                "contention-updated|1|T-contention-updated|1",
                                "contention-classified|2|T-contention-classified|1",
                                "contention-completed|3|T-contention-completed|1",
                                "contention-deleted|4|T-contention-deleted|1"));
        assertNothingIsLeft();
    }

    @Test
    void parksPoisonWithItsBodyUntouchedAndStoresItsNeighbours() throws Exception {
        var before = System.currentTimeMillis();
        publish(EventType.UPDATED, 1, EVENT.formatted(1));
        publish(EventType.UPDATED, 2, "CANARY, not JSON");
        publish(EventType.UPDATED, 3, "{\"event\": {\"ContentionId\": 20}}");
        publish(EventType.UPDATED, 4, "{\"event\": null}");
        publish(EventType.UPDATED, 5, EVENT.formatted(5));

        await().atMost(SOON)
                .untilAsserted(() -> assertThat(scene.postgres()
                                .query("SELECT source_offset, reason FROM bie.bie_event_parked ORDER BY 1"))
                        .containsExactly("2|not JSON at byte 0", "3|no ClaimId"));
        await().atMost(SOON)
                .untilAsserted(
                        () -> assertThat(scene.postgres().query("SELECT source_offset FROM bie.bie_event ORDER BY 1"))
                                .containsExactly("1", "5"));
        assertNothingIsLeft();
        var parked = scene.channel().basicGet(Topology.PARKED_QUEUE, true);
        assertThat(parked.getBody()).asString(StandardCharsets.UTF_8).isEqualTo("CANARY, not JSON");
        assertThat(parked.getProps().getHeaders())
                .doesNotContainKey("kafka.key")
                .containsEntry("kafka.offset", 2L);
        assertThat(parked.getProps().getHeaders().get("reason")).hasToString("not JSON at byte 0");
        assertThat(parked.getProps().getHeaders().get("queue")).hasToString("persister.contention-updated");
        assertThat((Long) parked.getProps().getHeaders().get("parkedAt")).isBetween(before, System.currentTimeMillis());
    }

    @Test
    void storesOnceWhatIsSentTwice() throws Exception {
        publish(EventType.DELETED, 1, EVENT.formatted(1));
        publish(EventType.DELETED, 1, EVENT.formatted(1));
        publish(EventType.DELETED, 2, EVENT.formatted(2));

        await().atMost(SOON)
                .untilAsserted(
                        () -> assertThat(scene.postgres().query("SELECT source_offset FROM bie.bie_event ORDER BY 1"))
                                .containsExactly("1", "2"));
        assertNothingIsLeft();
    }

    @Test
    void subscribesAgainWhenItsQueueIsDeleted() throws Exception {
        scene.channel().queueDelete(EventType.COMPLETED.queue());

        await().atMost(SOON).ignoreExceptions().until(() -> consumers(EventType.COMPLETED.queue()) == 1);
        publish(EventType.COMPLETED, 1, EVENT.formatted(1));
        await().atMost(SOON)
                .until(() ->
                        !scene.postgres().query("SELECT 1 FROM bie.bie_event").isEmpty());
    }

    /** What is delivered and given back counts against a delivery limit. */
    @Test
    void gathersEventsInItsQueuesAndTakesNoneUntilTheSchemaIsThere() throws Exception {
        scene.stop();
        scene.channel().queueDelete(EventType.UPDATED.queue());
        scene.postgres().execute("DROP SCHEMA bie CASCADE");
        scene.start(false, Duration.ofMillis(20), new SimpleMeterRegistry());
        await().atMost(SOON)
                .untilAsserted(() ->
                        assertThat(scene.reasons().get(Component.DATABASE)).contains("migrations are missing"));

        publish(EventType.UPDATED, 1, EVENT.formatted(1));
        await().atMost(SOON).until(() -> scene.channel().messageCount(EventType.UPDATED.queue()) == 1);
        assertThat(consumers(EventType.UPDATED.queue())).isZero();
        new Schema(scene.database()).migrate();

        await().atMost(SOON)
                .until(() ->
                        scene.postgres().query("SELECT 1 FROM bie.bie_event").size() == 1);
    }

    /** Whoever creates the same schema waits for the one that began before. */
    @Test
    void saysWhyItIsNotReadyWhileItMigratesOrWaitsForWhoeverDoes() throws Exception {
        scene.stop();
        scene.postgres().execute("DROP SCHEMA bie CASCADE");
        try (var other = scene.postgres().connect();
                var statement = other.createStatement()) {
            other.setAutoCommit(false);
            statement.execute("CREATE SCHEMA bie");
            scene.start();

            await().atMost(SOON)
                    .untilAsserted(() -> assertThat(scene.reasons().get(Component.DATABASE))
                            .isEqualTo("database: the schema lacks 3 migrations; migrating, or waiting for whoever"
                                    + " does"));
            other.rollback();
        }
        await().atMost(SOON).until(() -> scene.reasons().isEmpty());
    }

    @Test
    void leavesUnacknowledgedWhatCannotBeStoredNowAndStoresItLater() throws Exception {
        scene.postgres().execute("ALTER TABLE bie.bie_event RENAME TO away");
        publish(EventType.UPDATED, 1, EVENT.formatted(1));

        await().atMost(SOON).until(() -> scene.reasons().containsKey(Component.DATABASE));
        scene.postgres().execute("ALTER TABLE bie.away RENAME TO bie_event");

        await().atMost(SOON)
                .until(() ->
                        scene.postgres().query("SELECT 1 FROM bie.bie_event").size() == 1);
        await().atMost(SOON).until(() -> scene.reasons().isEmpty());
        assertThat(scene.postgres().query("SELECT 1 FROM bie.bie_event_parked")).isEmpty();
        assertNothingIsLeft();
    }

    @Test
    void givesBackWhatItCouldNotStoreWhenItIsStopped() throws Exception {
        scene.postgres().execute("ALTER TABLE bie.bie_event RENAME TO away");
        publish(EventType.UPDATED, 1, EVENT.formatted(1));
        await().atMost(SOON).until(() -> scene.reasons().containsKey(Component.DATABASE));

        scene.stop();

        await().atMost(SOON).until(() -> scene.channel().messageCount(EventType.UPDATED.queue()) == 1);
    }

    @Test
    void saysWhichQueueExistsWithOtherArguments() throws Exception {
        scene.stop();
        scene.channel().queueDelete(EventType.UPDATED.queue());
        scene.channel().queueDeclare(EventType.UPDATED.queue(), true, false, false, Map.of("x-queue-type", "classic"));
        scene.start();

        await().atMost(SOON)
                .during(Duration.ofSeconds(2))
                .untilAsserted(() -> assertThat(scene.reasons().get(Component.BROKER))
                        .contains(
                                "queue \"persister.contention-updated\"",
                                "exists with other arguments: delete it",
                                "406"));
        scene.channel().queueDelete(EventType.UPDATED.queue());
        await().atMost(SOON).until(() -> scene.reasons().isEmpty());
    }

    /** Over a channel of its own: asking for a queue that is not there closes it. */
    private long consumers(String queue) throws Exception {
        try (var asking = scene.connection().createChannel()) {
            return asking.consumerCount(queue);
        }
    }

    private void publish(EventType type, long offset, String body) throws Exception {
        var properties = new BasicProperties.Builder()
                .deliveryMode(2)
                .messageId("T-0-" + offset)
                .headers(Map.of(
                        "kafka.topic",
                        "T-" + type.label(),
                        "kafka.partition",
                        0,
                        "kafka.offset",
                        offset,
                        "kafka.timestamp",
                        1_718_220_540_123L,
                        "kafka.key",
                        "CANARY"))
                .build();
        scene.channel().basicPublish(type.exchange(), "T", true, properties, body.getBytes(StandardCharsets.UTF_8));
        scene.channel().waitForConfirmsOrDie(10_000);
    }

    /** Counts what is unacknowledged too: once the receiver has gone, that is ready again. */
    private void assertNothingIsLeft() throws Exception {
        scene.stop();
        for (var type : List.of(EventType.values())) {
            assertThat(scene.channel().messageCount(type.queue()))
                    .as(type.queue())
                    .isZero();
        }
    }
}
