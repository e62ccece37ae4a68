package gov.va.vro.bie.persister.receive;

import com.rabbitmq.client.LongString;
import gov.va.vro.bie.persister.event.Coordinates;
import gov.va.vro.bie.persister.event.Message;
import gov.va.vro.bie.persister.event.StoredText;
import gov.va.vro.bie.persister.event.Timestamps;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Date;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Reads what the message contract puts beside the body.
 *
 * <p>Topic, partition and offset count only together: a message that lacks one of them, or has it in another type, is
 * another publisher's.
 */
final class Messages {

    static final String TOPIC = "kafka.topic";
    static final String PARTITION = "kafka.partition";
    static final String OFFSET = "kafka.offset";
    static final String TIMESTAMP = "kafka.timestamp";
    static final String NOTIFIED_AT = "notifiedAt";
    /** Kafka's own limit; a longer name is another publisher's, and may not fit an index. */
    private static final int LONGEST_TOPIC = 249;

    private Messages() {}

    static Message of(Delivery delivery) {
        var headers = delivery.properties().getHeaders() == null
                ? Map.<String, Object>of()
                : delivery.properties().getHeaders();
        return new Message(
                delivery.type(),
                coordinates(headers),
                Optional.ofNullable(delivery.properties().getMessageId()).filter(id -> !id.isEmpty()),
                moment(headers.get(NOTIFIED_AT)),
                delivery.body());
    }

    private static Optional<Coordinates> coordinates(Map<String, Object> headers) {
        var topic = text(headers.get(TOPIC)).filter(name -> !name.isEmpty() && name.length() <= LONGEST_TOPIC);
        var partition = integer(headers.get(PARTITION));
        var offset = integer(headers.get(OFFSET));
        if (topic.isEmpty() || partition.isEmpty() || offset.isEmpty() || partition.get() > Integer.MAX_VALUE) {
            return Optional.empty();
        }
        var timestamp = integer(headers.get(TIMESTAMP));
        return Optional.of(new Coordinates(
                StoredText.clean(topic.get()),
                partition.get().intValue(),
                offset.get(),
                timestamp.map(OptionalLong::of).orElseGet(OptionalLong::empty)));
    }

    /** An integer that is not negative. */
    static Optional<Long> integer(Object value) {
        var integral =
                value instanceof Long || value instanceof Integer || value instanceof Short || value instanceof Byte;
        return integral ? Optional.of(((Number) value).longValue()).filter(number -> number >= 0) : Optional.empty();
    }

    static Optional<Instant> moment(Object value) {
        if (value instanceof Date date) {
            return Timestamps.ofEpochMillis(date.getTime());
        }
        return integer(value)
                .flatMap(Timestamps::ofEpochMillis)
                .or(() -> text(value).flatMap(Timestamps::parse));
    }

    static Optional<String> text(Object value) {
        if (value instanceof LongString text) {
            return Optional.of(new String(text.getBytes(), StandardCharsets.UTF_8));
        }
        return value instanceof String text ? Optional.of(text) : Optional.empty();
    }
}
