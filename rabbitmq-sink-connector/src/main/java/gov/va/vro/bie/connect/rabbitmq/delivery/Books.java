package gov.va.vro.bie.connect.rabbitmq.delivery;

import gov.va.vro.bie.connect.rabbitmq.config.GapPolicy;
import gov.va.vro.bie.connect.rabbitmq.delivery.Delivery.State;
import gov.va.vro.bie.connect.rabbitmq.message.Message;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.sink.SinkRecord;

/**
 * What became of every record: the part of the state machine that records arrivals, answers and losses. A partition
 * flows, or it is held: then nothing new of it is sent, what is in flight of it settles, everything from its first
 * undelivered record on is queued again, and that first record goes alone, with back-off, until the broker takes it.
 * Guarded by the lock of {@link Deliveries}; {@link Scheduler} decides from these books what to send next.
 */
final class Books {

    final CoreSettings settings;
    final LinkHealth health;
    final Window window;
    final InFlight inFlight = new InFlight();
    final Turns turns = new Turns();
    final Suspicion suspicion;
    final Counts counts;
    final Reminders reminders;
    /** How many partitions are held. */
    int held;

    private final LongSupplier clock;
    private final DeliveryListener listener;
    private final Map<TopicPartition, PartitionProgress> partitions = new HashMap<>();
    private final List<Delivery> unreported = new ArrayList<>();
    private final Consumer<Delivery> acked = this::acked;
    private final Consumer<Delivery> nacked = this::nacked;
    private String refusal;
    private long answeredAt;

    Books(CoreSettings settings, LongSupplier clock, DeliveryListener listener) {
        this.settings = settings;
        this.clock = clock;
        this.listener = listener;
        this.suspicion = new Suspicion(listener);
        this.counts = new Counts(clock.getAsLong());
        this.health = new LinkHealth(settings.confirmTimeout());
        this.reminders = new Reminders(health, turns, listener);
        this.window = new Window(settings.windowRecords(), settings.windowBytes());
    }

    long now() {
        return clock.getAsLong();
    }

    PartitionProgress find(TopicPartition partition) {
        return partitions.get(partition);
    }

    void open(TopicPartition topicPartition) {
        close(topicPartition);
        var partition = new PartitionProgress(topicPartition, window, now());
        partitions.put(topicPartition, partition);
        turns.add(partition);
    }

    void close(TopicPartition topicPartition) {
        var partition = partitions.remove(topicPartition);
        if (partition != null) {
            suspicion.forget(partition);
            turns.remove(partition);
            held -= partition.hold != null ? 1 : 0;
            unreported.removeIf(delivery -> delivery.partition == partition);
            partition.close();
        }
    }

    /** Takes a record in; one with a complaint instead of a message is bad from the start. */
    void add(TopicPartition topicPartition, long offset, Message message, String complaint, SinkRecord origin) {
        var partition = partitions.get(topicPartition);
        if (partition == null) {
            throw new IllegalStateException("A record of " + topicPartition + ", which is not assigned to this task");
        }
        lookForAGap(partition, offset);
        if (partition.arrivals.startsAnew(offset)) {
            listener.topicMadeAgain(topicPartition, partition.arrivals.last(), offset);
        }
        var generation = partition.arrivals.take(offset);
        var delivery = message == null
                ? Delivery.bad(partition, offset, generation, complaint, origin)
                : Delivery.of(partition, offset, generation, message, counts.of(message.exchange(), now()), origin);
        if (!partition.keeps(delivery)) {
            return;
        }
        partition.enqueue(delivery);
        if (message == null) {
            condemned(delivery);
        } else {
            partition.exchange = message.exchange();
        }
    }

    private void lookForAGap(PartitionProgress partition, long offset) {
        var gap = partition.arrivals.gapBefore(offset);
        if (gap != null && settings.gapPolicy() != GapPolicy.IGNORE) {
            counts.missing += gap.missing();
            listener.gap(partition.topicPartition, gap.expected(), gap.found());
            if (settings.gapPolicy() == GapPolicy.FAIL && partition.gap == null) {
                partition.gap = gap;
            }
        }
    }

