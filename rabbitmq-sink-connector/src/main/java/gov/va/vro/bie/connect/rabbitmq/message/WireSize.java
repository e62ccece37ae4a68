package gov.va.vro.bie.connect.rabbitmq.message;

import com.rabbitmq.client.AMQP.BasicProperties;
import java.util.List;
import java.util.Map;

/**
 * What things take on the wire, in bytes, as amqp-client writes them (AMQP 0-9-1, 4.2.5 and RabbitMQ's table types),
 * without writing them. A value of a type that the client cannot write is a mistake of the caller.
 */
final class WireSize {

    /** What a text or bytes in a table take beside themselves: the octet of the type and a length. */
    static final int LONG_STRING = 5;

    /** Kind, channel and length in front of each frame, and the mark behind it. */
    private static final int FRAME = 8;
    /** Class, weight, body size and the flags of the properties. */
    private static final int CONTENT_HEADER = 14;

    private WireSize() {}

    /**
     * The whole content header frame of a message.
     *
     * @param constants what is said below comes before these; null there means none
     */
    static int ofHeader(
            BasicProperties constants,
            Map<String, Object> headers,
            String messageId,
            Long timestamp,
            String correlationId) {
        long size = FRAME + CONTENT_HEADER;
        size += ofProperty(constants.getContentType());
        size += ofProperty(constants.getContentEncoding());
        size += headers == null ? 0 : 4 + ofTable(headers);
        size += constants.getDeliveryMode() == null ? 0 : 1;
        size += constants.getPriority() == null ? 0 : 1;
        size += ofProperty(correlationId);
        size += ofProperty(constants.getReplyTo());
        size += ofProperty(constants.getExpiration());
        size += ofProperty(messageId);
        size += timestamp == null ? 0 : 8;
        size += ofProperty(constants.getType());
        size += ofProperty(constants.getUserId());
        size += ofProperty(constants.getAppId());
        size += ofProperty(constants.getClusterId());
        return Math.toIntExact(Math.min(size, Integer.MAX_VALUE));
    }

    /** A short string with its length; nothing for a property that is not set. */
    private static int ofProperty(String text) {
        return text == null ? 0 : 1 + Utf8.length(text);
    }

    private static long ofTable(Map<?, ?> table) {
        long size = 0;
        if (table instanceof HeaderTable headers) {
            for (int number = 0; number < headers.size(); number++) {
                size += ofEntry(headers.nameAt(number), headers.valueAt(number));
            }
        } else {
            for (Map.Entry<?, ?> entry : table.entrySet()) {
                size += ofEntry((String) entry.getKey(), entry.getValue());
            }
        }
        return size;
    }

    private static long ofEntry(String name, Object value) {
        return 1 + Utf8.length(name) + ofField(value);
    }

    /** A value of a header table, with the octet of its type. */
    static long ofField(Object value) {
        if (value == null) {
            return 1;
        } else if (value instanceof String text) {
            return LONG_STRING + (long) Utf8.length(text);
        } else if (value instanceof byte[] bytes) {
            return LONG_STRING + (long) bytes.length;
        } else if (value instanceof Boolean || value instanceof Byte) {
            return 2;
        } else if (value instanceof Short) {
            return 3;
        } else if (value instanceof Integer || value instanceof Float) {
            return 5;
        } else if (value instanceof Long || value instanceof Double) {
            return 9;
        } else if (value instanceof Map<?, ?> table) {
            return 5 + ofTable(table);
        } else if (value instanceof List<?> list) {
            long size = 5;
            for (Object item : list) {
                size += ofField(item);
            }
            return size;
        }
        throw new IllegalArgumentException(
                "AMQP has no type for " + value.getClass().getName());
    }
}
