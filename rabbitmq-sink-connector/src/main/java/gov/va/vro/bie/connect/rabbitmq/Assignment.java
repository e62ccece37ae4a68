package gov.va.vro.bie.connect.rabbitmq;

import gov.va.vro.bie.connect.rabbitmq.delivery.Deliveries;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.sink.SinkTaskContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The partitions that Connect has opened, and those that it forgot to. When a pause, a resume or a stop wakes the
 * consumer in the middle of an assignment, Connect leaves the assignment half done (seen on 4.3.1): it delivers records
 * of partitions that it never opened, and ignores every offset that is given to it for them. So nothing of such a
 * partition is taken at first. It is asked to go back to the first record that came, which enters the partition in
 * Connect's books; from the next delivery on it is a partition like any other.
 *
 * <p>This is the one place that moves the consumer. It is safe here, and only here: nothing of the partition was taken
 * or committed before, and Connect goes back before it asks for records again. Owned by the task's thread.
 */
final class Assignment {

    private static final Logger LOG = LoggerFactory.getLogger(Assignment.class);

    private final String task;
    private final Deliveries deliveries;
    private final SinkTaskContext context;
    private final Set<TopicPartition> opened = new HashSet<>();
    /** Where Connect was asked to go back to, in this delivery and in those before. */
    private final Map<TopicPartition, Long> asked = new HashMap<>();

    private final Map<TopicPartition, Long> gone = new HashMap<>();
    private TopicPartition latest = new TopicPartition("", 0);

    Assignment(String task, Deliveries deliveries, SinkTaskContext context) {
        this.task = task;
        this.deliveries = deliveries;
        this.context = context;
    }

    void open(Collection<TopicPartition> partitions) {
        forget(partitions);
        opened.addAll(partitions);
        deliveries.open(partitions);
    }

    void close(Collection<TopicPartition> partitions) {
        forget(partitions);
        deliveries.close(partitions);
    }

    private void forget(Collection<TopicPartition> partitions) {
        opened.removeAll(partitions);
        asked.keySet().removeAll(partitions);
        gone.keySet().removeAll(partitions);
    }

    boolean isEmpty() {
        return opened.isEmpty();
    }

    /** Connect has gone back wherever it was asked to, and delivers again. */
    void newDelivery() {
        gone.putAll(asked);
        asked.clear();
    }

    /** The partition that a record comes from; records come in runs of one partition, which make one object do. */
    TopicPartition partitionOf(SinkRecord sinkRecord) {
        int number = sinkRecord.originalKafkaPartition();
        if (latest.partition() != number || !latest.topic().equals(sinkRecord.originalTopic())) {
            latest = new TopicPartition(sinkRecord.originalTopic(), number);
        }
        return latest;
    }

    /** Whether a record may be taken; where not, it will come again. */
    boolean admits(TopicPartition partition, long offset) {
        if (opened.contains(partition)) {
            return true;
        }
        var position = gone.remove(partition);
        if (position != null) {
            opened.add(partition);
            deliveries.open(partition, position);
            return true;
        }
        if (asked.putIfAbsent(partition, offset) == null) {
            LOG.warn(
                    "task={} topic={} partition={} offset={}: Connect delivers from a partition that it has not opened;"
                            + " asked it to begin there again",
                    task,
                    partition.topic(),
                    partition.partition(),
                    offset);
            context.offset(partition, offset);
        }
        return false;
    }
}
