package gov.va.vro.bie.connect.rabbitmq.delivery;

import gov.va.vro.bie.connect.rabbitmq.message.Message;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.sink.SinkRecord;

/**
 * Everything between Kafka and the broker: which records are outstanding, what to publish next, and what may be
 * committed. Three threads meet here and nowhere else: the task's adds records and asks what may be committed, the
 * publisher's takes what to send, the client's reader marks what the broker answered. One lock, this object's monitor,
 * guards it all and is never held across a call of the client library.
 *
 * <p>The invariant: no offset given to Connect lies beyond a record that is neither confirmed nor reported. The state
 * machine behind it is in {@link Books} and {@link Scheduler}; it knows no socket, no thread and no clock but the one it
 * is given, so a simulation can drive it through any schedule.
 *
 * <p>Sequence numbers belong to a link, books to an assignment: an answer on a link that has ended, or for a partition
 * that was closed, touches nothing.
 */
public final class Deliveries {

    /** How long after a commit nothing is published, unless records come: a closing partition must stay settled. */
    private static final Duration PAUSE_AFTER_COMMIT = Duration.ofMillis(500);

    /**
     * What one write to the broker holds, as the publisher's stream gathers it. Waking the publisher for each record would
     * have it write each by itself, and two threads take turns at every one.
     */
    private static final int WORTH_WAKING = 32 * 1024;

    private final Books books;
    private final Scheduler scheduler;
    private final Reader reader;
    private final CoreSettings settings;
    private long link;
    private long untoldBytes;
    private boolean publisherWaits;
    private boolean taskWaits;
    private boolean taskDrains;
    private boolean stopped;

    /** @param clock nanoseconds, monotonic */
    public Deliveries(CoreSettings settings, LongSupplier clock, DeliveryListener listener) {
        this.settings = settings;
        this.books = new Books(settings, clock, listener);
        this.scheduler = new Scheduler(books);
        this.reader = new Reader(books);
    }

    // The task's thread

    /** Begins new books for partitions that were assigned; each is opening until a commit has offered its position. */
    public synchronized void open(Collection<TopicPartition> partitions) {
        partitions.forEach(books::open);
        scheduler.seen(true);
    }

    /** Begins new books for a partition whose first offset to come is known. */
    public synchronized void open(TopicPartition partition, long position) {
        books.open(partition);
        books.find(partition).arrivals.begin(position);
        scheduler.seen(true);
    }

    /** Forgets partitions that were taken away; what is in flight of them is nobody's business any more. */
    public synchronized void close(Collection<TopicPartition> partitions) {
        partitions.forEach(books::close);
        wakePublisher();
    }

    /**
     * Takes over a record; {@code origin} may be null where it will never have to be reported. The publisher may learn of
     * it only with the next {@link #addedAll}.
     */
    public synchronized void add(TopicPartition partition, long offset, Message message, SinkRecord origin) {
        scheduler.seen(false);
        books.add(partition, offset, message, "", origin);
        untoldBytes += message.size();
        if (untoldBytes >= WORTH_WAKING) {
            addedAll();
        }
    }

    /** The batch is complete: the publisher begins with it, if it has not begun. */
    public synchronized void addedAll() {
        untoldBytes = 0;
        if (scheduler.looksForRecords()) {
            wakePublisher();
        }
    }

    /**
     * Takes over a record that cannot become a message; it is outstanding until it is {@link #reported}. That may take a
     * while, so the publisher learns of what came before.
     */
    public synchronized void addBad(TopicPartition partition, long offset, String complaint, SinkRecord origin) {
        scheduler.seen(false);
        books.add(partition, offset, null, complaint, origin);
        addedAll();
    }

    /** Records that became bad since the last call: each is to be reported, and answered for by one of the next two. */
    public synchronized List<Delivery> takeUnreported() {
        return books.takeUnreported();
    }

    /** The report is safely written: the record is done. */
    public synchronized void reported(Delivery delivery) {
        books.reported(delivery);
        wakePublisher();
    }

    /** Nobody takes the report: the record stays outstanding, and nothing behind it is kept. */
    public synchronized void unreportable(Delivery delivery) {
        books.unreportable(delivery);
        wakePublisher();
    }

