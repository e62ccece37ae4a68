package gov.va.vro.bie.persister.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * The questions of docs/database.md, in that page's words, and the index that answers each, among a hundred thousand
 * events.
 */
class QueriesIT {

    private static Postgres postgres;

    @BeforeAll
    static void fill() throws Exception {
        postgres = Postgres.start();
        try (var database = Database.of(postgres.config("bie"))) {
            new Schema(database).migrate();
        }
        postgres.execute("INSERT INTO bie.diagnostic_code SELECT (5000 + g)::text FROM generate_series(0, 799) g");
        postgres.execute("""
                INSERT INTO bie.bie_event_ledger
                    (source_topic, source_partition, source_offset, source_timestamp, recorded_at)
                SELECT 't', g % 3, g, 1700000000000 + g * 60000::bigint,
                    timestamptz '2023-11-14 22:13:20+00' + g * interval '1 minute'
                FROM generate_series(1, 100000) g""");
        postgres.execute("""
                INSERT INTO bie.bie_event (uuid, event_type, event_details, event_at, benefit_claim_id, contention_id)
                SELECT uuid, 'contention-updated', jsonb_build_object('ActionName', repeat('x', 600)), recorded_at, source_offset / 10, source_offset / 5
                FROM bie.bie_event_ledger""");
        postgres.execute("""
                INSERT INTO bie.bie_event_to_diagnostic_code
                SELECT uuid, (5000 + source_offset % 800)::text FROM bie.bie_event_ledger""");
        postgres.execute("ANALYZE");
        // As the page says: its names are without their schema.
        postgres.execute("ALTER ROLE CURRENT_USER SET search_path = bie");
    }

    @AfterAll
    static void stopPostgres() throws Exception {
        postgres.close();
    }

    @Test
    void theEventsOfAClaimAreFoundByTheClaimsIndex() throws Exception {
        assertThat(plan(statement("The events of a claim")))
                .contains("bie_event_benefit_claim_id_idx")
                .doesNotContain("Seq Scan");
    }

    @Test
    void theHistoryOfAContentionIsFoundByTheContentionsIndex() throws Exception {
        assertThat(plan(statement("The history of a contention")))
                .contains("bie_event_contention_id_idx")
                .doesNotContain("Seq Scan");
    }

    @Test
    void theEventsWithACodeAreFoundByTheWayBackFromTheCode() throws Exception {
        assertThat(plan(statement("The events with a diagnostic code")))
                .contains("bie_event_to_diagnostic_code_diagnostic_code_idx", "bie_event_pkey")
                .doesNotContain("Seq Scan");
    }

    @Test
    void theFieldsAsColumnsAreFoundByTheSameIndexes() throws Exception {
        assertThat(plan("SELECT action_name, diagnostic_codes FROM bie.bie_event_fields WHERE claim_id = 5000"))
                .contains("bie_event_benefit_claim_id_idx", "bie_event_to_diagnostic_code_pkey")
                .doesNotContain("Seq Scan");
        assertThat(plan("SELECT action_name FROM bie.bie_event_fields WHERE contention_id = 5000"))
                .contains("bie_event_contention_id_idx");
    }

    @Test
    void whatIsMissingOfADayIsFoundByWhenItWasRecorded() throws Exception {
        assertThat(plan("SELECT * FROM bie.bie_event_missing WHERE recorded_at > timestamptz '2024-01-23 06:00:00+00'"))
                .contains("bie_event_ledger_recorded_at_idx", "bie_event_pkey")
                .doesNotContain("Seq Scan on bie_event_ledger", "Seq Scan on bie_event e");
    }

    /** In the statement that deletes them. */
    @Test
    void theOldestEventsAreFoundByThePrimaryKey() throws Exception {
        var doomed = plan(Retention.deletion("bie.", "bie_event", "", 1000)
                        .replaceFirst("\\?", "'00000000-0001-0000-0000-000000000000'")
                        .replaceFirst("\\?", "'018bd000-0000-0000-0000-000000000000'"))
                .replaceFirst("(?s)^.*CTE doomed", "")
                .replaceFirst("(?s)CTE .*$", "");

        assertThat(doomed)
                .contains("using bie_event_pkey on bie_event", "Index Cond")
                .doesNotContain("Seq Scan", "Sort");
    }

    /** What the page has below a question, as somebody copies it. */
    private static String statement(String question) throws Exception {
        var indented = Pattern.compile("(?m)^" + question + ".*:\n\n((?: {4}.*\n)+)")
                .matcher(Files.readString(Path.of("..", "docs", "database.md")));
        assertThat(indented.find()).as(question).isTrue();
        return indented.group(1);
    }

    private static String plan(String sql) throws Exception {
        return String.join("\n", postgres.query("EXPLAIN (COSTS OFF) " + sql));
    }
}
