package gov.va.vro.bie.connect.rabbitmq.delivery;

import gov.va.vro.bie.connect.rabbitmq.delivery.Delivery.State;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.kafka.common.TopicPartition;

/**
 * The books of one assignment of one partition, in offset order: {@code sent} reaches from the first unsettled record to
 * the last one published, {@code queued} holds what comes behind. Publishing moves a record from the head of
 * {@code queued} to the tail of {@code sent}; confirming removes settled ones from the head of {@code sent}; going back
 * returns all of {@code sent} to the head of {@code queued}, confirmed ones too, because otherwise the last copies in the
 * queues would be out of order. Guarded by the lock of {@link Deliveries}.
 */
final class PartitionProgress {

    /** How long a partition waits for its position to be offered, before it does without: a commit may never come. */
    private static final long LONGEST_OPENING = Duration.ofSeconds(15).toNanos();

    /** Where the patience with a queue that goes on refusing ends. */
    static final long LONGEST_PATIENCE = Duration.ofMinutes(10).toNanos();

    final TopicPartition topicPartition;
    private final ArrayDeque<Delivery> sent = new ArrayDeque<>();
    private final ArrayDeque<Delivery> queued = new ArrayDeque<>();
    private final Window window;
    private final long openedAt;
    private long droppedFrom = -1;
    private long bytes;

    final Arrivals arrivals = new Arrivals();

    int inFlight;
    long inFlightBytes;
    int suspects;
    boolean draining;
    boolean closed;
    /** The exchange of the latest record: the one whose trouble is also this partition's. */
    String exchange = "";
    /** Why the partition is held; null while it flows. */
    Hold hold;
    /** The record that can be neither delivered nor reported; nothing behind it is kept. */
    Delivery dead;
    /** The gap that must not be passed; nothing behind it is kept, and no commit goes beyond its beginning. */
    Gap gap;

    /** Whether the next probe must be the only message in flight, because the last one closed the channel. */
    boolean probeAlone;

    /** What the broker said when it closed the channel over this partition's message. */
    String channelReason = "";

    long heldSince;
    /** Since when it has been held for the present reason, and how often that was tried. */
    long reasonSince;

    int probes;
    /** How long a queue may go on refusing on one link before another link is tried. */
    long linkPatience;

    long warnAt;
    long nextProbeAt;
    long probeBackoff;

    PartitionProgress(TopicPartition topicPartition, Window window, long now) {
        this.topicPartition = topicPartition;
        this.window = window;
        this.openedAt = now;
    }

    /** Whether the record is kept; behind a dead one, or a gap, nothing is, and nothing that was dropped may be committed. */
    boolean keeps(Delivery delivery) {
        if (dead == null && gap == null) {
            return true;
        }
        var lastGeneration = dead == null ? gap.generation() : dead.generation;
        if (delivery.generation > lastGeneration && droppedFrom < 0) {
            droppedFrom = delivery.offset;
        }
        return false;
    }

    /** Whether no record should come yet, because it is not known which offset is to be the first. */
    boolean opening(long now) {
        return arrivals.opening() && now - openedAt < LONGEST_OPENING;
    }

    /** Whether no record should come: it could not be sent, or would not be kept. */
    boolean stopped(long now) {
        return hold != null || dead != null || gap != null || opening(now);
    }

    void enqueue(Delivery delivery) {
        queued.add(delivery);
        bytes += delivery.bytes;
        window.add(hold != null, 1, delivery.bytes);
    }

    /** The next record to publish, or null; bad ones that wait for their report are stepped over. */
    Delivery peekQueued() {
        var head = queued.peek();
        while (head != null && head.state != State.QUEUED) {
            queued.poll();
            if (head.settled()) {
                discount(head);
            } else {
                sent.add(head);
            }
            head = queued.peek();
        }
        return head;
    }

    /** Moves the record that {@link #peekQueued} gave to the end of what was sent. */
    Delivery startNext() {
        var delivery = queued.poll();
        sent.add(delivery);
        inFlight++;
        inFlightBytes += delivery.bytes;
        return delivery;
    }

    void landed(Delivery delivery) {
        inFlight--;
        inFlightBytes -= delivery.bytes;
    }

