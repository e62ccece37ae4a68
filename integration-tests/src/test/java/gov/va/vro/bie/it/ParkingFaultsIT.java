package gov.va.vro.bie.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.rabbitmq.client.AMQP.BasicProperties;
import gov.va.vro.bie.it.faces.Coordinates;
import gov.va.vro.bie.it.faces.Copy;
import gov.va.vro.bie.it.faces.Persister;
import gov.va.vro.bie.it.faces.RabbitMqNode;
import gov.va.vro.bie.localstack.Endpoints;
import gov.va.vro.bie.localstack.events.EventKind;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Parking itself fails. What should be parked stays unacknowledged, everything else is stored, readiness says why;
 * and when parking works again, each message is parked.
 */
@ExtendWith(LocalStack.class)
class ParkingFaultsIT {

    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final String PARKED = "persister.parked";
    private static final int MEGABYTE = 1 << 20;

    private final Pipeline pipeline;
    private final Persister persister;
    private RabbitMqNode node;

    ParkingFaultsIT(Pipeline pipeline) {
        this.pipeline = pipeline;
        this.persister = pipeline.persister();
    }

    /** With a persister that has no connection for parking yet. */
    @BeforeEach
    void startAnew() throws Exception {
        node = new RabbitMqNode(pipeline.directory());
        pipeline.deploy();
        persister.stop();
        persister.start();
    }

    @AfterEach
    void repair() throws Exception {
        node.limitMessages(128 * MEGABYTE);
        node.ctl("set_vm_memory_high_watermark", "0.4");
        permit("^(bie-events-contention-|persister\\.)");
        try {
            node.ctl("clear_policy", "it-full");
        } catch (IOException notThere) {
            assertThat(notThere).hasMessageContaining("clear_policy");
        }
    }

    /** Twice as many bytes as the persister may hold in memory. */
    @Test
    void f21KeepsNeighboursFlowingWhileLargePoisonFindsTheDeadLetterQueueFull() throws Exception {
        node.ctl(
                "set_policy",
                "--apply-to",
                "queues",
                "--priority",
                "900",
                "it-full",
                "^persister\\.parked$",
                "{\"max-length\": 0, \"overflow\": \"reject-publish\"}");
        var ids = publishPoison("it-full", 64, MEGABYTE);

        awaitNotReady("refuses messages: it is full");
        awaitStored(publishNeighbours());
        assertThat(persister.notReady()).contains("stay unacknowledged");

        node.ctl("clear_policy", "it-full");
        assertParkedAndReady(ids);
    }

    @Test
    void f21KeepsWhatCannotBeParkedWhereTheDeadLetterQueueIsGoneAndMayNotBeMadeAgain() throws Exception {
        pipeline.rabbitMq().onChannel(channel -> channel.queueDelete(PARKED));
        permit("^(bie-events-contention-|persister\\.contention-)");
        var ids = publishPoison("it-gone", 3, 10);

        awaitNotReady("persister.parked");
        awaitStored(publishNeighbours());
        assertThat(pipeline.database().parked(ids.get(0))).isEmpty();

        permit("^(bie-events-contention-|persister\\.)");
        assertParkedAndReady(ids);
    }

    @Test
    void f21StoresTheOthersWhereItStartsWithoutADeadLetterQueue() throws Exception {
        pipeline.rabbitMq().onChannel(channel -> channel.queueDelete(PARKED));
        permit("^(bie-events-contention-|persister\\.contention-)");
        persister.stop();
        persister.launch();

        awaitNotReady("persister.parked");
        awaitStored(publishNeighbours());
        var ids = publishPoison("it-never-there", 3, 10);
        awaitNotReady("3 messages that cannot be stored stay unacknowledged");

        permit("^(bie-events-contention-|persister\\.)");
        assertParkedAndReady(ids);
    }

    @Test
    void f21ParksTheOthersWhileTheBrokerRefusesOneOfThem() throws Exception {
        persister.stop();
        var ids = new ArrayList<String>();
        pipeline.rabbitMq().onChannel(channel -> {
            channel.confirmSelect();
            for (var bytes : List.of(10, 2 * MEGABYTE, 20, 30)) {
                ids.add("it-refused-" + bytes);
                channel.basicPublish(
                        EventKind.UPDATED.exchange(), "any", poison("it-refused-" + bytes), new byte[bytes]);
            }
            channel.waitForConfirmsOrDie(20_000);
        });
        node.limitMessages(MEGABYTE);
        persister.launch();

        awaitNotReady("PRECONDITION_FAILED");
        for (var id : List.of("it-refused-10", "it-refused-20", "it-refused-30")) {
            await(id)
                    .atMost(PATIENCE)
                    .until(() -> !pipeline.database().parked(id).isEmpty());
        }
        awaitStored(publishNeighbours());
        assertThat(pipeline.database().parked("it-refused-" + 2 * MEGABYTE)).isEmpty();

        node.limitMessages(128 * MEGABYTE);
        assertParkedAndReady(ids);
    }