    void settled(long sequence, boolean multiple, boolean ack) {
        answeredAt = now();
        health.answered(answeredAt);
        inFlight.settle(sequence, multiple, ack ? acked : nacked);
    }

    /** Marks every copy in flight: the ack that follows the return means that no queue has the message. */
    void returned(String messageId) {
        var offset = offsetIn(messageId);
        inFlight.forEach(delivery -> {
            if (delivery.isMessage(offset, messageId)) {
                delivery.returned = true;
            }
        });
    }

    private static long offsetIn(String messageId) {
        try {
            return Long.parseLong(messageId.substring(messageId.lastIndexOf('-') + 1));
        } catch (NumberFormatException notOurs) {
            return -1;
        }
    }

    private void acked(Delivery delivery) {
        delivery.traffic.acked(delivery, answeredAt);
        if (landed(delivery)) {
            if (delivery.returned) {
                unroutable(delivery);
            } else {
                delivery.state = State.CONFIRMED;
            }
            resolve(delivery.partition);
        }
    }

    private void nacked(Delivery delivery) {
        delivery.traffic.nacked++;
        if (landed(delivery)) {
            delivery.state = State.UNDELIVERED;
            hold(delivery.partition, Hold.NACKED, delivery);
            resolve(delivery.partition);
        }
    }

    /** Takes a delivery out of flight; false when its partition is closed and nobody wants to know. */
    private boolean landed(Delivery delivery) {
        if (delivery.partition.closed) {
            return false;
        }
        delivery.partition.landed(delivery);
        suspicion.clear(delivery);
        return true;
    }

    private void unroutable(Delivery delivery) {
        switch (settings.unroutablePolicy()) {
            case IGNORE -> delivery.state = State.CONFIRMED;
            case REPORT ->
                condemn(
                        delivery,
                        "no queue is bound to exchange " + delivery.message().exchange()
                                + " for its routing key, and unroutable messages are to be reported");
            case FAIL -> {
                delivery.state = State.UNDELIVERED;
                hold(delivery.partition, Hold.UNROUTABLE, delivery);
                refusal = unroutableRefusal(delivery);
            }
            case WAIT -> {
                delivery.state = State.UNDELIVERED;
                hold(delivery.partition, Hold.UNROUTABLE, delivery);
            }
        }
    }

    private static String unroutableRefusal(Delivery delivery) {
        return "No queue is bound to exchange \"" + delivery.message().exchange() + "\" for the routing key of "
                + delivery.coordinates()
                + ": bind a queue and restart the task, or set rabbitmq.unroutable.policy=wait";
    }

    void hold(PartitionProgress partition, Hold why, Delivery cause) {
        if (partition.hold == why) {
            return;
        }
        if (partition.hold == null) {
            held++;
            partition.heldSince = now();
            partition.warnAt = partition.heldSince + Reminders.FIRST;
            partition.probeBackoff = settings.probeBackoff().toNanos();
            partition.linkPatience = settings.confirmTimeout().toNanos();
            suspicion.clearAll(partition);
        }
        partition.reasonSince = now();
        partition.probes = 0;
        partition.setHold(why);
        listener.held(cause, partition.exchange, why);
    }

    /** Once nothing of a held partition is in flight: back to its first undelivered record, or on, if there is none. */
    private void resolve(PartitionProgress partition) {
        partition.dropSettled();
        if (partition.hold != null && partition.inFlight == 0) {
            if (partition.hasUndelivered()) {
                goBack(partition);
            } else {
                release(partition);
            }
        }
    }

    private void goBack(PartitionProgress partition) {
        partition.goBack();
        if (partition.hold != null) {
            partition.nextProbeAt = now() + partition.probeBackoff;
            partition.probeBackoff = Math.min(
                    2 * partition.probeBackoff, settings.probeBackoffMax().toNanos());
            partition.probes++;
        }
    }

    private void release(PartitionProgress partition) {
        held--;
        partition.setHold(null);
        partition.probeAlone = false;
        listener.released(partition.topicPartition, Duration.ofNanos(now() - partition.heldSince));
    }

