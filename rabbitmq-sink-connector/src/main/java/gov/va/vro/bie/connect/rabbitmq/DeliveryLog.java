package gov.va.vro.bie.connect.rabbitmq;

import gov.va.vro.bie.connect.rabbitmq.delivery.Delivery;
import gov.va.vro.bie.connect.rabbitmq.delivery.DeliveryListener;
import gov.va.vro.bie.connect.rabbitmq.delivery.Hold;
import gov.va.vro.bie.connect.rabbitmq.delivery.LinkLoss;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the core tells an operator: one line a change of state, coordinates, and what to do; never content. */
final class DeliveryLog implements DeliveryListener {

    private static final Logger LOG = LoggerFactory.getLogger(DeliveryLog.class);

    private final String task;
    private final GapLog gaps;
    /** The partitions of which somebody was told that they are held. Guarded, like every call here, by the core's lock. */
    private final Set<TopicPartition> told = new HashSet<>();

    DeliveryLog(String task) {
        this.task = task;
        this.gaps = new GapLog(LOG, task, System::nanoTime);
    }

    /** A silent broker holds everything at once, and the end of the link has said so already. */
    @Override
    public void held(Delivery cause, String exchange, Hold why) {
        if (why == Hold.SILENT) {
            return;
        }
        told.add(cause.topicPartition());
        LOG.warn(
                "task={} holds {} exchange={}: {}; its partition waits, the others go on",
                task,
                cause.coordinates(),
                exchange,
                why.meaning());
    }

    @Override
    public void stillHeld(Delivery first, String exchange, Hold why, Duration since) {
        told.add(first.topicPartition());
        LOG.warn(
                "task={} still holds {} exchange={} after {} s: {}; Kafka's retention deletes what waits too long",
                task,
                first.coordinates(),
                exchange,
                since.toSeconds(),
                why.meaning());
    }

    @Override
    public void released(TopicPartition partition, Duration heldFor) {
        if (told.remove(partition)) {
            LOG.info("task={} delivers {} again after {} ms", task, partition, heldFor.toMillis());
        }
    }

    @Override
    public void blocked(String reason, Duration since) {
        LOG.warn(
                "task={} RabbitMQ has raised an alarm ({}) and takes nothing, for {} s now; delivery goes on when it is"
                        + " lifted",
                task,
                reason,
                since.toSeconds());
    }

    @Override
    public void unblocked(Duration blockedFor) {
        LOG.info("task={} RabbitMQ has lifted its alarm after {} s", task, blockedFor.toSeconds());
    }

    @Override
    public void topicMadeAgain(TopicPartition partition, long lastOffset, long newOffset) {
        LOG.warn(
                "task={} got offset {} of {} after offset {}: the topic was made again, or its offsets were reset;"
                        + " its books start anew",
                task,
                newOffset,
                partition,
                lastOffset);
    }

    @Override
    public void gap(TopicPartition partition, long expected, long found) {
        gaps.gap(partition, expected, found);
    }

    @Override
    public void suspecting(int messages, LinkLoss loss) {
        LOG.warn(
                "task={} sends one message at a time until {} suspects are cleared of having ended the link: {}",
                task,
                messages,
                loss.reason());
    }

    @Override
    public void suspicionOver() {
        LOG.info("task={} has cleared every suspect and sends at full speed again", task);
    }

    @Override
    public void condemned(Delivery delivery) {
        LOG.error("task={} bad record {}: {}", task, delivery.coordinates(), delivery.complaint());
    }
}
