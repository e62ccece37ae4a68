package gov.va.vro.bie.connect.fuzz;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Date;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.data.Time;

/**
 * What the message contract says that Connect data is in JSON, written from the contract and not from the code: text,
 * booleans, numbers, null, lists, and maps in the order of their members.
 */
final class ExpectedJson {

    private static final int DEEPEST = 1_000;
    private static final long DAY = 86_400_000;
    private static final byte[] REPLACEMENT = {(byte) 0xEF, (byte) 0xBF, (byte) 0xBD};

    private ExpectedJson() {}

    /**
     * What a parser has to read.
     *
     * @param depth how many objects and arrays are around the value
     */
    static Object of(Schema schema, Object value, int depth) throws Refused {
        if (value == null || value instanceof Boolean) {
            return value;
        } else if (value instanceof String text) {
            return wellFormed(text);
        } else if (value instanceof byte[] bytes) {
            return Base64.getEncoder().encodeToString(bytes);
        } else if (value instanceof ByteBuffer bytes) {
            byte[] copy = new byte[bytes.remaining()];
            bytes.duplicate().get(copy);
            return Base64.getEncoder().encodeToString(copy);
        } else if (value instanceof java.util.Date moment) {
            return BigDecimal.valueOf(number(schema, moment));
        } else if (value instanceof Number number) {
            return number(number);
        } else if (value instanceof Struct || value instanceof Map || value instanceof Collection) {
            if (depth == DEEPEST) {
                throw new Refused("depth");
            }
            return structure(schema, value, depth + 1);
        }
        throw new Refused("no form");
    }

    /** Days for a Date, milliseconds of the day for a Time, milliseconds since 1970 for anything else. */
    static long number(Schema schema, java.util.Date moment) throws Refused {
        String name = schema == null ? "" : String.valueOf(schema.name());
        long millis = moment.getTime();
        return switch (name) {
            case Date.LOGICAL_NAME -> {
                if (millis % DAY != 0) {
                    throw new Refused("moment");
                }
                yield millis / DAY;
            }
            case Time.LOGICAL_NAME -> {
                if (millis < 0 || millis > DAY) {
                    throw new Refused("moment");
                }
                yield millis;
            }
            default -> millis;
        };
    }

    /** The text with U+FFFD for each half of a surrogate pair. */
    static String wellFormed(String text) {
        try {
            var encoder = StandardCharsets.UTF_8
                    .newEncoder()
                    .onMalformedInput(CodingErrorAction.REPLACE)
                    .replaceWith(REPLACEMENT);
            return StandardCharsets.UTF_8
                    .decode(encoder.encode(CharBuffer.wrap(text)))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new AssertionError(e);
        }
    }

    /** Floats and doubles stay what they are: how many digits say them is the writer's choice. */
    private static Object number(Number number) throws Refused {
        if (number instanceof Float || number instanceof Double) {
            return Double.isFinite(number.doubleValue()) ? number : number.toString();
        } else if (number instanceof BigDecimal decimal) {
            return decimal;
        } else if (number instanceof BigInteger integer) {
            return new BigDecimal(integer);
        } else if (number instanceof Long
                || number instanceof Integer
                || number instanceof Short
                || number instanceof Byte) {
            return BigDecimal.valueOf(number.longValue());
        }
        throw new Refused("no form");
    }

    private static Object structure(Schema schema, Object value, int depth) throws Refused {
        if (value instanceof Struct struct) {
            var members = new LinkedHashMap<String, Object>();
            for (Field field : struct.schema().fields()) {
                add(members, field.name(), of(field.schema(), struct.getWithoutDefault(field.name()), depth));
            }
            return members;
        } else if (value instanceof Map<?, ?> map) {
            return isObject(schema, map) ? object(schema, map, depth) : pairs(schema, map, depth);
        }
        var items = new ArrayList<Object>();
        for (Object item : (Collection<?>) value) {
            items.add(of(schema == null ? null : schema.valueSchema(), item, depth));
        }
        return items;
    }

    private static boolean isObject(Schema schema, Map<?, ?> map) {
        return (schema == null || schema.keySchema().type() == Schema.Type.STRING)
                && map.keySet().stream().allMatch(String.class::isInstance);
    }

    private static Map<String, Object> object(Schema schema, Map<?, ?> map, int depth) throws Refused {
        var members = new LinkedHashMap<String, Object>();
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            Schema member = schema == null ? null : schema.valueSchema();
            add(members, (String) entry.getKey(), of(member, entry.getValue(), depth));
        }
        return members;
    }

    private static void add(Map<String, Object> members, String name, Object value) throws Refused {
        if (members.containsKey(wellFormed(name))) {
            throw new Refused("two names");
        }
        members.put(wellFormed(name), value);
    }

    private static List<Object> pairs(Schema schema, Map<?, ?> map, int depth) throws Refused {
        var pairs = new ArrayList<Object>();
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            if (depth == DEEPEST) {
                throw new Refused("depth");
            }
            var pair = new ArrayList<Object>();
            pair.add(of(schema == null ? null : schema.keySchema(), entry.getKey(), depth + 1));
            pair.add(of(schema == null ? null : schema.valueSchema(), entry.getValue(), depth + 1));
            pairs.add(pair);
        }
        return pairs;
    }
}
