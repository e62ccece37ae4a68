package gov.va.vro.bie.connect.rabbitmq.message;

import gov.va.vro.bie.connect.rabbitmq.config.ShortString;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.apache.kafka.connect.sink.SinkRecord;

/**
 * The message id of a record: {@code topic-partition-offset}, the same for every copy of it. Where that is over 255
 * bytes, the topic's SHA-256 in hex stands for the topic.
 */
final class MessageIds {

    String of(SinkRecord sinkRecord) {
        int partition = sinkRecord.originalKafkaPartition();
        String id = id(sinkRecord.originalTopic(), partition, sinkRecord.originalKafkaOffset());
        return Utf8.length(id) <= ShortString.MAX_BYTES
                ? id
                : id(hash(sinkRecord.originalTopic()), partition, sinkRecord.originalKafkaOffset());
    }

    private static String id(String topic, int partition, long offset) {
        return topic + "-" + partition + "-" + offset;
    }

    private static String hash(String topic) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(topic.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
