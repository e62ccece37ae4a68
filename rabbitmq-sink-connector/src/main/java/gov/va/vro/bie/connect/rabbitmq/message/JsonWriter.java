package gov.va.vro.bie.connect.rabbitmq.message;

import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.Collection;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;

/**
 * Writes Connect data as JSON, from the Structs and Maps straight to bytes: no tree in between, and field names encoded
 * once per schema.
 *
 * <p>The form is that of Connect's JsonConverter without schemas, save where its form loses something: decimals are
 * numbers, a null with a schema default stays null, and NaN and the infinities are strings. What a value is decides how
 * it is written; the schema adds what the value does not know, such as whether a moment is a Date or a Timestamp.
 *
 * <p>Owned by one thread. Between calls the buffer is empty.
 */
final class JsonWriter {

    /** Objects and arrays within each other; what common parsers accept by default. */
    private static final int DEEPEST = 1_000;
    /** Schemas are few and live long; a converter that makes a new one for each record must not fill the heap. */
    private static final int REMEMBERED_SCHEMAS = 1_000;

    private final Map<Schema, Member[]> membersOfSchemas = new IdentityHashMap<>();
    private final BoundedBuffer buffer;
    private final JsonTokens json;

    /** @param limit the most bytes that a value may take */
    JsonWriter(int limit) {
        this.buffer = new BoundedBuffer(limit);
        this.json = new JsonTokens(buffer);
    }

    /**
     * The value as UTF-8 JSON.
     *
     * @param schema null for schemaless data
     * @throws Unrenderable for a value that has no JSON form or nests deeper than 1,000
     * @throws TooLarge for one that is over the limit
     */
    byte[] write(Schema schema, Object value) throws Unrenderable {
        try {
            write(schema, value, 0);
            return buffer.take();
        } catch (Unrenderable e) {
            throw e;
        } catch (IOException | RuntimeException e) {
            throw new Unrenderable("it has no JSON form: " + e.getClass().getName());
        } finally {
            buffer.clear();
        }
    }

    private void write(Schema schema, Object value, int depth) throws IOException {
        if (value == null) {
            json.nothing();
        } else if (value instanceof String text) {
            json.text(text);
        } else if (value instanceof Number number) {
            writeNumber(number);
        } else if (value instanceof Boolean bool) {
            json.bool(bool);
        } else if (value instanceof java.util.Date moment) {
            json.number(LogicalTypes.number(schema, moment));
        } else if (value instanceof byte[] bytes) {
            json.base64(bytes);
        } else if (value instanceof ByteBuffer bytes) {
            json.base64(Bytes.of(bytes));
        } else {
            writeStructure(schema, value, depth + 1);
        }
    }

    private void writeNumber(Number number) throws IOException {
        if (number instanceof Long || number instanceof Integer || number instanceof Short || number instanceof Byte) {
            json.number(number.longValue());
        } else if (number instanceof Double) {
            json.number(number.doubleValue());
        } else if (number instanceof Float) {
            json.number(number.floatValue());
        } else if (number instanceof BigDecimal decimal) {
            json.number(decimal);
        } else if (number instanceof BigInteger integer) {
            json.number(integer);
        } else {
            throw noForm(number);
        }
    }

    private void writeStructure(Schema schema, Object value, int depth) throws IOException {
        if (depth > DEEPEST) {
            throw new Unrenderable("it is nested deeper than " + DEEPEST);
        }
        if (value instanceof Struct struct) {
            writeStruct(struct, depth);
        } else if (value instanceof Map<?, ?> map) {
            if (isObject(schema, map)) {
                writeObject(schema, map, depth);
            } else {
                writePairs(schema, map, depth);
            }
        } else if (value instanceof Collection<?> items) {
            Schema itemSchema = schema == null ? null : schema.valueSchema();
            json.begin('[');
            for (Object item : items) {
                json.separate();
                write(itemSchema, item, depth);
            }
            json.end(']');
        } else {
            throw noForm(value);
        }
    }

    private void writeStruct(Struct struct, int depth) throws IOException {
        Member[] members = membersOf(struct.schema());
        if (members.length == 0) {
            json.begin('{');
        }
        for (Member member : members) {
            json.encoded(member.name);
            write(member.schema, member.of(struct), depth);
        }
        json.end('}');
    }

    private static boolean isObject(Schema schema, Map<?, ?> map) {
        if (schema != null && schema.keySchema().type() != Schema.Type.STRING) {
            return false;
        }
        for (Object key : map.keySet()) {
            if (!(key instanceof String)) {
                return false;
            }
        }
        return true;
    }

    private void writeObject(Schema schema, Map<?, ?> map, int depth) throws IOException {
        Schema valueSchema = schema == null ? null : schema.valueSchema();
        Set<String> mended = null;
        json.begin('{');
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            String key = (String) entry.getKey();
            String name = Utf8.wellFormed(key);
            if (!name.equals(key)) {
                mended = mended == null ? new HashSet<>() : mended;
                if (map.containsKey(name) || !mended.add(name)) {
                    throw Unrenderable.sameName();
                }
            }
            json.separate();
            json.name(name);
            write(valueSchema, entry.getValue(), depth);
        }
        json.end('}');
    }

    private void writePairs(Schema schema, Map<?, ?> map, int depth) throws IOException {
        if (depth + 1 > DEEPEST) {
            throw new Unrenderable("it is nested deeper than " + DEEPEST);
        }
        Schema keySchema = schema == null ? null : schema.keySchema();
        Schema valueSchema = schema == null ? null : schema.valueSchema();
        json.begin('[');
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            json.separate();
            json.begin('[');
            write(keySchema, entry.getKey(), depth + 1);
            json.separate();
            write(valueSchema, entry.getValue(), depth + 1);
            json.end(']');
        }
        json.end(']');
    }

    private Member[] membersOf(Schema schema) throws Unrenderable {
        Member[] known = membersOfSchemas.get(schema);
        if (known != null) {
            return known;
        }
        if (membersOfSchemas.size() >= REMEMBERED_SCHEMAS) {
            membersOfSchemas.clear();
        }
        Set<String> names = new HashSet<>();
        for (Field field : schema.fields()) {
            if (!names.add(Utf8.wellFormed(field.name()))) {
                throw Unrenderable.sameName();
            }
        }
        Member[] members = schema.fields().stream().map(Member::new).toArray(Member[]::new);
        membersOfSchemas.put(schema, members);
        return members;
    }

    /** A field of a Struct, with what is asked of it for each record. */
    private static final class Member {

        private final Field field;
        private final Schema schema;
        private final byte[] name;
        private final boolean hasDefault;

        Member(Field field) {
            this.field = field;
            this.schema = field.schema();
            this.name = JsonTokens.encodedName(field.index() == 0 ? '{' : ',', Utf8.wellFormed(field.name()));
            this.hasDefault = schema.defaultValue() != null;
        }

        /** Reading by field costs no look-up by name, but puts the default in the place of a null. */
        Object of(Struct struct) {
            return hasDefault ? struct.getWithoutDefault(field.name()) : struct.get(field);
        }
    }

    private static Unrenderable noForm(Object value) {
        return new Unrenderable("a value of " + value.getClass().getName() + " has no JSON form");
    }
}
