package gov.va.vro.bie.it.chaos;

import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.common.TopicPartition;

/**
 * Whether Kafka has what it has acknowledged, and nothing else: then what was produced is known exactly, whatever was
 * done to Kafka, and a difference in the tables is not Kafka's.
 *
 * @param holds records in all partitions, which begin with offset 0 and lose nothing to retention
 * @param acknowledged records that the producer knows of
 * @param unanswered records that it has given up, and knows nothing of
 * @param lost acknowledged records that are known to be gone: others lie at their offsets
 * @param differing partitions that end elsewhere than with the last acknowledged record
 */
record KafkaSums(long holds, long acknowledged, long unanswered, long lost, long differing) {

    static KafkaSums of(Map<TopicPartition, Long> ends, Produced produced, long unanswered) {
        var acknowledged = produced.ends();
        var differing = Stream.concat(ends.keySet().stream(), acknowledged.keySet().stream())
                .distinct()
                .filter(one -> !ends.getOrDefault(one, 0L).equals(acknowledged.getOrDefault(one, 0L)))
                .count();
        var holds = ends.values().stream().mapToLong(Long::longValue).sum();
        return new KafkaSums(holds, produced.count(), unanswered, produced.offsetsGivenTwice(), differing);
    }

    boolean isWhole() {
        return holds == acknowledged && unanswered == 0 && lost == 0 && differing == 0;
    }

    @Override
    public String toString() {
        return "kafka: holds=%d acknowledged=%d unanswered=%d lost=%d differing=%d"
                .formatted(holds, acknowledged, unanswered, lost, differing);
    }
}
