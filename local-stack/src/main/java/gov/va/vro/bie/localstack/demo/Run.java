package gov.va.vro.bie.localstack.demo;

import gov.va.vro.bie.localstack.events.EventKind;
import gov.va.vro.bie.localstack.events.PublishedEvent;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;
import org.apache.kafka.common.TopicPartition;

/**
 * Where the events of this run lie in Kafka: so that only they are counted, whatever else others publish to the same
 * topics at the same time.
 *
 * <p>Offsets are kept as ranges, since most follow one upon another. The producer's thread adds, another one reads.
 */
final class Run {
    private final Map<TopicPartition, List<Range>> ranges = new LinkedHashMap<>();
    private final Map<String, EventKind> kinds = new LinkedHashMap<>();
    private long earliestTimestamp = Long.MAX_VALUE;

    /** Offsets of one partition, both ends included. */
    record Range(String topic, int partition, long first, long last) {
        long size() {
            return last - first + 1;
        }

        private long sizeBelow(long offset) {
            return Math.max(0, Math.min(last + 1, offset) - first);
        }
    }

    synchronized void add(PublishedEvent published) {
        var topic = published.topic();
        kinds.putIfAbsent(topic, published.event().kind());
        earliestTimestamp = Math.min(earliestTimestamp, published.timestamp());
        var own = ranges.computeIfAbsent(new TopicPartition(topic, published.partition()), p -> new ArrayList<>());
        int end = own.size() - 1;
        if (end >= 0 && own.get(end).last() + 1 == published.offset()) {
            var grown = new Range(topic, published.partition(), own.get(end).first(), published.offset());
            own.set(end, grown);
        } else {
            own.add(new Range(topic, published.partition(), published.offset(), published.offset()));
        }
    }

    synchronized List<Range> ranges() {
        return ranges.values().stream().flatMap(List::stream).toList();
    }

    /** In ms since the epoch; what an earlier stack stored under the same coordinates is older. */
    synchronized long earliestTimestamp() {
        return earliestTimestamp;
    }

    synchronized Tally published() {
        return tally(Range::size);
    }

    /** How many of this run's records lie before the given positions. */
    synchronized Tally before(Map<TopicPartition, Long> positions) {
        return tally(range ->
                range.sizeBelow(positions.getOrDefault(new TopicPartition(range.topic(), range.partition()), 0L)));
    }

    /** @param counts events by topic, as the database tells them */
    synchronized Tally byKind(Map<String, Long> counts) {
        return Tally.of(kind -> counts.entrySet().stream()
                .filter(entry -> kinds.get(entry.getKey()) == kind)
                .mapToLong(Map.Entry::getValue)
                .sum());
    }

    private Tally tally(ToLongFunction<Range> size) {
        return Tally.of(kind -> ranges.values().stream()
                .flatMap(List::stream)
                .filter(range -> kinds.get(range.topic()) == kind)
                .mapToLong(size)
                .sum());
    }
}
