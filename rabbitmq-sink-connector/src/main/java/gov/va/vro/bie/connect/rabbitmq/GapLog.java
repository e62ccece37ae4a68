package gov.va.vro.bie.connect.rabbitmq;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;

/**
 * Says which records Kafka no longer had: the first gap of a partition at once, and what follows it summed up, at
 * growing intervals, because a topic that is compacted or written in transactions has a gap every few records. Guarded,
 * like every call of the core's listener, by the core's lock.
 */
final class GapLog {

    private static final long FIRST_INTERVAL = Duration.ofMinutes(1).toNanos();
    private static final long LONGEST_INTERVAL = Duration.ofHours(1).toNanos();

    private static final class Seen {
        private long records;
        private long gaps;
        private long nextAt;
        private long interval = FIRST_INTERVAL;
    }

    private final Logger log;
    private final String task;
    private final LongSupplier clock;
    private final Map<TopicPartition, Seen> partitions = new HashMap<>();

    /** @param clock nanoseconds, monotonic */
    GapLog(Logger log, String task, LongSupplier clock) {
        this.log = log;
        this.task = task;
        this.clock = clock;
    }

    void gap(TopicPartition partition, long expected, long found) {
        var now = clock.getAsLong();
        var seen = partitions.computeIfAbsent(partition, any -> new Seen());
        seen.records += found - expected;
        seen.gaps++;
        if (seen.gaps > 1 && now - seen.nextAt < 0) {
            return;
        }
        log.error(
                "task={} topic={} partition={} offset={}: {} records are missing before it, offset {} was expected ({}"
                        + " records in {} gaps of this partition so far); Kafka's retention has deleted them, unless"
                        + " compaction, a transaction or a filter left them out: then set rabbitmq.gap.policy=ignore",
                task,
                partition.topic(),
                partition.partition(),
                found,
                found - expected,
                expected,
                seen.records,
                seen.gaps);
        seen.nextAt = now + seen.interval;
        seen.interval = Math.min(2 * seen.interval, LONGEST_INTERVAL);
    }
}
