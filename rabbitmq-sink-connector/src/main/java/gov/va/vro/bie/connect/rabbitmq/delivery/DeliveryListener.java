package gov.va.vro.bie.connect.rabbitmq.delivery;

import java.time.Duration;
import org.apache.kafka.common.TopicPartition;

/**
 * Hears of every change of state that a person may want to know of. Called with the lock of {@link Deliveries} held, so
 * an implementation may log or count, and must never wait.
 */
public interface DeliveryListener {

    /**
     * A partition stopped, or is held for another reason than before.
     *
     * @param cause the record over which it is held
     */
    void held(Delivery cause, String exchange, Hold why);

    /**
     * It is still held; called at growing intervals.
     *
     * @param first the record that is tried
     */
    void stillHeld(Delivery first, String exchange, Hold why, Duration since);

    void released(TopicPartition partition, Duration heldFor);

    /** The broker has raised an alarm and takes nothing; {@code since} is zero the first time, then it grows. */
    void blocked(String reason, Duration since);

    void unblocked(Duration blockedFor);

    /** Offsets began again below the last one seen: the topic was deleted and made again. */
    void topicMadeAgain(TopicPartition partition, long lastOffset, long newOffset);

    /** Offset {@code found} came where {@code expected} was to be the next: the records between never reached the sink. */
    void gap(TopicPartition partition, long expected, long found);

    /** So many messages may have ended the link; from now on one is in flight at a time. */
    void suspecting(int messages, LinkLoss loss);

    /** Every suspect is cleared; messages flow again. */
    void suspicionOver();

    /** No retry can help this record. */
    void condemned(Delivery delivery);
}
