package gov.va.vro.bie.connect.rabbitmq.message;

import com.rabbitmq.client.AMQP.BasicProperties;
import java.util.Date;
import java.util.HashMap;
import java.util.Map;

/**
 * What is published for one record, checked against every limit that is known before it is handed to the client. Nobody
 * may change the body or the headers.
 *
 * <p>A message waits until it is confirmed, and thousands wait together. So it keeps what is its own, and what it has in
 * common with others by reference; the client's own form of that is three times as large and is made when it is needed.
 *
 * @param constants the properties that it has in common with others; what is said below comes before them
 * @param headers null for none
 * @param timestamp milliseconds since 1970-01-01T00:00Z; null for none
 * @param correlationId null for none
 * @param headerBytes what the properties take on the wire, in bytes, frame included
 */
public record Message(
        String exchange,
        String routingKey,
        BasicProperties constants,
        Map<String, Object> headers,
        String messageId,
        Long timestamp,
        String correlationId,
        byte[] body,
        int headerBytes) {

    /** The header that marks a copy which may be the second one. */
    public static final String POSSIBLE_DUPLICATE = "possible-duplicate";

    /**
     * The frame size that client and broker agree on by default, in bytes (RabbitMQ's frame_max). Properties must fit
     * in one frame, and a broker may ask for a smaller one.
     */
    public static final int FRAME_MAX = 131_072;

    /**
     * What the flag of a copy adds to the header table: a short string, a type, a boolean, and the table's length where
     * there was no table.
     */
    private static final int FLAG = 1 + POSSIBLE_DUPLICATE.length() + 2 + 4;

    /** Measures the properties itself. */
    Message(
            String exchange,
            String routingKey,
            BasicProperties constants,
            Map<String, Object> headers,
            String messageId,
            Long timestamp,
            String correlationId,
            byte[] body) {
        this(
                exchange,
                routingKey,
                constants,
                headers,
                messageId,
                timestamp,
                correlationId,
                body,
                WireSize.ofHeader(constants, headers, messageId, timestamp, correlationId));
    }

    /** Takes apart what already has the client's form. */
    public Message(String exchange, String routingKey, BasicProperties properties, byte[] body) {
        this(
                exchange,
                routingKey,
                properties,
                properties.getHeaders(),
                properties.getMessageId(),
                millis(properties.getTimestamp()),
                properties.getCorrelationId(),
                body);
    }

    private static Long millis(Date timestamp) {
        return timestamp == null ? null : timestamp.getTime();
    }

    /** All properties, as the client takes them; made anew by each call. */
    public BasicProperties properties() {
        return constants
                .builder()
                .headers(headers)
                .messageId(messageId)
                .timestamp(timestamp == null ? null : new Date(timestamp))
                .correlationId(correlationId)
                .build();
    }

    /** What the message takes of the window, in bytes: its body and its header. */
    public int size() {
        return body.length + headerBytes;
    }

    /**
     * Whether properties and headers, with the flag of a later copy, fit in one frame of this size in bytes; 0 means no
     * limit.
     */
    public boolean fitsFrame(int frameMax) {
        return frameMax == 0 || headerBytes <= frameMax - FLAG;
    }

    /**
     * The copy to send when an earlier one may have arrived, with the header {@code possible-duplicate} true; the body
     * is shared.
     */
    public Message asPossibleDuplicate() {
        var flagged = headers == null ? new HashMap<String, Object>() : new HashMap<>(headers);
        if (Boolean.TRUE.equals(flagged.put(POSSIBLE_DUPLICATE, true))) {
            return this;
        }
        return new Message(exchange, routingKey, constants, flagged, messageId, timestamp, correlationId, body);
    }
}
