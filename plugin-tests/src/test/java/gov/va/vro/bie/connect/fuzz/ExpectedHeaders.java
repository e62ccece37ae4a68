package gov.va.vro.bie.connect.fuzz;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Date;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Time;
import org.apache.kafka.connect.header.Header;

/** What the message contract says that Kafka headers and keys are in AMQP, as {@link AmqpWire} hands them out. */
final class ExpectedHeaders {

    private static final int LONGEST_NAME = 255;
    private static final int DEEPEST = 100;

    private ExpectedHeaders() {}

    /** Stands for a text that is the JSON of this. */
    record JsonText(Object json) {}

    static Map<String, Object> of(Iterable<Header> headers) throws Refused {
        var last = new HashMap<String, Header>();
        for (Header header : headers) {
            if (!isReserved(header.key())) {
                last.put(name(header.key()), header);
            }
        }
        var table = new HashMap<String, Object>();
        for (Map.Entry<String, Header> named : last.entrySet()) {
            Header header = named.getValue();
            table.put(named.getKey(), value(header.schema(), header.value(), 0));
        }
        return table;
    }

    private static boolean isReserved(String name) {
        return name.equals("CC")
                || name.equals("BCC")
                || name.equals("x-death")
                || name.startsWith("kafka.")
                || name.startsWith("possible-duplicate");
    }

    private static String name(String text) throws Refused {
        String name = ExpectedJson.wellFormed(text);
        if (name.getBytes(StandardCharsets.UTF_8).length > LONGEST_NAME) {
            throw new Refused("header name");
        }
        return name;
    }

    static Object value(Schema schema, Object value, int depth) throws Refused {
        if (value instanceof String text) {
            return ExpectedJson.wellFormed(text);
        } else if (value instanceof ByteBuffer bytes) {
            byte[] copy = new byte[bytes.remaining()];
            bytes.duplicate().get(copy);
            return copy;
        } else if (value instanceof java.util.Date moment) {
            long number = ExpectedJson.number(schema, moment);
            boolean isInt = schema != null
                    && List.of(Date.LOGICAL_NAME, Time.LOGICAL_NAME).contains(String.valueOf(schema.name()));
            return isInt && number == (int) number ? (Object) (int) number : (Object) number;
        } else if (value instanceof List<?> list) {
            return array(schema, list, depth + 1);
        } else if (value instanceof Map<?, ?> map && map.keySet().stream().allMatch(String.class::isInstance)) {
            return table(schema, map, depth + 1);
        } else if (value == null
                || value instanceof Boolean
                || value instanceof byte[]
                || value instanceof BigDecimal
                || value instanceof Long
                || value instanceof Integer
                || value instanceof Short
                || value instanceof Byte
                || value instanceof Float
                || value instanceof Double) {
            return value;
        }
        return new JsonText(ExpectedJson.of(schema, value, 0));
    }

    private static List<Object> array(Schema schema, List<?> list, int depth) throws Refused {
        requireShallow(depth);
        var array = new ArrayList<Object>();
        for (Object item : list) {
            array.add(value(schema == null ? null : schema.valueSchema(), item, depth));
        }
        return array;
    }

    private static Map<String, Object> table(Schema schema, Map<?, ?> map, int depth) throws Refused {
        requireShallow(depth);
        var table = new HashMap<String, Object>();
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            String name = name((String) entry.getKey());
            if (table.containsKey(name)) {
                throw new Refused("two names");
            }
            table.put(name, value(schema == null ? null : schema.valueSchema(), entry.getValue(), depth));
        }
        return table;
    }

    private static void requireShallow(int depth) throws Refused {
        if (depth > DEEPEST) {
            throw new Refused("header depth");
        }
    }

    /** Whether what arrived is what was expected. */
    static boolean isSame(Object arrived, Object expected) throws IOException {
        if (expected instanceof JsonText text) {
            return arrived instanceof String json
                    && StrictJson.isSame(StrictJson.read(json.getBytes(StandardCharsets.UTF_8)), text.json());
        } else if (expected instanceof BigDecimal decimal) {
            return arrived instanceof String digits && new BigDecimal(digits).compareTo(decimal) == 0;
        } else if (expected instanceof byte[] bytes) {
            return arrived instanceof byte[] others && Arrays.equals(others, bytes);
        } else if (expected instanceof List<?> items) {
            return arrived instanceof List<?> others && isSameList(others, items);
        } else if (expected instanceof Map<?, ?> table) {
            return arrived instanceof Map<?, ?> others && isSameTable(others, table);
        }
        return expected == null ? arrived == null : expected.equals(arrived);
    }

    private static boolean isSameList(List<?> arrived, List<?> expected) throws IOException {
        for (int i = 0; i < Math.min(arrived.size(), expected.size()); i++) {
            if (!isSame(arrived.get(i), expected.get(i))) {
                return false;
            }
        }
        return arrived.size() == expected.size();
    }

    private static boolean isSameTable(Map<?, ?> arrived, Map<?, ?> expected) throws IOException {
        for (Map.Entry<?, ?> entry : expected.entrySet()) {
            if (!isSame(arrived.get(entry.getKey()), entry.getValue())) {
                return false;
            }
        }
        return arrived.keySet().equals(expected.keySet());
    }
}
