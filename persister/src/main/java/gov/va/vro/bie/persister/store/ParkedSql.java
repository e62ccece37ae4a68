package gov.va.vro.bie.persister.store;

/**
 * The statements about parked messages, for one schema.
 *
 * <p>Who parked a message last is right: parking it again makes it a waiting one again, whatever became of it before.
 * And what an operator does to a message is written only over the note that he saw, so that one which was parked again
 * meanwhile stays a waiting one.
 */
final class ParkedSql {

    private static final String ROWS = """
            SELECT DISTINCT ON (uuid) uuid::uuid, event_type::%1$sbie_event_type, source_topic, source_partition,
                source_offset, %2$s, message_id, reason%3$s
            FROM unnest(?::text[], ?::text[], ?::text[], ?::integer[], ?::bigint[], ?::bigint[], ?::text[],
                ?::text[]%4$s) AS t (uuid, event_type, source_topic, source_partition, source_offset,
                source_timestamp, message_id, reason%5$s)
            ORDER BY uuid
            """;

    private final String in;

    ParkedSql(String schema) {
        in = "\"" + schema + "\".";
    }

    String note() {
        return """
                INSERT INTO %1$sbie_event_parked (uuid, event_type, source_topic, source_partition, source_offset,
                    source_timestamp, message_id, reason)
                %2$s
                ON CONFLICT (uuid) DO UPDATE
                    SET reason = excluded.reason, parked_at = now(), replayed_at = NULL, discarded_at = NULL""".formatted(in, rows("", "", ""));
    }

    /** Sets one of the two columns in which an operator's doing is noted, and empties the other. */
    String settle(String column, String other) {
        return """
                INSERT INTO %1$sbie_event_parked AS parked (uuid, event_type, source_topic, source_partition,
                    source_offset, source_timestamp, message_id, reason, parked_at, %3$s)
                %2$s
                ON CONFLICT (uuid) DO UPDATE
                    SET %3$s = excluded.%3$s, %4$s = NULL WHERE parked.parked_at = excluded.parked_at""".formatted(
                in, rows(", coalesce(seen::timestamptz, now()), now()", ", ?::text[]", ", seen"), column, other);
    }

    /** Of these notes only, as they were seen. */
    String discardNotes() {
        return """
                UPDATE %sbie_event_parked AS parked SET discarded_at = now(), replayed_at = NULL
                FROM unnest(?::text[], ?::text[]) AS seen (uuid, parked_at)
                WHERE parked.uuid = seen.uuid::uuid AND parked.parked_at = seen.parked_at::timestamptz""".formatted(in);
    }

    String all() {
        return notes("true");
    }

    /** Of which one of these is the message id, or one of the others the uuid. */
    String waiting() {
        return notes("replayed_at IS NULL AND discarded_at IS NULL"
                + " AND (message_id = ANY (?::text[]) OR uuid::text = ANY (?::text[]))");
    }

    String ofMessages() {
        return notes("uuid = ANY (?::text[]::uuid[])");
    }

    private String notes(String condition) {
        return """
                SELECT uuid, event_type, source_topic, source_partition, source_offset, message_id, reason, parked_at,
                    replayed_at, discarded_at
                FROM %sbie_event_parked
                WHERE %s
                ORDER BY uuid""".formatted(in, condition);
    }

    private String rows(String selected, String array, String name) {
        return ROWS.formatted(in, Sql.moment("source_timestamp"), selected, array, name);
    }
}
