package gov.va.vro.bie.persister.event;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonParser.NumberType;
import com.fasterxml.jackson.core.JsonToken;
import gov.va.vro.bie.persister.event.StoredFields.Kind;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The allow-listed fields of one event, in the order in which they came: a String, Boolean, Long or Instant each, or
 * null.
 *
 * <p>Both ids are there: every one of the five schemas has them. An explicit null stays a null (it is not the same as
 * false, or as a field that is absent).
 */
final class EventFields {

    private final JsonFactory json;
    private final Map<String, Object> values = new LinkedHashMap<>();
    private final Set<String> unknown = new HashSet<>();

    private EventFields(JsonFactory json) {
        this.json = json;
    }

    /** Reads the object that {@code reader} has just entered, up to its end. */
    static EventFields read(JsonParser reader, JsonFactory json) throws IOException, PoisonException {
        var fields = new EventFields(json);
        while (reader.nextToken() == JsonToken.FIELD_NAME) {
            var name = reader.currentName();
            reader.nextToken();
            fields.readField(name, reader);
        }
        fields.require(StoredFields.CLAIM_ID);
        fields.require(StoredFields.CONTENTION_ID);
        return fields;
    }

    long claimId() {
        return (Long) values.get(StoredFields.CLAIM_ID);
    }

    long contentionId() {
        return (Long) values.get(StoredFields.CONTENTION_ID);
    }

    Optional<String> text(String name) {
        return Optional.ofNullable((String) values.get(name));
    }

    Optional<Instant> time(String name) {
        return Optional.ofNullable((Instant) values.get(name));
    }

    Set<String> unknown() {
        return unknown;
    }

    String details() {
        var written = new StringWriter();
        try (var writer = json.createGenerator(written)) {
            writer.writeStartObject();
            for (var field : values.entrySet()) {
                writer.writeFieldName(field.getKey());
                write(field.getValue(), writer);
            }
            writer.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("a StringWriter does not fail", e);
        }
        return written.toString();
    }

    private void readField(String name, JsonParser reader) throws IOException, PoisonException {
        var kind = StoredFields.kindOf(name);
        if (kind.isEmpty()) {
            reader.skipChildren();
            if (!StoredFields.isWithheld(name)) {
                unknown.add(name);
            }
            return;
        }
        if (values.containsKey(name)) {
            throw new PoisonException("field " + name + " occurs twice");
        }
        values.put(name, reader.currentToken() == JsonToken.VALUE_NULL ? null : readValue(name, kind.get(), reader));
    }

    private void require(String name) throws PoisonException {
        if (values.get(name) == null) {
            throw new PoisonException("no " + name);
        }
    }

    private static Object readValue(String name, Kind kind, JsonParser reader) throws IOException, PoisonException {
        var token = reader.currentToken();
        Optional<?> value = switch (kind) {
            case TEXT ->
                token == JsonToken.VALUE_STRING ? Optional.of(StoredText.clean(reader.getText())) : Optional.empty();
            case FLAG -> token.isBoolean() ? Optional.of(token == JsonToken.VALUE_TRUE) : Optional.empty();
            case NUMBER -> isLong(reader) ? Optional.of(reader.getLongValue()) : Optional.empty();
            case TIME -> readTime(reader);
        };
        if (value.isEmpty()) {
            throw new PoisonException("field " + name + " is not " + kind.expected());
        }
        return value.get();
    }

    private static Optional<Instant> readTime(JsonParser reader) throws IOException {
        if (reader.currentToken() == JsonToken.VALUE_STRING) {
            return Timestamps.parse(reader.getText());
        }
        return isLong(reader) ? Timestamps.ofEpochMillis(reader.getLongValue()) : Optional.empty();
    }

    private static boolean isLong(JsonParser reader) throws IOException {
        return reader.currentToken() == JsonToken.VALUE_NUMBER_INT && reader.getNumberType() != NumberType.BIG_INTEGER;
    }

    private static void write(Object value, JsonGenerator writer) throws IOException {
        if (value == null) {
            writer.writeNull();
        } else if (value instanceof String text) {
            writer.writeString(text);
        } else if (value instanceof Boolean flag) {
            writer.writeBoolean(flag);
        } else if (value instanceof Long number) {
            writer.writeNumber(number);
        } else {
            writer.writeNumber(((Instant) value).toEpochMilli());
        }
    }
}
