package gov.va.vro.bie.connect.rabbitmq;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.sink.ErrantRecordReporter;
import org.apache.kafka.connect.sink.SinkTaskContext;

/** What a task asks of Connect, written down. Moving the consumer is not to be asked for at all. */
final class RecordingContext implements SinkTaskContext {

    final Set<TopicPartition> paused = new HashSet<>();
    /** Partitions that Connect forgot to open: only these may the task ask to go back. */
    final Set<TopicPartition> neverOpened = new HashSet<>();

    final Map<TopicPartition, Long> rewound = new HashMap<>();
    long timeout = -1;
    int commitsRequested;

    private final ErrantRecordReporter reporter;

    RecordingContext(ErrantRecordReporter reporter) {
        this.reporter = reporter;
    }

    @Override
    public Map<String, String> configs() {
        return Map.of();
    }

    @Override
    public void offset(Map<TopicPartition, Long> offsets) {
        throw new AssertionError("The task moves the consumer");
    }

    @Override
    public void offset(TopicPartition partition, long offset) {
        if (!neverOpened.contains(partition)) {
            throw new AssertionError("The task moves the consumer");
        }
        rewound.put(partition, offset);
    }

    @Override
    public void timeout(long timeoutMs) {
        timeout = timeoutMs;
    }

    @Override
    public Set<TopicPartition> assignment() {
        return Set.of();
    }

    @Override
    public void pause(TopicPartition... partitions) {
        paused.addAll(List.of(partitions));
    }

    @Override
    public void resume(TopicPartition... partitions) {
        List.of(partitions).forEach(paused::remove);
    }

    @Override
    public void requestCommit() {
        commitsRequested++;
    }

    @Override
    public ErrantRecordReporter errantRecordReporter() {
        return reporter;
    }
}