    /** The link ended: what was in flight is queued again, from the first unsettled record of each partition on. */
    void linkLost(LinkLoss loss) {
        counts.linkLost(inFlight, now());
        health.lost(loss);
        judge(loss);
        var touched = new LinkedHashSet<PartitionProgress>();
        inFlight.forEach(delivery -> {
            if (!delivery.partition.closed) {
                delivery.partition.landed(delivery);
                if (delivery.state == State.IN_FLIGHT) {
                    delivery.state = State.UNDELIVERED;
                }
                touched.add(delivery.partition);
            }
        });
        inFlight.reset();
        var silent = loss instanceof LinkLoss.CutByUs cut && cut.forSilence();
        touched.forEach(partition -> queueAgain(partition, silent));
    }

    private void queueAgain(PartitionProgress partition, boolean silent) {
        partition.dropSettled();
        if (silent && partition.hold == null && partition.hasUndelivered()) {
            hold(partition, Hold.SILENT, partition.first());
        }
        goBack(partition);
        releaseIfDone(partition);
    }

    private void judge(LinkLoss loss) {
        var candidates = new ArrayList<Delivery>();
        inFlight.forEachSuspect(candidates::add);
        var verdict = Verdict.of(loss, health.repeatedlyLost(), candidates);
        if (verdict instanceof Verdict.Refused refused && !refused.delivery().partition.closed) {
            condemn(refused.delivery(), "the broker refuses it: " + refused.reason());
        } else if (verdict instanceof Verdict.Held found && !found.delivery().partition.closed) {
            found.delivery().partition.channelReason = found.reason();
            found.delivery().partition.probeAlone = true;
            hold(found.delivery().partition, found.why(), found.delivery());
        } else if (verdict instanceof Verdict.Suspects found) {
            suspicion.fallsOn(found.deliveries(), loss);
        }
    }

    /** The client library refused to send it, for a reason that lies in the message. */
    void clientRefused(Delivery delivery, String reason) {
        if (!delivery.partition.closed && delivery.state == State.IN_FLIGHT) {
            condemn(delivery, "it cannot be sent: " + reason);
        }
    }

    private void condemn(Delivery delivery, String why) {
        delivery.condemn(why);
        suspicion.clear(delivery);
        condemned(delivery);
    }

    private void condemned(Delivery delivery) {
        counts.bad++;
        unreported.add(delivery);
        listener.condemned(delivery);
    }

    List<Delivery> takeUnreported() {
        if (unreported.isEmpty()) {
            return List.of();
        }
        var taken = List.copyOf(unreported);
        unreported.clear();
        return taken;
    }

    void reported(Delivery delivery) {
        counts.reported++;
        if (!delivery.partition.closed) {
            delivery.state = State.REPORTED;
            delivery.forget();
            delivery.partition.dropSettled();
            releaseIfDone(delivery.partition);
        }
    }

    /** The first record of a partition that nobody takes is the one that it dies of, whichever is told first. */
    void unreportable(Delivery delivery) {
        var partition = delivery.partition;
        if (!partition.closed && (partition.dead == null || partition.precedes(delivery, partition.dead))) {
            partition.dieOf(delivery, suspicion::clear);
        }
    }

    private void releaseIfDone(PartitionProgress partition) {
        if (partition.hold != null && partition.inFlight == 0 && partition.peekQueued() == null) {
            release(partition);
        }
    }

    /** Why only a person can go on, or null. */
    String failure() {
        if (refusal != null) {
            return refusal;
        }
        for (var partition : turns.all()) {
            var failure = Failures.of(partition, settings, now());
            if (failure != null) {
                return failure;
            }
        }
        return null;
    }

    /** The broker takes nothing, or takes messages again. */
    void blocked(boolean nowBlocked, String reason) {
        var before = health.isBlocked();
        health.blocked(now(), nowBlocked);
        counts.blocked.set(nowBlocked, now());
        if (!before && nowBlocked) {
            reminders.alarmRaised(reason, now());
        } else if (before && !nowBlocked) {
            reminders.alarmLifted(now());
        }
    }

    /**
     * A new link is ready, and a refusal on the old one says little about it: what is held is tried at once, save what
     * ended a link.
     */
    void linkUp() {
        health.up(now());
        counts.linkUp(now());
        for (var partition : turns.all()) {
            if (partition.hold != null && !partition.probeAlone) {
                partition.nextProbeAt = now();
            }
        }
    }
}
