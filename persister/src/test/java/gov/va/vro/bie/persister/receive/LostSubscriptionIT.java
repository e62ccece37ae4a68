package gov.va.vro.bie.persister.receive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.rabbitmq.client.AMQP.BasicProperties;
import gov.va.vro.bie.persister.event.EventType;
import gov.va.vro.bie.persister.ops.Component;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * What ends a subscription though broker and connection are well. In each case the receiving thread is held up by the
 * database at that moment: not ready must be said nevertheless.
 */
class LostSubscriptionIT {

    private static final Duration SOON = Duration.ofSeconds(60);
    /** So that nothing is stored before the client library's thread is done with its delivery. */
    private static final Duration LINGER = Duration.ofMillis(500);

    /** Counted on the client library's thread, which hands the delivery over. */
    private static final String REDELIVERED = "persister.redelivered.messages";

    @RegisterExtension
    private static final ReceiverScene scene = new ReceiverScene();

    private Thread receiving;

    @BeforeAll
    static void makeTheBrokerImpatient() throws Exception {
        waitAtMost(3_000, 500);
    }

    @AfterAll
    static void makeItPatientAgain() throws Exception {
        waitAtMost(1_800_000, 60_000);
    }

    private static void waitAtMost(int millis, int looksAfterMillis) throws Exception {
        scene.rabbit()
                .ctl(
                        "eval",
                        "application:set_env(rabbit, consumer_timeout, " + millis + "),"
                                + " application:set_env(rabbit, channel_tick_interval, " + looksAfterMillis + ").");
    }

    @BeforeEach
    void start() {
        startReceiver(new SimpleMeterRegistry());
    }

    private void startReceiver(MeterRegistry registry) {
        receiving = scene.start(true, LINGER, registry);
        scene.awaitReady();
    }

    @Test
    void subscribesAgainWhenItsQueueWasDeletedAndIsNotReadyUntilThen() throws Exception {
        try (var table = scene.postgres().lock("bie.bie_event")) {
            publish(1);
            scene.postgres().awaitBlocked();
            scene.channel().queueDelete(EventType.UPDATED.queue());

            awaitNotReady("queue \"persister.contention-updated\" was deleted or has moved");
            table.rollback();
        }
        scene.awaitReady();
        publish(2);
        awaitStored(2);
    }

    @Test
    void subscribesAgainWhenTheBrokerHasWaitedTooLongForAnAcknowledgement() throws Exception {
        try (var table = scene.postgres().lock("bie.bie_event")) {
            publish(1);

            awaitNotReady("closed the channel, 406");
            table.rollback();
        }
        scene.awaitReady();
        awaitStored(1);
        await("the queue is empty")
                .atMost(SOON)
                .until(() -> scene.rabbit()
                        .ctl("list_queues", "name", "messages")
                        .contains("persister.contention-updated\t0"));
    }

    /** Or a later acknowledgement of several would cover the one that is missing. */
    @Test
    void subscribesAgainWhenADeliveryCouldNotBeTakenIn() throws Exception {
        scene.stop();
        publishWhatIsRedelivered(1);

        var failures = new AtomicInteger();
        var registry = new HookedRegistry(Map.of(REDELIVERED, () -> {
            if (failures.incrementAndGet() == 1) {
                throw new IllegalStateException("on purpose");
            }
        }));
        startReceiver(registry);

        awaitAnotherLink(registry);
        scene.awaitReady();
        awaitStored(1);
    }

    /** As it would be with a message that does not fit into the heap; the receiving thread waits for it already. */
    @Test
    void waitsLongerEachTimeThatTheFirstDeliveryCannotBeTakenIn() throws Exception {
        scene.stop();
        publishWhatIsRedelivered(1);

        var failures = new CopyOnWriteArrayList<Instant>();
        startReceiver(new HookedRegistry(Map.of(REDELIVERED, () -> {
            if (failures.size() < 6) {
                await().atMost(SOON)
                        .until(() -> scene.reasons().isEmpty() && receiving.getState() == Thread.State.TIMED_WAITING);
                failures.add(Instant.now());
                throw new IllegalStateException("on purpose");
            }
        })));

        awaitStored(1);
        assertThat(Duration.between(failures.get(4), failures.get(5)))
                .as("half of the fifth pause at least")
                .isGreaterThan(Duration.ofMillis(1_500));
    }

    /** It comes when another link is there already. */
    @Test
    void staysReadyWhateverAThreadOfAnOldLinkSaysLate() throws Exception {
        scene.stop();
        publishWhatIsRedelivered(1);

        var ofTheOldLink = new CompletableFuture<Thread>();
        var another = new CountDownLatch(1);
        var batches = new AtomicInteger();
        var registry = new HookedRegistry(Map.of(
                REDELIVERED,
                () -> {
                    if (ofTheOldLink.complete(Thread.currentThread())) {
                        another.await();
                        throw new IllegalStateException("on purpose, late");
                    }
                },
                "persister.events",
                () -> {
                    if (batches.incrementAndGet() == 1) {
                        throw new IllegalStateException("on purpose, ends the first link");
                    }
                }));
        startReceiver(registry);
        awaitAnotherLink(registry);
        publish(2);
        awaitStored(2);

        another.countDown();
        await("its last word").atMost(SOON).until(() -> !ofTheOldLink.join().isAlive());
        assertThat(scene.reasons()).isEmpty();
    }

    private void publishWhatIsRedelivered(int claim) throws Exception {
        publish(claim);
        var taken = await().atMost(SOON)
                .until(() -> scene.channel().basicGet(EventType.UPDATED.queue(), false), Objects::nonNull);
        scene.channel().basicNack(taken.getEnvelope().getDeliveryTag(), false, true);
    }

    private static void awaitAnotherLink(MeterRegistry registry) {
        await("another link")
                .atMost(SOON)
                .until(() -> registry.get("persister.broker.failures").counter().count() == 1);
    }

    /** Because of the broker alone: the statement that waits has not timed out yet. */
    private void awaitNotReady(String reason) {
        await("not ready")
                .atMost(SOON)
                .untilAsserted(() -> assertThat(scene.reasons())
                        .containsOnlyKeys(Component.BROKER)
                        .hasEntrySatisfying(
                                Component.BROKER, said -> assertThat(said).contains(reason)));
    }

    private void awaitStored(int claim) {
        await("stored")
                .atMost(SOON)
                .untilAsserted(() -> assertThat(scene.postgres().query("SELECT benefit_claim_id FROM bie.bie_event"))
                        .contains(Integer.toString(claim)));
    }

    private void publish(int claim) throws Exception {
        var body = "{\"event\": {\"ClaimId\": " + claim + ", \"ContentionId\": 1}}";
        scene.channel()
                .basicPublish(
                        EventType.UPDATED.exchange(),
                        "any",
                        new BasicProperties.Builder()
                                .deliveryMode(2)
                                .messageId("m-" + claim)
                                .build(),
                        body.getBytes(StandardCharsets.UTF_8));
        scene.channel().waitForConfirmsOrDie(60_000);
    }
}
