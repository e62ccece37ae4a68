package gov.va.vro.bie.persister.receive;

import com.rabbitmq.client.AMQP.BasicProperties;
import gov.va.vro.bie.persister.event.Message;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * What accompanies a message into the dead-letter queue, and back again.
 *
 * <p>Built anew from the coordinates both ways: a header that another has put there may hold anything, a key among it.
 */
final class ParkedHeaders {

    static final String REASON = "reason";
    static final String QUEUE = "queue";
    static final String PARKED_AT = "parkedAt";

    private static final int PERSISTENT = 2;
    private static final int LONGEST_SHORT_STRING = 255;
    private static final Set<String> CONTENT_TYPES =
            Set.of("application/json", "text/plain", "application/octet-stream");
    private static final Set<String> CONTENT_ENCODINGS = Set.of("UTF-8");

    private ParkedHeaders() {}

    /**
     * @param reason never quotes a value of the message
     */
    static BasicProperties of(Delivery delivery, Message message, String reason, Instant parkedAt) {
        var headers = coordinates(message);
        headers.put(REASON, reason);
        headers.put(QUEUE, message.type().queue());
        headers.put(PARKED_AT, parkedAt.toEpochMilli());
        return properties(delivery.properties(), headers);
    }

    /** For the way back: as the sink would have sent it, without what parking has added. */
    static BasicProperties ofReplay(BasicProperties original, Message message) {
        return properties(original, coordinates(message));
    }

    private static Map<String, Object> coordinates(Message message) {
        var headers = new HashMap<String, Object>();
        message.coordinates().ifPresent(source -> {
            headers.put(Messages.TOPIC, source.topic());
            headers.put(Messages.PARTITION, source.partition());
            headers.put(Messages.OFFSET, source.offset());
            source.timestamp().ifPresent(millis -> headers.put(Messages.TIMESTAMP, millis));
        });
        message.notifiedAt().ifPresent(moment -> headers.put(Messages.NOTIFIED_AT, moment.toEpochMilli()));
        return headers;
    }

    private static BasicProperties properties(BasicProperties original, Map<String, Object> headers) {
        return new BasicProperties.Builder()
                .headers(headers)
                .messageId(sendable(original.getMessageId()))
                .contentType(oneOf(CONTENT_TYPES, original.getContentType()))
                .contentEncoding(oneOf(CONTENT_ENCODINGS, original.getContentEncoding()))
                .deliveryMode(PERSISTENT)
                .build();
    }

    /** Null where the sink sets no such: another publisher may have written anything there. */
    private static String oneOf(Set<String> known, String text) {
        return text != null && known.contains(text) ? text : null;
    }

    /**
     * Null when it is longer than a short string may be (AMQP 0-9-1, 4.2.5.3): another publisher's bytes that are no
     * UTF-8 grow when they are written again, and what cannot be sent could never be parked.
     */
    private static String sendable(String text) {
        return text == null || text.getBytes(StandardCharsets.UTF_8).length > LONGEST_SHORT_STRING ? null : text;
    }
}
