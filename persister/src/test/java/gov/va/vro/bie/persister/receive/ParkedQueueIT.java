package gov.va.vro.bie.persister.receive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.rabbitmq.client.AMQP.BasicProperties;
import gov.va.vro.bie.persister.event.EventType;
import gov.va.vro.bie.persister.store.ParkedStore;
import gov.va.vro.bie.persister.store.Schema;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Which copies are taken out of the dead-letter queue, when a message has several, or others are at work there too. */
class ParkedQueueIT {

    private static final String UPDATED = EventType.UPDATED.queue();
    private static final Duration SOON = Duration.ofSeconds(30);

    @RegisterExtension
    private final ReceiverScene scene = new ReceiverScene();

    private ParkedQueue queue;

    @BeforeEach
    void declare() throws Exception {
        new Schema(scene.database()).migrate();
        queue = new ParkedQueue(new Broker(scene.rabbit().config()));
        for (var name : List.of(Topology.PARKED_QUEUE, UPDATED)) {
            scene.channel().queueDeclare(name, true, false, false, Map.of("x-queue-type", "quorum"));
        }
    }

    /** Delivered twice, and parked at one stroke with others. */
    @Test
    void takesOutBothCopiesOfOneMomentThoughManyLieBetweenThem() throws Exception {
        park(7, 1);
        for (var offset = 100; offset < 140; offset++) {
            park(offset, 1);
        }
        park(7, 1);

        assertThat(replay(chosen(), copy -> {})).isEmpty();

        awaitParked(0);
        assertThat(scene.channel().messageCount(UPDATED)).isEqualTo(41);
    }

    @Test
    void comesBackForWhatSomebodyElseHeldAndSendsEachMessageOnce() throws Exception {
        park(7, 1);
        park(7, 2);
        var chosen = chosen();
        assertThat(chosen).hasSize(2);
        var held = scene.channel()
                .basicGet(Topology.PARKED_QUEUE, false)
                .getEnvelope()
                .getDeliveryTag();

        assertThat(replay(chosen, copy -> giveBack(held))).isEmpty();

        awaitParked(0);
        assertThat(scene.channel().messageCount(UPDATED)).isEqualTo(1);
    }

    @Test
    void leavesWhatWasParkedAgainSinceItWasChosen() throws Exception {
        park(7, 1);
        var chosen = chosen();
        park(7, 2);

        assertThat(replay(chosen, copy -> {})).isEmpty();

        awaitParked(1);
        assertThat(chosen()).extracting(key -> key.since().toEpochMilli()).containsExactly(2L);
        assertThat(scene.channel().messageCount(UPDATED)).isEqualTo(1);
    }

    /** All of them, and returns when the look at them is over for the broker too. */
    private Set<ParkedCopy.Key> chosen() throws Exception {
        var copies = new ArrayList<ParkedCopy.Key>();
        queue.look(copy -> copies.add(copy.key()));
        awaitParked(copies.size());
        return Set.copyOf(copies);
    }

    private Set<ParkedCopy.Key> replay(Set<ParkedCopy.Key> chosen, Consumer<ParkedCopy> done) throws Exception {
        var store = new ParkedStore(scene.database());
        return queue.replay(chosen, Optional.empty(), messages -> store.replayed(messages, Map.of()), done);
    }

    private void giveBack(long tag) {
        try {
            scene.channel().basicNack(tag, false, true);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void awaitParked(int count) {
        await().atMost(SOON).until(() -> scene.channel().messageCount(Topology.PARKED_QUEUE) == count);
    }

    private void park(long offset, long parkedAt) throws Exception {
        var headers = Map.<String, Object>of(
                "reason",
                "no ClaimId",
                "queue",
                UPDATED,
                "parkedAt",
                parkedAt,
                "kafka.topic",
                "T",
                "kafka.partition",
                0,
                "kafka.offset",
                offset,
                "kafka.timestamp",
                1_718_220_540_123L);
        var properties = new BasicProperties.Builder()
                .deliveryMode(2)
                .messageId("T-0-" + offset)
                .headers(headers)
                .build();
        scene.channel().basicPublish("", Topology.PARKED_QUEUE, true, properties, new byte[2]);
        scene.channel().waitForConfirmsOrDie(10_000);
    }
}
