package gov.va.vro.bie.connect.rabbitmq.message;

import org.apache.kafka.connect.sink.SinkRecord;

/**
 * A record that no retry can make a message of. The text says what is wrong, which record it is and what to do; it
 * never holds anything of the record's content.
 */
public final class BadRecordException extends Exception {

    private static final long serialVersionUID = 1L;

    private final String what;

    /** Names the record by where it stands in Kafka, whatever a transform made of its topic. */
    public BadRecordException(String what, SinkRecord sinkRecord) {
        super(what + " (topic " + sinkRecord.originalTopic() + ", partition " + sinkRecord.originalKafkaPartition()
                + ", offset " + sinkRecord.originalKafkaOffset() + ")");
        this.what = what;
    }

    /** What is wrong, for a text that names the record itself. */
    public String what() {
        return what;
    }
}
