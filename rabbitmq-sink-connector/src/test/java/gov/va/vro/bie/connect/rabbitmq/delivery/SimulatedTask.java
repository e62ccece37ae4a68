package gov.va.vro.bie.connect.rabbitmq.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import com.rabbitmq.client.AMQP.BasicProperties;
import gov.va.vro.bie.connect.rabbitmq.config.GapPolicy;
import gov.va.vro.bie.connect.rabbitmq.config.UnroutablePolicy;
import gov.va.vro.bie.connect.rabbitmq.message.Message;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.kafka.common.TopicPartition;

/**
 * One task with its publisher and its link, driven a step at a time: what {@code RabbitMqSinkTask} and
 * {@code Publisher} do with the core, in the order in which Connect's WorkerSinkTask makes them, but with every pause
 * between two steps in the hands of the simulation.
 */
final class SimulatedTask implements DeliveryListener {

    private static final int BATCH = 5;

    private final Simulation world;
    private final Set<TopicPartition> paused = new HashSet<>();
    private final Map<TopicPartition, Long> position = new HashMap<>();
    private final Set<String> sent = new HashSet<>();
    private final Deliveries core;
    private final SimulatedReporter reporter;
    /** The gaps that this task must not pass. */
    final Map<TopicPartition, Gap> gaps = new HashMap<>();

    private SimulatedBroker.Link link;
    private long linkNumber;
    private Dispatch.Publish writing;
    private long reconnectAt;
    private long putUntil;
    private boolean waitingForRoom;
    private long commitRequestedAt;
    private boolean commitRequested;
    private Set<TopicPartition> draining;
    private boolean closing;
    String failure;

    SimulatedTask(Simulation world) {
        this.world = world;
        this.core = new Deliveries(world.settings, () -> world.now, this);
        this.reporter = new SimulatedReporter(world, core);
    }

    Set<TopicPartition> assigned() {
        return position.keySet();
    }

    boolean busy() {
        return draining != null || waitingForRoom;
    }

    void open(TopicPartition partition) {
        core.open(List.of(partition));
        position.put(partition, world.committed.get(partition));
        paused.add(partition);
        commitRequested = true;
    }

    /** Connect closes the partition. If it commits, it has done so; if the consumer has lost the partition, it does not. */
    void letGo(TopicPartition partition) {
        noteStragglers(partition);
        core.close(List.of(partition));
        handOn(partition);
        gaps.remove(partition);
        position.remove(partition);
        paused.remove(partition);
    }

    /** What was sent and is not committed is sent again by the next task, which cannot know that it was sent. */
    private void handOn(TopicPartition partition) {
        for (var offset = world.committed.get(partition); offset < position.get(partition); offset++) {
            var id = Simulation.id(partition, offset);
            if (sent.contains(id)) {
                world.handedOn.merge(id, 1, Integer::sum);
            }
        }
    }

    /** Revoked in good order: commit, close, and what {@code preCommit} answered is committed. */
    void revoke(Set<TopicPartition> partitions) {
        startCommit(partitions, true);
    }

    /** A task that fails is closed like any other: it commits, waiting for what is in flight, and then its link ends. */
    private void fail(String reason) {
        failure = reason;
        startCommit(Set.copyOf(assigned()), true);
    }

    boolean ended() {
        return failure != null && draining == null;
    }

    private void commit(TopicPartition partition, long offset) {
        if (gaps.containsKey(partition)) {
            assertThat(offset)
                    .as("commit of %s before its gap", partition)
                    .isLessThanOrEqualTo(gaps.get(partition).expected());
        }
        world.commit(partition, offset);
    }

    void kill() {
        assigned().forEach(this::handOn);
        position.clear();
        if (link != null) {
            link.cut();
        }
    }

    // Connect's loop

    void taskStep() {
        if (ended()) {
            return;
        }
        if (draining != null) {
            finishCommit();
        } else if (waitingForRoom) {
            finishPut();
        } else if (commitRequested && !assigned().isEmpty()) {
            commitRequested = false;
            startCommit(Set.copyOf(assigned()), false);
        } else {
            put();
        }
    }

    private void put() {
        core.startAgain();
        var reason = core.review();
        if (reason.isPresent()) {
            fail(reason.get());
            return;
        }
        var left = BATCH;
        for (var partition : world.shuffled(assigned())) {
            while (left > 0 && !paused.contains(partition) && position.get(partition) < world.end(partition)) {
                deliver(partition);
                left--;
            }
        }
        reporter.report();
        waitingForRoom = true;
        putUntil = world.now + Duration.ofMillis(20).toNanos();
        finishPut();
    }

    private void deliver(TopicPartition partition) {
        position.merge(partition, world.start(partition), Math::max);
        var offset = position.merge(partition, 1L, Long::sum) - 1;
        var id = Simulation.id(partition, offset);
        if (world.unrenderable.contains(id)) {
            core.addBad(partition, offset, "cannot be rendered", null);
        } else if (!world.dropped.contains(id)) {
            var properties = new BasicProperties.Builder().messageId(id).build();
            core.add(
                    partition,
                    offset,
                    new Message(Simulation.exchange(partition), "", properties, world.body(offset)),
                    null);
        }
    }

    private void finishPut() {
        if (!core.hasRoom() && world.now < putUntil) {
            return;
        }
        waitingForRoom = false;
        paused.clear();
        paused.addAll(core.paused());
        if (core.opening()) {
            commitRequested = true;
        }
        if (world.now - commitRequestedAt >= Simulation.COMMIT_INTERVAL) {
            commitRequestedAt = world.now;
            commitRequested = true;
        }
    }

