package gov.va.vro.bie.connect.rabbitmq.delivery;

import gov.va.vro.bie.connect.rabbitmq.delivery.Delivery.State;
import java.time.Duration;
import java.util.function.Predicate;
import org.apache.kafka.common.TopicPartition;

/**
 * Decides what the publisher does next, from the {@link Books}. Guarded by the lock of {@link Deliveries}.
 */
final class Scheduler {

    private static final long IDLE = Duration.ofSeconds(1).toNanos();
    /** With a full window, publishing goes on when so great a part of it is free, or so much later. */
    private static final int PART_OF_WINDOW = 8;

    private static final long ROOM_WAIT = Duration.ofMillis(10).toNanos();

    private final Books books;
    private final long watchInterval;
    private final Pace pace;
    private final Predicate<PartitionProgress> ready = this::ready;
    private final Predicate<PartitionProgress> readySuspect = partition -> partition.suspects > 0 && ready(partition);
    private final Presence presence;
    private Delivery alone;
    private long nextWatchAt = Long.MIN_VALUE;
    private boolean retiring;
    private long retiringSince;
    private boolean drained;
    private long drainEndsAt;
    private long now;
    private boolean awaitsRoom;
    private int goesOnAt;

    Scheduler(Books books) {
        this.books = books;
        this.pace = new Pace(books.settings.maxRecordsPerSecond());
        this.presence = new Presence(books.now(), books.settings.drainTimeout());
        this.watchInterval = Math.min(IDLE, books.settings.confirmTimeout().toNanos() / 10 + 1);
    }

    Dispatch next() {
        now = books.now();
        awaitsRoom = false;
        endDrainWhenDue();
        if (!books.health.isUp()) {
            return new Dispatch.Wait(IDLE);
        }
        var change = watch();
        if (change != null) {
            return change;
        }
        return mayStart() ? start() : new Dispatch.Wait(untilSomethingIsDue());
    }

    private boolean mayStart() {
        if (!presence.isCertain(now) || books.health.isBlocked() || retiring || !pace.admits(now)) {
            return false;
        }
        var inFlight = books.inFlight.count();
        if (inFlight > 0 && (alone != null || books.suspicion.any() || books.held > 0 && probeAloneDue())) {
            return false;
        }
        awaitsRoom = !(books.held == 0
                ? books.window.admits(inFlight, books.inFlight.bytes())
                : admittedBesideHeld(inFlight));
        goesOnAt = inFlight - Math.max(1, inFlight / PART_OF_WINDOW);
        return !awaitsRoom;
    }

    /** Whether one more record can be a reason to look again: while {@link #next} waits for room, it makes none. */
    boolean looksForRecords() {
        return !awaitsRoom;
    }

    /**
     * The broker has answered; gives whether that is a reason to look again. With a full window not each single confirm
     * is: to go on with many at a time costs less, and what is still in flight keeps the broker busy meanwhile.
     */
    boolean answered(long sequence, boolean multiple, boolean ack) {
        var awaited = awaitsAnswer();
        books.settled(sequence, multiple, ack);
        return awaited || awaitsAnswer();
    }

    private boolean awaitsAnswer() {
        return awaitsRoom && books.inFlight.count() <= goesOnAt
                || books.held > 0
                || alone != null
                || books.suspicion.any();
    }

    /** What held partitions have in flight, perhaps for long, takes no room from the others. */
    private boolean admittedBesideHeld(int inFlight) {
        var records = inFlight;
        var bytes = books.inFlight.bytes();
        for (var partition : books.turns.all()) {
            if (partition.hold != null) {
                records -= partition.inFlight;
                bytes -= partition.inFlightBytes;
            }
        }
        return books.window.admits(records, bytes);
    }

    private Dispatch start() {
        var partition = books.suspicion.any() ? books.turns.next(readySuspect) : null;
        if (partition == null) {
            partition = books.turns.next(ready);
        }
        if (partition == null) {
            return new Dispatch.Wait(untilSomethingIsDue());
        }
        var delivery = partition.startNext();
        delivery.state = State.IN_FLIGHT;
        delivery.publishedAt = now;
        pace.published(now);
        books.health.published(now, books.inFlight.count() == 0);
        books.inFlight.add(delivery);
        alone = partition.probeAlone ? delivery : null;
        if (partition.hold != null) {
            books.turns.endRun();
        }
        var again = delivery.publishedBefore;
        delivery.publishedBefore = true;
        delivery.traffic.published(delivery, again);
        return new Dispatch.Publish(delivery, delivery.message(), again);
    }

    private boolean ready(PartitionProgress partition) {
        if (partition.draining || partition.peekQueued() == null) {
            return false;
        }
        return partition.hold == null || probeDue(partition);
    }

    private boolean probeDue(PartitionProgress partition) {
        return partition.inFlight == 0
                && now - partition.nextProbeAt >= 0
                && (!partition.probeAlone || books.inFlight.count() == 0);
    }

