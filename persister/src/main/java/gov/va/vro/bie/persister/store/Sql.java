package gov.va.vro.bie.persister.store;

/**
 * The statements, for one schema. Each takes columns as arrays, so that a batch of any size is one round trip and one
 * prepared plan.
 *
 * <p>Moments travel as epoch milliseconds and are turned into timestamptz by the server, in absolute units (hours and
 * milliseconds): neither the JVM's zone nor the session's has a say, and the arithmetic is exact.
 */
final class Sql {

    private final String insertEvents;
    private final String insertCodes;
    private final String insertLinks;

    Sql(String schema) {
        var in = "\"" + schema + "\".";
        insertEvents = """
                INSERT INTO %1$sbie_event (uuid, notified_at, event_type, event_details, event_at, benefit_claim_id,
                    contention_id, classification, source_topic, source_partition, source_offset, source_timestamp)
                SELECT uuid::uuid, %2$s, event_type::%1$sbie_event_type, event_details::jsonb, %3$s, benefit_claim_id,
                    contention_id, classification, source_topic, source_partition, source_offset, %4$s
                FROM unnest(?::text[], ?::bigint[], ?::text[], ?::text[], ?::bigint[], ?::bigint[],
                    ?::bigint[], ?::text[], ?::text[], ?::integer[], ?::bigint[], ?::bigint[])
                    AS t (uuid, notified_at, event_type, event_details, event_at, benefit_claim_id,
                    contention_id, classification, source_topic, source_partition, source_offset, source_timestamp)
                ON CONFLICT (uuid) DO NOTHING
                RETURNING uuid""".formatted(in, moment("notified_at"), moment("event_at"), moment("source_timestamp"));
        insertCodes = """
                INSERT INTO %sdiagnostic_code (code) SELECT code FROM unnest(?::text[]) AS t (code)
                ON CONFLICT (code) DO NOTHING""".formatted(in);
        insertLinks = """
                INSERT INTO %sbie_event_to_diagnostic_code (bie_event_uuid, diagnostic_code)
                SELECT uuid::uuid, code FROM unnest(?::text[], ?::text[]) AS t (uuid, code)
                ON CONFLICT (bie_event_uuid, diagnostic_code) DO NOTHING""".formatted(in);
    }

    String insertEvents() {
        return insertEvents;
    }

    String insertCodes() {
        return insertCodes;
    }

    String insertLinks() {
        return insertLinks;
    }

    /** Counted from 2000, as timestamptz counts: from 1970, its last 30 years would overflow the interval. */
    static String moment(String column) {
        return """
                timestamptz '2000-01-01 00:00:00+00' + (%1$s - 946684800000) / 3600000 * interval '1 hour'
                + (%1$s - 946684800000) %% 3600000 * interval '1 millisecond'""".formatted(column);
    }
}
