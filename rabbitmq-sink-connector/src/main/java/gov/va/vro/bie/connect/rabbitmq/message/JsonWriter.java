package gov.va.vro.bie.connect.rabbitmq.message;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteConstraints;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.core.io.SerializedString;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.core.util.JsonRecyclerPools;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.Collection;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
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

    private final JsonFactory factory = JsonFactory.builder()
            .enable(JsonWriteFeature.COMBINE_UNICODE_SURROGATES_IN_UTF8)
            .disable(StreamWriteFeature.AUTO_CLOSE_CONTENT)
            .streamWriteConstraints(StreamWriteConstraints.builder()
                    .maxNestingDepth(DEEPEST + 1)
                    .build())
            .recyclerPool(JsonRecyclerPools.newBoundedPool(1))
            .build();
    private final Map<Schema, SerializedString[]> namesOfSchemas = new IdentityHashMap<>();
    private final BoundedBuffer buffer;

    /** @param limit the most bytes that a value may take */
    JsonWriter(int limit) {
        this.buffer = new BoundedBuffer(limit);
    }

    /**
     * The value as UTF-8 JSON.
     *
     * @param schema null for schemaless data
     * @throws Unrenderable for a value that has no JSON form or nests deeper than 1,000
     * @throws TooLarge for one that is over the limit
     */
    byte[] write(Schema schema, Object value) throws Unrenderable {
        try (JsonGenerator json = factory.createGenerator(buffer)) {
            write(json, schema, value, 0);
            json.flush();
            return buffer.take();
        } catch (Unrenderable e) {
            throw e;
        } catch (IOException | RuntimeException e) {
            throw new Unrenderable("it has no JSON form: " + e.getClass().getName());
        } finally {
            buffer.clear();
        }
    }

    private void write(JsonGenerator json, Schema schema, Object value, int depth) throws IOException {
        if (value == null) {
            json.writeNull();
        } else if (value instanceof String text) {
            json.writeString(Utf8.wellFormed(text));
        } else if (value instanceof Number number) {
            writeNumber(json, number);
        } else if (value instanceof Boolean bool) {
            json.writeBoolean(bool);
        } else if (value instanceof java.util.Date moment) {
            json.writeNumber(LogicalTypes.number(schema, moment));
        } else if (value instanceof byte[] bytes) {
            json.writeBinary(bytes);
        } else if (value instanceof ByteBuffer bytes) {
            json.writeBinary(Bytes.of(bytes));
        } else {
            writeStructure(json, schema, value, depth + 1);
        }
    }

    private static void writeNumber(JsonGenerator json, Number number) throws IOException {
        if (number instanceof Long || number instanceof Integer || number instanceof Short || number instanceof Byte) {
            json.writeNumber(number.longValue());
        } else if (number instanceof Double) {
            json.writeNumber(number.doubleValue());
        } else if (number instanceof Float) {
            json.writeNumber(number.floatValue());
        } else if (number instanceof BigDecimal decimal) {
            json.writeNumber(LogicalTypes.text(decimal));
        } else if (number instanceof BigInteger integer) {
            json.writeNumber(integer);
        } else {
            throw noForm(number);
        }
    }

    private void writeStructure(JsonGenerator json, Schema schema, Object value, int depth) throws IOException {
        if (depth > DEEPEST) {
            throw new Unrenderable("it is nested deeper than " + DEEPEST);
        }
        if (value instanceof Struct struct) {
            writeStruct(json, struct, depth);
        } else if (value instanceof Map<?, ?> map) {
            if (isObject(schema, map)) {
                writeObject(json, schema, map, depth);
            } else {
                writePairs(json, schema, map, depth);
            }
        } else if (value instanceof Collection<?> items) {
            Schema itemSchema = schema == null ? null : schema.valueSchema();
            json.writeStartArray();
            for (Object item : items) {
                write(json, itemSchema, item, depth);
            }
            json.writeEndArray();
        } else {
            throw noForm(value);
        }
    }

    private void writeStruct(JsonGenerator json, Struct struct, int depth) throws IOException {
        Schema schema = struct.schema();
        SerializedString[] names = namesOf(schema);
        List<Field> fields = schema.fields();
        json.writeStartObject();
        for (int i = 0; i < names.length; i++) {
            Field field = fields.get(i);
            json.writeFieldName(names[i]);
            write(json, field.schema(), withoutDefault(struct, field), depth);
        }
        json.writeEndObject();
    }

    /** Reading by field costs no look-up by name, but puts the default in the place of a null. */
    private static Object withoutDefault(Struct struct, Field field) {
        return field.schema().defaultValue() == null ? struct.get(field) : struct.getWithoutDefault(field.name());
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

    private void writeObject(JsonGenerator json, Schema schema, Map<?, ?> map, int depth) throws IOException {
        Schema valueSchema = schema == null ? null : schema.valueSchema();
        Set<String> mended = new HashSet<>();
        json.writeStartObject();
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            String key = (String) entry.getKey();
            String name = Utf8.wellFormed(key);
            if (!name.equals(key) && (map.containsKey(name) || !mended.add(name))) {
                throw Unrenderable.sameName();
            }
            json.writeFieldName(name);
            write(json, valueSchema, entry.getValue(), depth);
        }
        json.writeEndObject();
    }

    private void writePairs(JsonGenerator json, Schema schema, Map<?, ?> map, int depth) throws IOException {
        if (depth + 1 > DEEPEST) {
            throw new Unrenderable("it is nested deeper than " + DEEPEST);
        }
        Schema keySchema = schema == null ? null : schema.keySchema();
        Schema valueSchema = schema == null ? null : schema.valueSchema();
        json.writeStartArray();
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            json.writeStartArray();
            write(json, keySchema, entry.getKey(), depth + 1);
            write(json, valueSchema, entry.getValue(), depth + 1);
            json.writeEndArray();
        }
        json.writeEndArray();
    }

    private SerializedString[] namesOf(Schema schema) throws Unrenderable {
        SerializedString[] known = namesOfSchemas.get(schema);
        if (known != null) {
            return known;
        }
        if (namesOfSchemas.size() >= REMEMBERED_SCHEMAS) {
            namesOfSchemas.clear();
        }
        List<String> names = schema.fields().stream()
                .map(field -> Utf8.wellFormed(field.name()))
                .toList();
        if (new HashSet<>(names).size() < names.size()) {
            throw Unrenderable.sameName();
        }
        SerializedString[] encoded = names.stream().map(SerializedString::new).toArray(SerializedString[]::new);
        namesOfSchemas.put(schema, encoded);
        return encoded;
    }

    private static Unrenderable noForm(Object value) {
        return new Unrenderable("a value of " + value.getClass().getName() + " has no JSON form");
    }
}
