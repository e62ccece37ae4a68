package gov.va.vro.bie.connect.fuzz;

import gov.va.vro.bie.connect.fuzz.ExpectedHeaders.JsonText;
import gov.va.vro.bie.connect.fuzz.Templates.Template;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.sink.SinkRecord;

/**
 * What the message contract makes of a record that reaches the sink.
 *
 * @param raw the body, where it is not JSON
 * @param headers without the key
 * @param key as a header, null where there is none
 */
record ExpectedMessage(
        String contentType,
        byte[] raw,
        Object json,
        Map<String, Object> headers,
        Object key,
        String routingKey,
        String correlationId) {

    private static final int LARGEST_KEY = 8 * 1024;

    /**
     * For a record as a transform left it.
     *
     * @param json what its value is as JSON
     */
    static ExpectedMessage of(SinkRecord sinkRecord, Variant variant, JsonOf json) throws Refused {
        if (sinkRecord.topic().equals(RandomRecords.TOPIC_WITHOUT_EXCHANGE)) {
            throw new Refused("no exchange");
        }
        byte[] raw = variant.auto() ? raw(sinkRecord.value()) : null;
        return new ExpectedMessage(
                raw == null
                        ? "application/json"
                        : sinkRecord.value() instanceof String ? "text/plain" : "application/octet-stream",
                raw,
                raw == null ? json.get() : null,
                headers(sinkRecord, variant),
                variant.key() ? key(sinkRecord) : null,
                Template.filledIn(variant.routingKey(), sinkRecord),
                Template.filledIn(variant.correlationId(), sinkRecord));
    }

    /** The JSON of a value, or why it has none. */
    @FunctionalInterface
    interface JsonOf {
        Object get() throws Refused;
    }

    private static byte[] raw(Object value) {
        if (value instanceof byte[] bytes) {
            return bytes;
        } else if (value instanceof ByteBuffer bytes) {
            byte[] copy = new byte[bytes.remaining()];
            bytes.duplicate().get(copy);
            return copy;
        }
        return value instanceof String text ? ExpectedJson.wellFormed(text).getBytes(StandardCharsets.UTF_8) : null;
    }

    private static Map<String, Object> headers(SinkRecord sinkRecord, Variant variant) throws Refused {
        var headers = ExpectedHeaders.of(variant.headers() ? sinkRecord.headers() : List.of());
        if (variant.metadata()) {
            headers.put("kafka.topic", sinkRecord.originalTopic());
            headers.put("kafka.partition", sinkRecord.originalKafkaPartition());
            headers.put("kafka.offset", sinkRecord.originalKafkaOffset());
            if (sinkRecord.timestamp() != null) {
                headers.put("kafka.timestamp", sinkRecord.timestamp());
            }
        }
        return headers;
    }

    private static Object key(SinkRecord sinkRecord) throws Refused {
        Object key = sinkRecord.key();
        return key instanceof Struct || key instanceof Map || key instanceof List
                ? new JsonText(ExpectedJson.of(sinkRecord.keySchema(), key, 0))
                : ExpectedHeaders.value(sinkRecord.keySchema(), key, 0);
    }

    long bodyBytes() {
        return raw == null ? Extent.ofJson(json) : raw.length;
    }

    /** About the size of the frame with the properties. */
    long headerBytes() {
        return 500 + Extent.ofHeader(headers) + (isKeyOmitted(1) ? 0 : Extent.ofHeader(key));
    }

    /** Whether the key is too large for a header, at this share of the limit. */
    boolean isKeyOmitted(double share) {
        return key != null && Extent.ofHeader(key) - 5 > LARGEST_KEY * share;
    }
}
