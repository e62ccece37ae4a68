package gov.va.vro.bie.persister.event;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/** Builds messages for tests: of the sink, unless said otherwise. */
public final class Messages {

    public static final String TOPIC = "TST_CONTENTION_BIE_CONTENTION_ASSOCIATED_TO_CLAIM_V02";
    public static final long TIMESTAMP = 1_718_220_540_123L;
    public static final Instant NOTIFIED_AT = Instant.parse("2024-06-12T19:29:01.999Z");

    private EventType type = EventType.ASSOCIATED;
    private Optional<Coordinates> coordinates = Optional.of(coordinates(42));
    private Optional<String> messageId = Optional.of(TOPIC + "-0-42");
    private Optional<Instant> notifiedAt = Optional.of(NOTIFIED_AT);
    private byte[] body = new byte[0];

    private Messages() {}

    public static Messages message() {
        return new Messages();
    }

    public static Coordinates coordinates(long offset) {
        return new Coordinates(TOPIC, 0, offset, OptionalLong.of(TIMESTAMP));
    }

    public Messages type(EventType value) {
        type = value;
        return this;
    }

    public Messages from(Coordinates value) {
        coordinates = Optional.of(value);
        return this;
    }

    /** What another publisher sends has neither coordinates nor a header with the instant. */
    public Messages ofAnotherPublisher() {
        coordinates = Optional.empty();
        notifiedAt = Optional.empty();
        messageId = Optional.empty();
        return this;
    }

    public Messages messageId(String value) {
        messageId = Optional.of(value);
        return this;
    }

    public Messages body(String value) {
        return body(value.getBytes(StandardCharsets.UTF_8));
    }

    public Messages body(byte[] value) {
        body = value;
        return this;
    }

    /** The envelope around an event's fields, given as the inside of a JSON object. */
    public Messages event(String fields) {
        return body("{\"topic\": \"" + TOPIC + "\", \"notifiedAt\": \"2024-06-12T19:29 UTC+00:00\", \"event\": {"
                + fields + "}}");
    }

    public Message build() {
        return new Message(type, coordinates, messageId, notifiedAt, body);
    }
}
