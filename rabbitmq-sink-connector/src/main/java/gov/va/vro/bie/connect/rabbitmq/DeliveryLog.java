package gov.va.vro.bie.connect.rabbitmq;

import gov.va.vro.bie.connect.rabbitmq.delivery.Delivery;
import gov.va.vro.bie.connect.rabbitmq.delivery.DeliveryListener;
import gov.va.vro.bie.connect.rabbitmq.delivery.Hold;
import gov.va.vro.bie.connect.rabbitmq.delivery.LinkLoss;
import java.time.Duration;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the core tells an operator: one line a change of state, coordinates, and what to do; never content. */
final class DeliveryLog implements DeliveryListener {

    private static final Logger LOG = LoggerFactory.getLogger(DeliveryLog.class);

    private final String task;

    DeliveryLog(String task) {
        this.task = task;
    }

    @Override
    public void held(Delivery cause, String exchange, Hold why) {
        LOG.warn(
                "task={} holds {} exchange={}: {}; its partition waits, the others go on",
                task,
                cause.coordinates(),
                exchange,
                why.meaning());
    }

    @Override
    public void stillHeld(Delivery first, String exchange, Hold why, Duration since) {
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
        LOG.info("task={} delivers {} again after {} ms", task, partition, heldFor.toMillis());
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