    /** Forgets what is settled, up to the first record that is not. */
    void dropSettled() {
        while (!sent.isEmpty() && sent.peek().settled()) {
            discount(sent.poll());
        }
        while (sent.isEmpty() && !queued.isEmpty() && queued.peek().settled()) {
            discount(queued.poll());
        }
    }

    /** Everything from the first unsettled record on is to be published again. Nothing of it may be in flight. */
    void goBack() {
        for (var delivery = sent.pollLast(); delivery != null; delivery = sent.pollLast()) {
            switch (delivery.state) {
                case REPORTED -> discount(delivery);
                case BAD -> queued.addFirst(delivery);
                default -> {
                    delivery.state = State.QUEUED;
                    delivery.returned = false;
                    queued.addFirst(delivery);
                }
            }
        }
    }

    boolean hasUndelivered() {
        for (var delivery : sent) {
            if (delivery.state == State.UNDELIVERED) {
                return true;
            }
        }
        return false;
    }

    /** The first record that is neither confirmed nor reported, or null. */
    Delivery first() {
        var first = sent.peek();
        return first != null ? first : queued.peek();
    }

    /** The offset that a commit may reach: that of the first outstanding record, or as offered where there is none. */
    long committable(long offered) {
        if (droppedFrom >= 0) {
            return droppedFrom;
        }
        var most = gap == null ? offered : gap.expected();
        if (arrivals.generation() == 0) {
            var first = first();
            return first == null ? most : first.offset;
        }
        return outstanding()
                .filter(delivery -> delivery.generation == arrivals.generation())
                .mapToLong(delivery -> delivery.offset)
                .findFirst()
                .orElse(most);
    }

    /** When the record that has been in flight longest was published; {@code Long.MAX_VALUE} when none is in flight. */
    long oldestPublish() {
        return publishOf(sent.iterator());
    }

    /** When the record in flight that was published last was published; {@code Long.MAX_VALUE} when none is in flight. */
    long latestPublish() {
        return publishOf(sent.descendingIterator());
    }

    private long publishOf(Iterator<Delivery> deliveries) {
        if (inFlight > 0) {
            while (deliveries.hasNext()) {
                var delivery = deliveries.next();
                if (delivery.state == State.IN_FLIGHT) {
                    return delivery.publishedAt;
                }
            }
        }
        return Long.MAX_VALUE;
    }

    /** How many are kept, from the first unsettled one on. */
    int records() {
        return sent.size() + queued.size();
    }

    Stream<Delivery> outstanding() {
        return Stream.concat(sent.stream(), queued.stream());
    }

    /**
     * Nothing can be done for this record: what lies behind it and was not sent is given up, to be read again later.
     *
     * @param givenUp told of each
     */
    void dieOf(Delivery delivery, Consumer<Delivery> givenUp) {
        dead = delivery;
        var inSent = sent.contains(delivery);
        while (!queued.isEmpty() && (inSent || queued.peekLast() != delivery)) {
            var last = queued.pollLast();
            discount(last);
            givenUp.accept(last);
            if (last.generation > delivery.generation) {
                droppedFrom = last.offset;
            }
        }
    }

    /** Whether one record stands before another. */
    boolean precedes(Delivery one, Delivery other) {
        return outstanding()
                .filter(delivery -> delivery == one || delivery == other)
                .findFirst()
                .filter(first -> first == one)
                .isPresent();
    }

    /** Moves the partition between the two accounts of the window. */
    void setHold(Hold newHold) {
        if ((hold == null) != (newHold == null)) {
            window.remove(hold != null, records(), bytes);
            window.add(newHold != null, records(), bytes);
        }
        hold = newHold;
    }

    void close() {
        window.remove(hold != null, records(), bytes);
        outstanding().forEach(Delivery::forget);
        sent.clear();
        queued.clear();
        bytes = 0;
        inFlight = 0;
        inFlightBytes = 0;
        suspects = 0;
        closed = true;
    }

    private void discount(Delivery delivery) {
        bytes -= delivery.bytes;
        window.remove(hold != null, 1, delivery.bytes);
    }
}
