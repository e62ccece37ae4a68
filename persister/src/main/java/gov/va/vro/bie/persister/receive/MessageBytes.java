package gov.va.vro.bie.persister.receive;

import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.LongString;
import java.util.List;
import java.util.Map;

/**
 * What a message takes of the heap, about: its body, and its headers, which fit into one frame on the line and, many and
 * small, take ten times as much as objects.
 */
final class MessageBytes {

    /** An entry of a table or a list, apart from what it holds. */
    private static final int ENTRY = 100;

    private MessageBytes() {}

    /** The same each time it is asked. */
    static int of(BasicProperties properties, byte[] body) {
        return body.length + of(properties.getHeaders());
    }

    private static int of(Object value) {
        if (value instanceof Map<?, ?> table) {
            return table.entrySet().stream()
                    .mapToInt(entry -> ENTRY + entry.getKey().toString().length() + of(entry.getValue()))
                    .sum();
        }
        if (value instanceof List<?> list) {
            return list.stream().mapToInt(element -> ENTRY + of(element)).sum();
        }
        if (value instanceof LongString text) {
            return (int) text.length();
        }
        return value instanceof byte[] bytes ? bytes.length : 0;
    }
}
