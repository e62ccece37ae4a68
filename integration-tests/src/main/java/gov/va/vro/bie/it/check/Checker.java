package gov.va.vro.bie.it.check;

import gov.va.vro.bie.it.faces.Coordinates;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.common.TopicPartition;

/**
 * Compares what was published with what independent subscribers received, as sets: nothing acknowledged may be
 * missing, nothing may come that was never attempted, and in each partition and queue the last copies are in offset
 * order. A verdict holds once everything has arrived; while messages are on their way they count as lost.
 *
 * <p>Any thread may call. Records are known by the number of their attempt, which travels with them: an offset alone
 * would not tell a record from another that took its place.
 */
public final class Checker {

    private static final int EXAMPLES = 10;

    private record Copies(String queue, TopicPartition partition) {}

    private final Map<String, String> topicOfQueue = new TreeMap<>();
    private final Map<TopicPartition, Acknowledged> acknowledged = new HashMap<>();
    private final Map<Copies, QueueCopies> received = new HashMap<>();
    private final Map<String, Long> arrivals = new HashMap<>();
    private final Set<Long> unacknowledged = new HashSet<>();
    private final List<String> strays = new ArrayList<>();
    private long attempted;
    private long acknowledgements;
    private long strayed;

    /** A queue that is to have every record of the topic. */
    public synchronized void expect(String queue, String topic) {
        topicOfQueue.put(queue, topic);
    }

    /** A record is about to be handed to Kafka; returns its number. */
    public synchronized long attempt() {
        unacknowledged.add(attempted);
        return attempted++;
    }

    public synchronized void acknowledge(long attempt, Coordinates record) {
        unacknowledged.remove(attempt);
        acknowledgements++;
        acknowledged
                .computeIfAbsent(new TopicPartition(record.topic(), record.partition()), key -> new Acknowledged())
                .add(Math.toIntExact(record.offset()), attempt);
    }

    public synchronized void arrive(Arrival arrival) {
        var record = arrival.record();
        if (!record.topic().equals(topicOfQueue.get(arrival.queue()))) {
            stray(arrival.queue() + " had " + record.messageId() + ", which is of another topic");
            return;
        }
        var number = arrivals.merge(arrival.queue(), 1L, Long::sum);
        received.computeIfAbsent(
                        new Copies(arrival.queue(), new TopicPartition(record.topic(), record.partition())),
                        key -> new QueueCopies())
                .add(Math.toIntExact(record.offset()), arrival.attempt(), arrival.flagged(), number);
    }

    /** A message that does not say which record it is a copy of. */
    public synchronized void arriveUnknown(String queue, String messageId) {
        stray(queue + " had a message that names no record: message_id " + messageId);
    }

    /** The offset after the last acknowledged record, by partition: what is to be committed at last. */
    public synchronized Map<TopicPartition, Long> ends() {
        var ends = new HashMap<TopicPartition, Long>();
        acknowledged.forEach((partition, records) -> ends.put(partition, (long) records.size()));
        return ends;
    }

    public synchronized long attempted() {
        return attempted;
    }

    /** How many of the attempts Kafka has not answered yet, or has refused. */
    public synchronized long unacknowledged() {
        return unacknowledged.size();
    }

    /** How many of the duplicates are of records below these offsets, by partition; those of others are not counted. */
    public synchronized long duplicatedBelow(Map<TopicPartition, Long> offsets) {
        return received.entrySet().stream()
                .mapToLong(entry -> entry.getValue()
                        .duplicatedBelow(offsets.getOrDefault(entry.getKey().partition(), 0L)))
                .sum();
    }

    public synchronized Verdict verdict() {
        var count = new Count();
        topicOfQueue.forEach((queue, topic) -> {
            for (var entry : acknowledged.entrySet()) {
                if (entry.getKey().topic().equals(topic)) {
                    countLost(count, queue, entry.getKey(), entry.getValue());
                }
            }
        });
        received.forEach((where, copies) -> countReceived(count, where, copies));
        count.examples.addAll(strays);
        return new Verdict(
                attempted,
                acknowledgements,
                count.recovered.size(),
                count.lost,
                count.unexpected + strayed,
                count.duplicated,
                count.unflagged,
                count.reordered,
                count.examples.stream().limit(EXAMPLES).toList());
    }

    private void countLost(Count count, String queue, TopicPartition partition, Acknowledged records) {
        var copies = received.get(new Copies(queue, partition));
        for (int offset = 0; offset < records.size(); offset++) {
            if (records.has(offset) && (copies == null || !copies.has(offset))) {
                count.lost++;
                count.example(queue + " has never had " + partition + " offset " + offset);
            }
        }
    }

    private void countReceived(Count count, Copies where, QueueCopies copies) {
        count.duplicated += copies.duplicated();
        count.unflagged += copies.unflagged();
        count.unexpected += copies.contradictory();
        long before = 0;
        for (int offset = 0; offset < copies.size(); offset++) {
            if (copies.has(offset)) {
                countOrigin(count, where, offset, copies.attempt(offset));
                if (copies.lastArrival(offset) < before) {
                    count.reordered++;
                    count.example(where.queue() + " had the last copy of " + where.partition() + " offset " + offset
                            + " before that of an earlier offset");
                }
                before = Math.max(before, copies.lastArrival(offset));
            }
        }
    }

    private void countOrigin(Count count, Copies where, int offset, long attempt) {
        var records = acknowledged.get(where.partition());
        if (records != null && records.has(offset)) {
            if (records.attempt(offset) != attempt) {
                count.unexpected++;
                count.example(where.queue() + " had " + where.partition() + " offset " + offset + " as attempt "
                        + attempt + ", and Kafka has attempt " + records.attempt(offset) + " there");
            }
        } else if (unacknowledged.contains(attempt)) {
            count.recovered.add(attempt);
        } else {
            count.unexpected++;
            count.example(
                    where.queue() + " had " + where.partition() + " offset " + offset + ", which nobody has published");
        }
    }

    private void stray(String what) {
        strayed++;
        if (strays.size() < EXAMPLES) {
            strays.add(what);
        }
    }

    /** One verdict in the making. */
    private static final class Count {
        private final List<String> examples = new ArrayList<>();
        private final Set<Long> recovered = new HashSet<>();
        private long lost;
        private long unexpected;
        private long duplicated;
        private long unflagged;
        private long reordered;

        void example(String what) {
            if (examples.size() < EXAMPLES) {
                examples.add(what);
            }
        }
    }
}