    /** Its alarm blocks whoever publishes, the sink too: so what is to be stored is in the queues before. */
    @Tag("faults")
    @Test
    void f21KeepsNeighboursFlowingWhileTheBrokerTakesNothing() throws Exception {
        persister.stop();
        var ids = publishPoison("it-blocked", 3, 10);
        var neighbours = publishNeighbours();
        awaitQueued("persister.contention-updated", ids.size() + 1);
        awaitQueued("persister.contention-deleted", 1);

        node.ctl("set_vm_memory_high_watermark", "0.000001");
        persister.launch();
        awaitNotReady("parking in queue");
        awaitStored(neighbours);
        assertThat(pipeline.database().parked(ids.get(0))).isEmpty();

        node.ctl("set_vm_memory_high_watermark", "0.4");
        assertParkedAndReady(ids);
    }

    private void awaitQueued(String queue, int messages) {
        await(messages + " messages in " + queue).atMost(PATIENCE).until(() -> {
            var count = new AtomicLong();
            pipeline.rabbitMq().onChannel(channel -> count.set(channel.messageCount(queue)));
            return count.get() >= messages;
        });
    }

    private List<String> publishPoison(String name, int count, int bytes) throws Exception {
        var ids = IntStream.range(0, count)
                .mapToObj(number -> name + "-" + number)
                .toList();
        pipeline.rabbitMq().onChannel(channel -> {
            channel.confirmSelect();
            for (var id : ids) {
                channel.basicPublish(EventKind.UPDATED.exchange(), "any", poison(id), new byte[bytes]);
            }
            channel.waitForConfirmsOrDie(60_000);
        });
        return ids;
    }

    private static BasicProperties poison(String id) {
        return new BasicProperties.Builder().messageId(id).deliveryMode(2).build();
    }

    /** One of each kind, behind the poison. */
    private List<Coordinates> publishNeighbours() throws Exception {
        try (var publisher = pipeline.publisher()) {
            var neighbours = new ArrayList<Coordinates>();
            for (var kind : EventKind.values()) {
                neighbours.add(
                        Coordinates.of(publisher.publish(AnEvent.full(kind)).get()));
            }
            return neighbours;
        }
    }

    private void awaitStored(List<Coordinates> records) {
        await("the neighbours stored")
                .atMost(PATIENCE)
                .untilAsserted(
                        () -> assertThat(pipeline.database().notStored(records)).isEmpty());
    }

    private void awaitNotReady(String reason) {
        await("the persister to say that parking fails")
                .atMost(PATIENCE)
                .until(persister::notReady, said -> said.contains("\"parking\"") && said.contains(reason));
    }

    private void assertParkedAndReady(List<String> ids) throws Exception {
        pipeline.rabbitMq()
                .queue(PARKED)
                .takeUntil(
                        "each of " + ids.size() + " messages",
                        taken -> taken.stream().map(Copy::messageId).toList().containsAll(ids));
        await("the persister to be ready").atMost(PATIENCE).until(persister::isReady);
        for (var id : ids) {
            await(id + " noted")
                    .atMost(PATIENCE)
                    .until(() -> pipeline.database().parked(id).size() == 1);
        }
        await("nothing to be counted as unacknowledged")
                .atMost(PATIENCE)
                .until(() -> persister.page("/metrics").contains("\npersister_unacknowledged_messages 0.0\n"));
        persister.stop();
        assertThat(leftIn("persister.contention-updated"))
                .as("left unacknowledged")
                .isZero();
        persister.start();
    }

    /** What a consumer has not acknowledged goes back together with the consumer itself. */
    private long leftIn(String queue) throws Exception {
        var left = new AtomicLong();
        await("nobody consumes " + queue).atMost(PATIENCE).until(() -> {
            var consumers = new AtomicLong();
            pipeline.rabbitMq().onChannel(channel -> {
                var state = channel.queueDeclarePassive(queue);
                consumers.set(state.getConsumerCount());
                left.set(state.getMessageCount());
            });
            return consumers.get() == 0;
        });
        return left.get();
    }

    /** Everything else stays as the stack gives it. */
    private void permit(String configure) throws Exception {
        node.ctl(
                "set_permissions",
                Endpoints.PERSISTER,
                configure,
                "^(persister\\.|amq\\.default$)",
                "^(bie-events-contention-|persister\\.)");
    }
}