    /** Stops publishing from these partitions, so that what is in flight of them can settle. */
    public synchronized void stopStarting(Collection<TopicPartition> partitions) {
        scheduler.seen(false);
        scheduler.stopStarting(partitions);
    }

    /** The commit has its answer; publishing goes on with the next {@link #startAgain}, or half a second from now. */
    public synchronized void startAgainSoon() {
        scheduler.seen(false);
        scheduler.startAgainAt(books.now() + PAUSE_AFTER_COMMIT.toNanos());
        wakePublisher();
    }

    /** Publishing goes on, if a commit had stopped it. */
    public synchronized void startAgain() {
        scheduler.seen(false);
        if (scheduler.startAgain()) {
            wakePublisher();
        }
    }

    /**
     * How long it still makes sense to wait for what is in flight of these partitions: until each record is confirmed or
     * older than the drain timeout, counted from its publish. Zero or less means that the wait is over.
     */
    public synchronized long nanosToDrain(Collection<TopicPartition> partitions) {
        if (!books.health.isUp()) {
            return 0;
        }
        var longest = 0L;
        for (var topicPartition : partitions) {
            var partition = books.find(topicPartition);
            if (partition != null && partition.inFlight > 0) {
                var age = books.now() - partition.latestPublish();
                longest = Math.max(longest, settings.drainTimeout().toNanos() - age);
            }
        }
        return longest;
    }

    /**
     * The offsets that may be committed, of those that Connect offers; partitions that are not open are left out. For one
     * that is opening, what is offered is the offset of its first record to come.
     */
    public synchronized Map<TopicPartition, Long> committable(Map<TopicPartition, Long> offered) {
        var result = new HashMap<TopicPartition, Long>();
        offered.forEach((topicPartition, offset) -> {
            var partition = books.find(topicPartition);
            if (partition != null) {
                partition.arrivals.begin(offset);
                result.put(topicPartition, partition.committable(offset));
            }
        });
        return result;
    }

    /** Partitions of which nothing more should be delivered for now. */
    public synchronized Set<TopicPartition> paused() {
        var paused = new HashSet<TopicPartition>();
        var now = books.now();
        var full = books.window.full();
        var troubled = books.held > 0 && books.window.holdFull() ? exchangesInTrouble() : Set.<String>of();
        for (var partition : books.turns.all()) {
            if (full || partition.stopped(now) || troubled.contains(partition.exchange)) {
                paused.add(partition.topicPartition);
            }
        }
        return paused;
    }

    private Set<String> exchangesInTrouble() {
        var exchanges = new HashSet<String>();
        for (var partition : books.turns.all()) {
            if (partition.hold != null) {
                exchanges.add(partition.exchange);
            }
        }
        return exchanges;
    }

    /** Whether a partition waits for a commit that offers its position. */
    public synchronized boolean opening() {
        var now = books.now();
        return books.turns.all().stream().anyMatch(partition -> partition.opening(now));
    }

    /** Whether the window has room for more. */
    public synchronized boolean hasRoom() {
        return !books.window.full();
    }

    /** Whether any record is neither confirmed nor reported. */
    public synchronized boolean outstanding() {
        return outstandingRecords() > 0;
    }

    synchronized int outstandingRecords() {
        return books.window.records();
    }

    /** Says again what is held, where it is time to, and gives the reason why only a person can go on, if there is one. */
    public synchronized Optional<String> review() {
        books.reminders.give(books.now());
        return Optional.ofNullable(books.failure());
    }

    /** Waits until the window has room, at most so long. */
    public synchronized void awaitRoom(Duration atMost) throws InterruptedException {
        var deadline = System.nanoTime() + atMost.toNanos();
        for (var left = atMost.toNanos(); left > 0 && books.window.full(); left = deadline - System.nanoTime()) {
            taskWaits = true;
            try {
                waitNanos(left);
            } finally {
                taskWaits = false;
            }
        }
    }