    /** Whether a message must go alone and is only waiting for the link to be empty. */
    private boolean probeAloneDue() {
        for (var partition : books.turns.all()) {
            if (partition.probeAlone
                    && partition.hold != null
                    && !partition.draining
                    && now - partition.nextProbeAt >= 0) {
                return true;
            }
        }
        return false;
    }

    /** Looks for a broker that keeps silent, as a whole or about one partition; gives what must be done at once, or null. */
    private Dispatch watch() {
        if (books.health.silent(now, books.inFlight.count())) {
            return new Dispatch.ChangeLink(new LinkLoss.CutByUs(
                    "the broker confirmed nothing for "
                            + books.settings.confirmTimeout().toMillis() + " ms and is not blocked",
                    true));
        }
        if (retiring || now - nextWatchAt >= 0) {
            nextWatchAt = now + watchInterval;
            return watchPartitions();
        }
        return null;
    }

    private Dispatch watchPartitions() {
        var late = false;
        var refused = false;
        var lateInFlight = 0;
        for (var partition : books.turns.all()) {
            var oldest = partition.oldestPublish();
            if (books.health.overdue(now, oldest, 1)) {
                if (partition.hold == null) {
                    books.hold(partition, Hold.OVERDUE, partition.first());
                }
                lateInFlight += partition.inFlight;
                late |= books.health.overdue(now, oldest, 2);
            }
            refused |= isRefusedTooLong(partition);
        }
        if ((late || refused) && !retiring) {
            retiringSince = now;
        }
        retiring = late || refused;
        if (retiring
                && (books.inFlight.count() == lateInFlight
                        || now - retiringSince >= books.settings.drainTimeout().toNanos())) {
            return new Dispatch.ChangeLink(late ? keptBack() : refused());
        }
        return null;
    }

    /**
     * A quorum queue can go on refusing on the channel on which it began to, after its limit is lifted, and take the same
     * message on a new one (seen on RabbitMQ 3.10).
     */
    private boolean isRefusedTooLong(PartitionProgress partition) {
        return partition.hold == Hold.NACKED
                && !books.health.isBlocked()
                && now - Math.max(partition.reasonSince, books.health.upSince()) >= partition.linkPatience;
    }

    private LinkLoss.CutByUs keptBack() {
        return new LinkLoss.CutByUs(
                "the broker kept a confirm back for "
                        + 2 * books.settings.confirmTimeout().toMillis() + " ms while confirming later messages",
                false);
    }

    private LinkLoss.CutByUs refused() {
        for (var partition : books.turns.all()) {
            if (isRefusedTooLong(partition)) {
                partition.linkPatience = Math.min(2 * partition.linkPatience, PartitionProgress.LONGEST_PATIENCE);
            }
        }
        return new LinkLoss.CutByUs("the broker goes on refusing a message, and may take it on another link", false);
    }

    /** The task's thread is at work; {@code assigned} when it has just been told what is its own. */
    void seen(boolean assigned) {
        if (assigned) {
            presence.confirmed(books.now());
        } else {
            presence.seen(books.now());
        }
    }

    void linkUp() {
        alone = null;
        retiring = false;
        nextWatchAt = books.now();
    }

    void stopStarting(Iterable<TopicPartition> topicPartitions) {
        for (var topicPartition : topicPartitions) {
            var partition = books.find(topicPartition);
            if (partition != null) {
                partition.draining = true;
            }
        }
        drained = true;
        drainEndsAt = Long.MAX_VALUE;
    }

    void startAgainAt(long time) {
        drainEndsAt = time;
    }

    /** Gives whether there was anything to start again. */
    boolean startAgain() {
        if (!drained) {
            return false;
        }
        drained = false;
        for (var partition : books.turns.all()) {
            partition.draining = false;
        }
        return true;
    }

    private void endDrainWhenDue() {
        if (drained && drainEndsAt != Long.MAX_VALUE && now - drainEndsAt >= 0) {
            startAgain();
        }
    }

    private long untilSomethingIsDue() {
        var due = books.inFlight.count() > 0 ? Math.min(IDLE, nextWatchAt - now) : IDLE;
        if (!pace.admits(now)) {
            due = Math.min(due, pace.nanosUntilNext(now));
        }
        if (awaitsRoom) {
            due = Math.min(due, ROOM_WAIT);
        }
        if (drained && drainEndsAt != Long.MAX_VALUE) {
            due = Math.min(due, drainEndsAt - now);
        }
        return Math.max(1, books.held > 0 ? Math.min(due, untilNextProbe()) : due);
    }

    private long untilNextProbe() {
        var due = IDLE;
        for (var partition : books.turns.all()) {
            if (partition.hold != null && partition.inFlight == 0 && now - partition.nextProbeAt < 0) {
                due = Math.min(due, partition.nextProbeAt - now);
            }
        }
        return due;
    }
}
