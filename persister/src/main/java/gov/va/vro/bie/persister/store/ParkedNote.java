package gov.va.vro.bie.persister.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.UUID;

/**
 * What the database has noted of a parked message.
 *
 * @param coordinates topic, partition and offset joined by hyphens
 */
public record ParkedNote(
        UUID uuid,
        String eventType,
        Optional<String> coordinates,
        Optional<String> messageId,
        String reason,
        Instant parkedAt,
        Optional<Instant> replayedAt,
        Optional<Instant> discardedAt) {

    /** Whether {@code id} is its uuid or its message id. */
    public boolean isCalled(String id) {
        return uuid.toString().equalsIgnoreCase(id)
                || messageId.filter(id::equals).isPresent();
    }

    static ParkedNote of(ResultSet row) throws SQLException {
        var topic = Optional.ofNullable(row.getString("source_topic"));
        var position = row.getInt("source_partition") + "-" + row.getLong("source_offset");
        return new ParkedNote(
                row.getObject("uuid", UUID.class),
                row.getString("event_type"),
                topic.map(name -> name + "-" + position),
                Optional.ofNullable(row.getString("message_id")),
                row.getString("reason"),
                moment(row, "parked_at").orElseThrow(),
                moment(row, "replayed_at"),
                moment(row, "discarded_at"));
    }

    private static Optional<Instant> moment(ResultSet row, String column) throws SQLException {
        return Optional.ofNullable(row.getObject(column, OffsetDateTime.class)).map(OffsetDateTime::toInstant);
    }
}