    /** Waits as long as {@link #nanosToDrain} says. */
    public synchronized void awaitDrained(Collection<TopicPartition> partitions) throws InterruptedException {
        for (var left = nanosToDrain(partitions); left > 0; left = nanosToDrain(partitions)) {
            taskDrains = true;
            try {
                waitNanos(left);
            } finally {
                taskDrains = false;
            }
        }
    }

    private void waitNanos(long nanos) throws InterruptedException {
        wait(nanos / 1_000_000, (int) (nanos % 1_000_000));
    }

    // The publisher's thread

    /**
     * A new link is ready; its number goes with everything that is said of it later. Two links are never up at once: the
     * marks of one would take the answers of the other.
     */
    public synchronized long linkUp() {
        if (books.health.isUp()) {
            books.linkLost(new LinkLoss.Dropped("another link took its place"));
        }
        books.linkUp();
        scheduler.linkUp();
        return ++link;
    }

    /** What to do next; a wait may be ended early by anything that happens. */
    public synchronized Dispatch next() {
        return scheduler.next();
    }

    /** What to do next, after waiting for it where there is nothing to do; still a wait if nothing came of it. */
    public synchronized Dispatch awaitNext() throws InterruptedException {
        var dispatch = scheduler.next();
        if (dispatch instanceof Dispatch.Wait idle && !stopped) {
            publisherWaits = true;
            waitNanos(idle.nanos());
            publisherWaits = false;
            return scheduler.next();
        }
        return dispatch;
    }

    /** Whether the broker has settled anything on the latest link: it is of use, and so was connecting to it. */
    public synchronized boolean linkWasOfUse() {
        return books.health.hasAnswered();
    }

    /** The task ends: nobody waits here any more. */
    public synchronized void stop() {
        stopped = true;
        notifyAll();
    }

    /** The client library will not send this message, whatever the link: it is bad. The link has to be ended. */
    public synchronized void clientRefused(long ofLink, Delivery delivery, String reason) {
        if (isPresent(ofLink)) {
            books.clientRefused(delivery, reason);
        }
    }

    // Whoever notices first

    /** The link has ended; said twice, the first word counts. */
    public synchronized void linkLost(long ofLink, LinkLoss loss) {
        if (isPresent(ofLink)) {
            books.linkLost(loss);
            notifyAll();
        }
    }

    // The client's reader thread

    public synchronized void confirmed(long ofLink, long sequence, boolean multiple) {
        settled(ofLink, sequence, multiple, true);
    }

    public synchronized void nacked(long ofLink, long sequence, boolean multiple) {
        settled(ofLink, sequence, multiple, false);
    }

    private void settled(long ofLink, long sequence, boolean multiple, boolean ack) {
        if (isPresent(ofLink)) {
            if (scheduler.answered(sequence, multiple, ack)) {
                wakePublisher();
            }
            if (taskDrains || taskWaits && !books.window.full()) {
                notifyAll();
            }
        }
    }

    /** The broker gave the message back, because no queue took it; its ack follows. */
    public synchronized void returned(long ofLink, String messageId) {
        if (isPresent(ofLink)) {
            books.returned(messageId);
        }
    }

    /** The broker raised an alarm, for this reason, and takes nothing until it is lifted. */
    public synchronized void blocked(long ofLink, String reason) {
        if (isPresent(ofLink)) {
            books.blocked(true, reason);
        }
    }

    public synchronized void unblocked(long ofLink) {
        if (isPresent(ofLink)) {
            books.blocked(false, "");
            wakePublisher();
        }
    }

    /** Whether a write that began then has hung for longer than the broker may take; an alarm excuses it. */
    public synchronized boolean hasHung(long writingSince) {
        return books.health.hung(books.now(), writingSince);
    }

    // Whoever watches

    /** The counts of the task at this moment. */
    public synchronized TaskReading read() {
        return reader.task();
    }

    /** The counts of one exchange at this moment. */
    public synchronized TrafficReading read(String exchange) {
        return reader.exchange(exchange);
    }

    private boolean isPresent(long ofLink) {
        return ofLink == link && books.health.isUp();
    }

    private void wakePublisher() {
        if (publisherWaits) {
            notifyAll();
        }
    }
}
