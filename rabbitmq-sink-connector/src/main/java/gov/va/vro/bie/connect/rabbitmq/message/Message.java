package gov.va.vro.bie.connect.rabbitmq.message;

import com.rabbitmq.client.AMQP.BasicProperties;
import java.util.HashMap;

/**
 * What is published for one record, checked against every limit that is known before it is handed to the client. Nobody
 * may change the body.
 *
 * @param headerBytes what the properties take on the wire, in bytes, frame included
 */
public record Message(String exchange, String routingKey, BasicProperties properties, byte[] body, int headerBytes) {

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
    public Message(String exchange, String routingKey, BasicProperties properties, byte[] body) {
        this(exchange, routingKey, properties, body, WireSize.ofHeader(properties));
    }

    /** The same for every copy of a record, and for no other record: {@code topic-partition-offset}. */
    public String messageId() {
        return properties.getMessageId();
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
        var headers = new HashMap<String, Object>();
        if (properties.getHeaders() != null) {
            headers.putAll(properties.getHeaders());
        }
        if (Boolean.TRUE.equals(headers.put(POSSIBLE_DUPLICATE, true))) {
            return this;
        }
        return new Message(
                exchange, routingKey, properties.builder().headers(headers).build(), body);
    }
}
