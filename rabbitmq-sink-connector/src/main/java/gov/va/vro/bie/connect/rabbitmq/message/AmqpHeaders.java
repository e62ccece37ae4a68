package gov.va.vro.bie.connect.rabbitmq.message;

import gov.va.vro.bie.connect.rabbitmq.config.RabbitMqSinkConfig.MessageSettings;
import gov.va.vro.bie.connect.rabbitmq.config.ShortString;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.header.Header;
import org.apache.kafka.connect.sink.SinkRecord;

/**
 * The header table of a message: where the record stands in Kafka, its key if that is wanted, and its Connect headers,
 * each as the AMQP type that holds it without loss.
 *
 * <p>Names that RabbitMQ or this connector gives a meaning to are not forwarded: the broker routes by {@code CC} and
 * {@code BCC} and closes the channel when they are not lists, reads {@code x-death} when it dead-letters, and
 * subscribers trust {@code kafka.*} and {@code possible-duplicate}. They are counted; what the operator's filters leave
 * out is not.
 *
 * <p>Owned by one thread; the count may be read by any.
 */
final class AmqpHeaders {

    /** A header table is for small things, and a key may be anything. */
    private static final int LARGEST_KEY = 8 * 1024;

    private static final int DEEPEST = 100;

    private final MessageSettings settings;
    /** How many headers a record may get beside its Connect headers. */
    private final int own;

    private final HeaderNames names;
    private final JsonWriter json = new JsonWriter(Message.FRAME_MAX);
    private final JsonWriter keyJson = new JsonWriter(LARGEST_KEY);
    private final AtomicLong notForwarded = new AtomicLong();

    AmqpHeaders(MessageSettings settings) {
        this.settings = settings;
        this.own = (settings.forwardKafkaMetadata() ? 4 : 0) + (settings.forwardKafkaKey() ? 1 : 0);
        this.names = HeaderNames.of(settings);
    }

    /** How many Connect headers were left out although the filters want them, for what their names mean. */
    long notForwarded() {
        return notForwarded.get();
    }

    /**
     * The headers of a record.
     *
     * @throws Unrenderable for a name over 255 bytes of UTF-8 or a value that neither AMQP nor JSON has a form for
     */
    Map<String, Object> of(SinkRecord sinkRecord) throws Unrenderable {
        var headers = new HeaderTable(sinkRecord.headers().size() + own);
        if (settings.forwardKafkaHeaders()) {
            addForwarded(sinkRecord, headers);
        }
        if (settings.forwardKafkaMetadata()) {
            headers.put("kafka.topic", sinkRecord.originalTopic());
            headers.put("kafka.partition", sinkRecord.originalKafkaPartition());
            headers.put("kafka.offset", sinkRecord.originalKafkaOffset());
            if (sinkRecord.timestamp() != null) {
                headers.put("kafka.timestamp", sinkRecord.timestamp());
            }
        }
        if (settings.forwardKafkaKey() && sinkRecord.key() != null) {
            addKey(sinkRecord, headers);
        }
        return headers;
    }

    /** Chosen first and made values of then: a header that a later one takes the place of does no harm, whatever it holds. */
    private void addForwarded(SinkRecord sinkRecord, HeaderTable headers) throws Unrenderable {
        for (Header header : sinkRecord.headers()) {
            String name = Utf8.wellFormed(header.key());
            switch (names.of(name)) {
                case FORWARDED -> headers.put(name, header);
                case FILTERED -> {}
                case RESERVED -> notForwarded.incrementAndGet();
                case TOO_LONG -> requireShort(name);
            }
        }
        for (int number = 0; number < headers.size(); number++) {
            var chosen = (Header) headers.valueAt(number);
            headers.setValueAt(number, amqp(chosen.schema(), chosen.value(), 0));
        }
    }

    private void addKey(SinkRecord sinkRecord, Map<String, Object> headers) throws Unrenderable {
        Object key = keyValue(sinkRecord.keySchema(), sinkRecord.key());
        if (key == null || WireSize.ofField(key) - WireSize.LONG_STRING > LARGEST_KEY) {
            headers.put("kafka.key.omitted", true);
        } else {
            headers.put("kafka.key", key);
        }
    }

    /** Null for a structure that is over the limit as JSON. */
    private Object keyValue(Schema schema, Object key) throws Unrenderable {
        if (!(key instanceof Struct || key instanceof Map || key instanceof List)) {
            return amqp(schema, key, 0);
        }
        try {
            return text(keyJson.write(schema, key));
        } catch (TooLarge e) {
            return null;
        }
    }

    private Object amqp(Schema schema, Object value, int depth) throws Unrenderable {
        if (value == null
                || value instanceof Long
                || value instanceof Integer
                || value instanceof Short
                || value instanceof Byte
                || value instanceof Double
                || value instanceof Float
                || value instanceof Boolean
                || value instanceof byte[]) {
            return value;
        } else if (value instanceof String text) {
            return Utf8.wellFormed(text);
        } else if (value instanceof BigDecimal decimal) {
            return LogicalTypes.text(decimal);
        } else if (value instanceof java.util.Date moment) {
            return moment(schema, moment);
        } else if (value instanceof ByteBuffer bytes) {
            return Bytes.of(bytes);
        } else if (value instanceof List<?> list) {
            return array(schema, list, depth + 1);
        } else if (value instanceof Map<?, ?> map && map.keySet().stream().allMatch(String.class::isInstance)) {
            return table(schema, map, depth + 1);
        }
        try {
            return text(json.write(schema, value));
        } catch (TooLarge e) {
            throw new Unrenderable("a structure among its headers is over " + Message.FRAME_MAX + " bytes");
        }
    }

    /** A Date and a Time are ints in Connect's own representation, and stay ints. */
    private static Number moment(Schema schema, java.util.Date moment) throws Unrenderable {
        long number = LogicalTypes.number(schema, moment);
        if (LogicalTypes.isInt(schema) && number == (int) number) {
            return (int) number;
        }
        return number;
    }

    private List<Object> array(Schema schema, List<?> list, int depth) throws Unrenderable {
        requireShallow(depth);
        var array = new ArrayList<Object>(list.size());
        for (Object item : list) {
            array.add(amqp(schema == null ? null : schema.valueSchema(), item, depth));
        }
        return array;
    }

    private Map<String, Object> table(Schema schema, Map<?, ?> map, int depth) throws Unrenderable {
        requireShallow(depth);
        var table = new LinkedHashMap<String, Object>();
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            String name = Utf8.wellFormed((String) entry.getKey());
            requireShort(name);
            if (table.containsKey(name)) {
                throw Unrenderable.sameName();
            }
            table.put(name, amqp(schema == null ? null : schema.valueSchema(), entry.getValue(), depth));
        }
        return table;
    }

    private static String text(byte[] json) {
        return new String(json, StandardCharsets.UTF_8);
    }

    private static void requireShort(String name) throws Unrenderable {
        int bytes = Utf8.length(name);
        if (bytes > ShortString.MAX_BYTES) {
            throw new Unrenderable(
                    "the name of a header has " + bytes + " bytes, and AMQP takes at most " + ShortString.MAX_BYTES);
        }
    }

    private static void requireShallow(int depth) throws Unrenderable {
        if (depth > DEEPEST) {
            throw new Unrenderable("a header is nested deeper than " + DEEPEST);
        }
    }
}
