package gov.va.vro.bie.persister.event;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads the three members around an event; good for one message. */
final class EnvelopeReader {

    /** PostgreSQL's limit for an entry of a B-tree is 2,704 bytes, of which the entry itself takes some. */
    private static final int MOST_INDEXED_BYTES = 2_000;
    /** Room for every code of 38 CFR part 4; each becomes a row, and all of an event's are stored in one transaction. */
    private static final int MOST_CODES_CHARS = 8_000;

    private final Message message;
    private final JsonParser reader;
    private final JsonFactory json;
    private final Set<String> seen = new HashSet<>();

    private Optional<Instant> notifiedAt = Optional.empty();
    private Optional<EventFields> event = Optional.empty();

    EnvelopeReader(Message message, JsonParser reader, JsonFactory json) {
        this.message = message;
        this.reader = reader;
        this.json = json;
    }

    Outcome read() throws IOException, PoisonException {
        if (reader.nextToken() == null) {
            throw new PoisonException("empty");
        }
        if (reader.currentToken() != JsonToken.START_OBJECT) {
            throw new PoisonException("not a JSON object");
        }
        while (reader.nextToken() == JsonToken.FIELD_NAME) {
            var name = reader.currentName();
            reader.nextToken();
            readMember(name);
        }
        if (reader.nextToken() != null) {
            throw new PoisonException("more than one JSON value");
        }
        if (!seen.contains("event")) {
            throw new PoisonException("no member \"event\"");
        }
        return event.isEmpty()
                ? new Outcome.Tombstone()
                : new Outcome.Storable(toEvent(event.get()), event.get().unknown());
    }

    private void readMember(String name) throws IOException, PoisonException {
        switch (name) {
            case "notifiedAt" -> {
                once(name);
                notifiedAt = readNotifiedAt();
            }
            case "event" -> {
                once(name);
                event = readEvent();
            }
            default -> reader.skipChildren();
        }
    }

    private void once(String name) throws PoisonException {
        if (!seen.add(name)) {
            throw new PoisonException("member \"" + name + "\" occurs twice");
        }
    }

    private Optional<Instant> readNotifiedAt() throws IOException {
        return switch (reader.currentToken()) {
            case VALUE_STRING -> Timestamps.parse(reader.getText());
            case VALUE_NUMBER_INT -> Timestamps.parse(reader.getText());
            default -> {
                reader.skipChildren();
                yield Optional.empty();
            }
        };
    }

    private Optional<EventFields> readEvent() throws IOException, PoisonException {
        return switch (reader.currentToken()) {
            case VALUE_NULL -> Optional.empty();
            case START_OBJECT -> Optional.of(EventFields.read(reader, json));
            default -> throw new PoisonException("member \"event\" is not an object");
        };
    }

    private BieEvent toEvent(EventFields fields) throws PoisonException {
        var classification = fields.text(StoredFields.CLASSIFICATION);
        if (classification.isPresent()) {
            requireIndexable(StoredFields.CLASSIFICATION, classification.get());
        }
        var codesText = fields.text(StoredFields.DIAGNOSTIC_CODES);
        if (codesText.isPresent() && codesText.get().length() > MOST_CODES_CHARS) {
            throw new PoisonException("field " + StoredFields.DIAGNOSTIC_CODES + " has more than " + MOST_CODES_CHARS
                    + " characters, which is no list of codes");
        }
        var codes = codesText.map(DiagnosticCodes::of).orElse(List.of());
        for (var code : codes) {
            requireIndexable(StoredFields.DIAGNOSTIC_CODES, code);
        }
        return new BieEvent(
                EventId.of(message),
                message.type(),
                message.coordinates(),
                message.notifiedAt().or(() -> notifiedAt),
                fields.time(StoredFields.EVENT_TIME),
                fields.claimId(),
                fields.contentionId(),
                classification,
                fields.details(),
                codes);
    }

    private static void requireIndexable(String field, String text) throws PoisonException {
        // A char is at most three bytes of UTF-8, so most need no counting.
        if (text.length() > MOST_INDEXED_BYTES / 3
                && text.getBytes(StandardCharsets.UTF_8).length > MOST_INDEXED_BYTES) {
            throw new PoisonException("field " + field + " has more than " + MOST_INDEXED_BYTES
                    + " bytes, which is too long for its index");
        }
    }
}
