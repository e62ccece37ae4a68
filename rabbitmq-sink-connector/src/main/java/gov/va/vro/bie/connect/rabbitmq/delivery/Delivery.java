package gov.va.vro.bie.connect.rabbitmq.delivery;

import gov.va.vro.bie.connect.rabbitmq.message.Message;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.sink.SinkRecord;

/**
 * One record between Kafka and the broker. Everything that changes is guarded by the lock of {@link Deliveries}; outside
 * the package a delivery is read only where the lock has handed it over (to publish it, or to report it).
 */
public final class Delivery {

    enum State {
        /** Waits to be published, for the first time or again. */
        QUEUED,
        /** Published on the present link, not settled. */
        IN_FLIGHT,
        CONFIRMED,
        /** Nacked, returned, or in flight on a link that ended: it must be published again. */
        UNDELIVERED,
        /** No retry can help; its report is pending, or impossible. */
        BAD,
        /** Reported: as good as confirmed, and never published again. */
        REPORTED
    }

    final PartitionProgress partition;
    final long offset;
    final int generation;
    final int bytes;
    State state;
    boolean publishedBefore;
    boolean returned;
    boolean suspect;
    long publishedAt;
    /** Where it is counted; null for a record that never became a message. */
    Traffic traffic;

    private Message message;
    private SinkRecord origin;
    private String complaint = "";

    private Delivery(
            PartitionProgress partition, long offset, int generation, int bytes, State state, SinkRecord origin) {
        this.partition = partition;
        this.offset = offset;
        this.generation = generation;
        this.bytes = bytes;
        this.state = state;
        this.origin = origin;
    }

    static Delivery of(
            PartitionProgress partition,
            long offset,
            int generation,
            Message message,
            Traffic traffic,
            SinkRecord origin) {
        var delivery = new Delivery(partition, offset, generation, message.size(), State.QUEUED, origin);
        delivery.message = message;
        delivery.traffic = traffic;
        return delivery;
    }

    static Delivery bad(PartitionProgress partition, long offset, int generation, String complaint, SinkRecord origin) {
        var delivery = new Delivery(partition, offset, generation, 0, State.BAD, origin);
        delivery.complaint = complaint;
        return delivery;
    }

    void condemn(String why) {
        state = State.BAD;
        complaint = why;
    }

    /** Drops what pins memory, when only the sequence number is still of interest. */
    void forget() {
        message = null;
        origin = null;
    }

    boolean settled() {
        return state == State.CONFIRMED || state == State.REPORTED;
    }

    boolean isMessage(long ofOffset, String messageId) {
        return offset == ofOffset && message != null && messageId.equals(message.messageId());
    }

    /** The message to publish, or null once the partition is closed. */
    public Message message() {
        return message;
    }

    /** The record that Connect delivered, for its errant record reporter; null where none will be needed. */
    public SinkRecord origin() {
        return origin;
    }

    /** Why no retry can help; it begins with what happened and never quotes the record. */
    public String complaint() {
        return complaint;
    }

    public TopicPartition topicPartition() {
        return partition.topicPartition;
    }

    /** Topic, partition and offset, as every log line and error names them. */
    public String coordinates() {
        return "topic=" + partition.topicPartition.topic() + " partition=" + partition.topicPartition.partition()
                + " offset=" + offset;
    }

    @Override
    public String toString() {
        return coordinates() + " state=" + state;
    }
}
