package gov.va.vro.bie.benchmarks.retention;

import gov.va.vro.bie.benchmarks.Server;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;

/**
 * A year of events in the persister's tables, with a code each and their rows of the ledger, made by the server itself:
 * five to a contention, two contentions to a claim.
 */
final class YearOfEvents {

    private static final Instant END = Instant.parse("2024-06-12T00:00:00Z");

    private final long count;
    private final long stepMillis;

    YearOfEvents(long count) {
        this.count = count;
        this.stepMillis = Duration.ofDays(365).toMillis() / count;
    }

    /** Before which so many percent of the events are. */
    Instant before(int percent) {
        return END.minusMillis(stepMillis * (count - count * percent / 100));
    }

    void fill(Server server) throws SQLException {
        server.execute("SET search_path = bie; SET maintenance_work_mem = '256MB';"
                + " INSERT INTO diagnostic_code SELECT (5000 + g)::text FROM generate_series(0, 299) g;"
                + ledger() + events() + links() + "ANALYZE;");
        // Each by itself: VACUUM refuses company.
        server.execute("VACUUM bie.bie_event");
        server.execute("VACUUM bie.bie_event_ledger");
    }

    private String ledger() {
        return """
                INSERT INTO bie_event_ledger
                    (source_topic, source_partition, source_offset, source_timestamp, event_time, recorded_at)
                SELECT 'TST_CONTENTION_BIE_CONTENTION_UPDATED_V02', g %% 3, g / 3, millis, millis - 500,
                    to_timestamp(millis / 1000.0)
                FROM (SELECT g, %d - (%d - g) * %d AS millis FROM generate_series(1, %2$d::bigint) g) t;
                """.formatted(END.toEpochMilli(), count, stepMillis);
    }

    private static String events() {
        return """
                INSERT INTO bie_event (uuid, notified_at, event_type, event_details, event_at, benefit_claim_id,
                    contention_id, classification, source_topic, source_partition, source_offset, source_timestamp)
                SELECT uuid, recorded_at, 'contention-updated', jsonb_build_object('ActionName', 'Update Contention',
                    'ActionResultName', 'SUCCESS', 'AutomationIndicator', false, 'BenefitClaimTypeCode', '010INCR',
                    'ClaimId', claim, 'ContentionId', contention, 'ContentionStatusTypeCode', 'Open',
                    'ContentionTypeCode', 'INC', 'CurrentLifecycleStatus', 'Open', 'DateAdded', event_time,
                    'DateUpdated', event_time, 'EventTime', event_time, 'JournalStatusTypeCode', 'A',
                    'BieTs', event_time, 'SourceTs', event_time, 'ConnectorTs', event_time),
                    recorded_at, claim, contention, 'Class ' || contention % 40, source_topic, source_partition,
                    source_offset, recorded_at
                FROM (SELECT *, 500000000 + source_offset * 3 / 5 AS contention, 600000000 + source_offset * 3 / 10 AS claim
                    FROM bie_event_ledger) t;
                """;
    }

    private static String links() {
        return "INSERT INTO bie_event_to_diagnostic_code SELECT uuid, (5000 + source_offset % 300)::text FROM bie_event;";
    }
}