    private void startCommit(Set<TopicPartition> partitions, boolean forClosing) {
        draining = partitions;
        closing = forClosing;
        waitingForRoom = false;
        if (!reporter.await(partitions) && failure == null) {
            fail("a report could not be written");
            return;
        }
        core.stopStarting(partitions);
    }

    private void finishCommit() {
        if (core.nanosToDrain(draining) > 0) {
            return;
        }
        reporter.settle();
        var offered = new HashMap<TopicPartition, Long>();
        draining.forEach(partition -> offered.put(partition, position.get(partition)));
        var answer = core.committable(offered);
        core.startAgainSoon();
        if (closing || !world.commitFails()) {
            answer.forEach(this::commit);
        }
        if (closing && failure == null) {
            draining.forEach(this::letGo);
        }
        draining = null;
    }

    // The publisher's loop

    void publisherStep() {
        if (ended()) {
            return;
        }
        if (link == null) {
            connect();
        } else if (writing != null
                && world.unsendable.contains(writing.message().messageId())) {
            link.endsOverABadRecord();
            core.clientRefused(linkNumber, writing.delivery(), "too strange");
            core.linkLost(linkNumber, new LinkLoss.CutByUs("the client refused a message", false));
            link.cut();
            drop();
        } else if (writing != null) {
            var message = writing.again() ? writing.message().asPossibleDuplicate() : writing.message();
            if (!link.dead) {
                link.inbound.add(message);
            }
            writing = null;
        } else {
            var dispatch = core.next();
            if (dispatch instanceof Dispatch.Publish publish) {
                writing = publish;
                sent.add(publish.message().messageId());
            } else if (dispatch instanceof Dispatch.ChangeLink change) {
                core.linkLost(linkNumber, change.loss());
                link.cut();
                drop();
            }
        }
    }

    private void connect() {
        if (!world.broker.down && world.now >= reconnectAt) {
            link = world.broker.new Link();
            linkNumber = core.linkUp();
        }
    }

    private void drop() {
        link = null;
        writing = null;
        reconnectAt = world.now + Duration.ofMillis(5).toNanos();
    }

    // The client's reader thread, and the broker behind it

    SimulatedBroker.Link link() {
        return link;
    }

    /** The messages that were written and that the broker has not looked at, and the one that is being written. */
    Stream<String> onTheWay() {
        var written = link == null ? Stream.<Message>empty() : link.inbound.stream();
        var present = writing == null ? Stream.<Message>empty() : Stream.of(writing.message());
        return Stream.concat(written, present).map(Message::messageId);
    }

    void readerStep() {
        if (link == null || link.silent || link.outbound.isEmpty()) {
            return;
        }
        var answer = link.outbound.poll();
        if (answer instanceof SimulatedBroker.Answer.Ack ack) {
            core.confirmed(linkNumber, ack.sequence(), ack.multiple());
        } else if (answer instanceof SimulatedBroker.Answer.Nack nack) {
            core.nacked(linkNumber, nack.sequence(), nack.multiple());
        } else if (answer instanceof SimulatedBroker.Answer.Return returned) {
            core.returned(linkNumber, returned.messageId());
        } else if (answer instanceof SimulatedBroker.Answer.Blocked blocked) {
            if (blocked.blocked()) {
                core.blocked(linkNumber, "alarm");
            } else {
                core.unblocked(linkNumber);
            }
        } else if (answer instanceof SimulatedBroker.Answer.Gone gone) {
            core.linkLost(linkNumber, gone.loss());
            drop();
        }
    }

    /** Whether messages of the partition are still on their way to the broker, past all control. */
    private void noteStragglers(TopicPartition partition) {
        if (onTheWay().anyMatch(id -> id.startsWith(partition + "-"))) {
            world.unordered.add(partition);
        }
    }

    /** A window for what flows, and one for each exchange that can be in trouble; a batch is always taken whole. */
    void checkMemory() {
        var windows = (Simulation.EXCHANGES + 1) * world.settings.windowRecords();
        assertThat(core.outstandingRecords())
                .as("records in memory")
                .isLessThanOrEqualTo(windows + 2 * BATCH * Simulation.EXCHANGES);
    }

    boolean atRest() {
        return failure == null
                && !core.outstanding()
                && !reporter.anyPending()
                && draining == null
                && core.read().traffic().inFlight() == 0;
    }

    // What the core says

    @Override
    public void held(Delivery first, String exchange, Hold why) {}

    @Override
    public void stillHeld(Delivery first, String exchange, Hold why, Duration since) {}

    @Override
    public void released(TopicPartition partition, Duration heldFor) {}

    @Override
    public void blocked(String reason, Duration since) {}

    @Override
    public void unblocked(Duration blockedFor) {}

    @Override
    public void topicMadeAgain(TopicPartition partition, long lastOffset, long newOffset) {
        throw new AssertionError("No topic is made again here");
    }

    @Override
    public void gap(TopicPartition partition, long expected, long found) {
        world.missing(partition, expected, found);
        if (world.settings.gapPolicy() == GapPolicy.FAIL) {
            gaps.putIfAbsent(partition, new Gap(expected, found, 0));
        }
    }

    @Override
    public void suspecting(int messages, LinkLoss loss) {}

    @Override
    public void suspicionOver() {}

    @Override
    public void condemned(Delivery delivery) {
        var id = Simulation.id(delivery.partition.topicPartition, delivery.offset);
        assertThat(world.isBad(id)
                        || world.settings.unroutablePolicy() == UnroutablePolicy.REPORT
                                && world.broker.unrouted.contains(id))
                .as("%s is condemned for a reason", id)
                .isTrue();
    }
}
