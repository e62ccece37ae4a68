package gov.va.vro.bie.connect.fuzz;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.sink.SinkRecord;

/** What the placeholders of routing keys and correlation ids stand for. */
final class Templates {

    private static final int LONGEST = 255;

    private Templates() {}

    /** A template, filled in from a record. */
    @FunctionalInterface
    interface Template {
        String of(SinkRecord sinkRecord) throws Refused;

        /** As a property takes it. */
        static String filledIn(Template template, SinkRecord sinkRecord) throws Refused {
            String filledIn = template.of(sinkRecord);
            String text = filledIn == null ? null : ExpectedJson.wellFormed(filledIn);
            if (text != null && text.getBytes(StandardCharsets.UTF_8).length > LONGEST) {
                throw new Refused("short string");
            }
            return text;
        }
    }

    static String key(SinkRecord sinkRecord) throws Refused {
        return single(sinkRecord.keySchema(), sinkRecord.key());
    }

    static String header(SinkRecord sinkRecord, String name) throws Refused {
        var header = sinkRecord.headers().lastWithName(name);
        return header == null ? single(null, null) : single(header.schema(), header.value());
    }

    static String value(SinkRecord sinkRecord, String... path) throws Refused {
        Schema schema = sinkRecord.valueSchema();
        Object value = sinkRecord.value();
        for (String name : path) {
            if (value instanceof Struct struct && struct.schema().field(name) != null) {
                Field field = struct.schema().field(name);
                schema = field.schema();
                value = struct.getWithoutDefault(name);
            } else if (value instanceof Map<?, ?> map) {
                schema = schema == null ? null : schema.valueSchema();
                value = map.get(name);
            } else {
                value = null;
            }
        }
        return single(schema, value);
    }

    private static String single(Schema schema, Object value) throws Refused {
        if (value instanceof BigDecimal decimal) {
            boolean isShort = decimal.precision() < 500 && Math.abs((long) decimal.scale()) < 500;
            return isShort ? decimal.toPlainString() : decimal.toString();
        } else if (value instanceof java.util.Date moment) {
            return Long.toString(ExpectedJson.number(schema, moment));
        } else if (value instanceof String || value instanceof Number || value instanceof Boolean) {
            return value.toString();
        }
        throw new Refused("placeholder");
    }
}
