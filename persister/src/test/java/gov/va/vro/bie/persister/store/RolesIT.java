package gov.va.vro.bie.persister.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gov.va.vro.bie.persister.config.DatabaseConfig;
import gov.va.vro.bie.persister.event.EventParser;
import gov.va.vro.bie.persister.event.EventType;
import gov.va.vro.bie.persister.event.Messages;
import gov.va.vro.bie.persister.event.Outcome;
import java.sql.SQLException;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each role does what it is for, and is refused the rest, in a database where PUBLIC may call no function. */
class RolesIT {

    private static final String DENIED = "42501";
    private static final Map<Role, String> ROLES =
            Map.of(Role.PERSISTER, "the_persister", Role.LEDGER, "the_ledger", Role.READER, "the_reader");
    private static final String RECORD = "INSERT INTO bie.bie_event_ledger (source_topic, source_partition,"
            + " source_offset, source_timestamp, event_time) VALUES ('t', 0, 1, 2, 3) ON CONFLICT (source_topic,"
            + " source_partition, source_offset, source_timestamp) DO UPDATE SET event_time = excluded.event_time";

    private static Postgres postgres;

    @BeforeAll
    static void migrateAsTheOwnerAndGrant() throws Exception {
        postgres = Postgres.start();
        postgres.execute(
                "CREATE ROLE the_owner LOGIN PASSWORD 'the_owner'; GRANT CREATE ON DATABASE postgres TO the_owner");
        for (var name : ROLES.values()) {
            postgres.execute("CREATE ROLE " + name + " LOGIN PASSWORD '" + name + "'");
        }
        execute("the_owner", "ALTER DEFAULT PRIVILEGES REVOKE EXECUTE ON FUNCTIONS FROM PUBLIC");
        try (var owner = as("the_owner")) {
            new Schema(owner).migrate();
            new Grants(owner).give(ROLES);
        }
    }

    @AfterAll
    static void stopPostgres() throws Exception {
        postgres.close();
    }

    /** PostgreSQL looks at the rights of who inserts, not of the table's owner. */
    @Test
    void theLedgersConnectorCouldRecordNothingWithoutTheFunctionOfTheGeneratedColumn() throws Exception {
        execute("the_owner", "REVOKE EXECUTE ON FUNCTION bie.bie_event_uuid FROM the_ledger");
        assertDenied("the_ledger", RECORD);

        try (var owner = as("the_owner")) {
            new Grants(owner).give(Map.of(Role.LEDGER, "the_ledger"));
        }
        assertThatCode(() -> execute("the_ledger", RECORD)).doesNotThrowAnyException();
    }

    @Test
    void aPersisterStoresAndParksWithoutMigrating() throws Exception {
        var message = Messages.message()
                .event("\"ClaimId\": 1, \"ContentionId\": 2, \"DiagnosticTypeCode\": \"5003\"")
                .build();
        var event = ((Outcome.Storable) new EventParser().parse(message)).event();
        var parked = new ParkedMessage(
                UUID.randomUUID(), EventType.DELETED, Optional.empty(), Optional.empty(), "no ClaimId");
        try (var persister = as("the_persister")) {
            new SchemaGate(new Schema(persister), false).pass(reason -> {});
            var store = new EventStore(persister);

            assertThat(store.store(List.of(event)).inserted()).hasSize(1);
            assertThat(store.store(List.of(event)).inserted()).isEmpty();
            var parking = new ParkedStore(persister);
            parking.note(List.of(parked));
            parking.note(List.of(parked));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "DELETE FROM bie.bie_event",
                "UPDATE bie.bie_event SET benefit_claim_id = 1",
                "SELECT benefit_claim_id FROM bie.bie_event",
                "DELETE FROM bie.bie_event_parked",
                "DELETE FROM bie.diagnostic_code",
                "SELECT 1 FROM bie.bie_event_ledger",
                "SELECT bie.bie_event_uuid('t', 0, 1, 2)",
                RECORD,
                "INSERT INTO bie.flyway_schema_history SELECT * FROM bie.flyway_schema_history",
                "CREATE TABLE bie.mine (id int)",
                "ALTER TABLE bie.bie_event ADD COLUMN mine int",
                "TRUNCATE bie.bie_event_parked",
                "DROP TABLE bie.bie_event"
            })
    void aPersisterNeitherDeletesNorRewritesNorMigrates(String sql) {
        assertDenied("the_persister", sql);
    }

    @Test
    void theLedgersConnectorRecordsARecordTwice() {
        assertThatCode(() -> execute("the_ledger", RECORD)).doesNotThrowAnyException();
        assertThatCode(() -> execute("the_ledger", RECORD)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT 1 FROM bie.bie_event",
                "SELECT 1 FROM bie.bie_event_parked",
                "SELECT 1 FROM bie.bie_event_missing",
                "SELECT 1 FROM bie.flyway_schema_history",
                "SELECT bie.bie_event_moment(0)",
                "INSERT INTO bie.diagnostic_code VALUES ('5003')",
                "DELETE FROM bie.bie_event_ledger",
                "TRUNCATE bie.bie_event_ledger",
                "ALTER TABLE bie.bie_event_ledger ADD COLUMN claim bigint",
                "CREATE TABLE bie.mine (id int)"
            })
    void theLedgersConnectorSeesNoEventAndMakesNoTable(String sql) {
        assertDenied("the_ledger", sql);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT 1 FROM bie.bie_event JOIN bie.bie_event_to_diagnostic_code ON bie_event_uuid = uuid",
                "SELECT * FROM bie.bie_event_fields",
                "SELECT 1 FROM bie.diagnostic_code",
                "SELECT 1 FROM bie.bie_event_parked",
                "SELECT 1 FROM bie.bie_event_ledger",
                "SELECT 1 FROM bie.bie_event_ledger_state",
                "SELECT 1 FROM bie.bie_event_ledger_summary",
                "SELECT 1 FROM bie.bie_event_missing",
                "SELECT bie.bie_event_uuid('t', 0, 1, 2)"
            })
    void aReaderReadsEventsAndLedger(String sql) {
        assertThatCode(() -> execute("the_reader", sql)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "INSERT INTO bie.diagnostic_code VALUES ('5003')",
                "UPDATE bie.bie_event_parked SET discarded_at = now()",
                "DELETE FROM bie.bie_event",
                "SELECT 1 FROM bie.flyway_schema_history",
                RECORD,
                "CREATE TABLE bie.mine (id int)"
            })
    void aReaderWritesNothing(String sql) {
        assertDenied("the_reader", sql);
    }

    /** The table of docs/database.md, cell by cell; what everybody may counts as well. */
    @Test
    void eachRoleHasThesePrivilegesAndNoOther() throws Exception {
        assertThat(postgres.query("""
                        SELECT coalesce(rolname, 'everybody'), name, string_agg(privilege_type, ' ' ORDER BY privilege_type)
                        FROM (
                            SELECT relname AS name, relacl AS acl FROM pg_class WHERE relnamespace = 'bie'::regnamespace
                            UNION ALL
                            SELECT relname || '.' || attname, attacl FROM pg_attribute JOIN pg_class c ON c.oid = attrelid
                            WHERE relnamespace = 'bie'::regnamespace
                            UNION ALL
                            SELECT proname, coalesce(proacl, acldefault('f', proowner)) FROM pg_proc
                            WHERE pronamespace = 'bie'::regnamespace
                            UNION ALL
                            SELECT 'schema', nspacl FROM pg_namespace WHERE nspname = 'bie'
                        ) granted, aclexplode(acl) LEFT JOIN pg_roles ON pg_roles.oid = grantee
                        WHERE rolname IS DISTINCT FROM 'the_owner' GROUP BY 1, 2"""))
                .containsExactlyInAnyOrder(
                        "the_persister|schema|USAGE",
                        "the_persister|bie_event|INSERT",
                        "the_persister|bie_event.uuid|SELECT",
                        "the_persister|diagnostic_code|INSERT SELECT",
                        "the_persister|bie_event_to_diagnostic_code|INSERT SELECT",
                        "the_persister|bie_event_parked|INSERT SELECT UPDATE",
                        "the_persister|flyway_schema_history|SELECT",
                        "the_ledger|schema|USAGE",
                        "the_ledger|bie_event_ledger|INSERT SELECT UPDATE",
                        "the_ledger|bie_event_uuid|EXECUTE",
                        "the_reader|schema|USAGE",
                        "the_reader|bie_event|SELECT",
                        "the_reader|bie_event_fields|SELECT",
                        "the_reader|diagnostic_code|SELECT",
                        "the_reader|bie_event_to_diagnostic_code|SELECT",
                        "the_reader|bie_event_parked|SELECT",
                        "the_reader|bie_event_ledger|SELECT",
                        "the_reader|bie_event_ledger_state|SELECT",
                        "the_reader|bie_event_ledger_summary|SELECT",
                        "the_reader|bie_event_missing|SELECT",
                        "the_reader|bie_event_moment|EXECUTE",
                        "the_reader|bie_event_uuid|EXECUTE");
    }

    @Test
    void theOwnerIsNoSuperuser() {
        assertDenied("the_owner", "CREATE ROLE another");
    }

    @Test
    void takesAwayWhatARoleHadBeyondItsNeeds() throws Exception {
        postgres.execute("GRANT DELETE ON bie.bie_event TO the_reader; GRANT CREATE ON SCHEMA bie TO the_reader;"
                + " GRANT EXECUTE ON FUNCTION bie.bie_event_moment TO the_ledger");
        try (var owner = as("the_owner")) {
            new Grants(owner).give(Map.of(Role.READER, "the_reader", Role.LEDGER, "the_ledger"));
        }
        // A superuser's grants on another's table count as the owner's.
        assertDenied("the_reader", "DELETE FROM bie.bie_event");
        assertDenied("the_reader", "CREATE TABLE bie.mine (id int)");
        assertDenied("the_ledger", "SELECT bie.bie_event_moment(0)");
    }

    @Test
    void refusesARoleThatIsNotThereOrHasEverything() {
        try (var owner = as("the_owner")) {
            assertThatThrownBy(() -> new Grants(owner).give(Map.of(Role.READER, "nobody")))
                    .isInstanceOf(DatabaseException.class)
                    .hasMessageContaining("there is no role \"nobody\"");
            assertThatThrownBy(() -> new Grants(owner).give(Map.of(Role.READER, "the_owner")))
                    .isInstanceOf(DatabaseException.class)
                    .hasMessageContaining("name another");
        }
    }

    @Test
    void givesNobodyAnythingWhereOneOfThemIsNotThere() throws Exception {
        postgres.execute("CREATE ROLE the_first LOGIN PASSWORD 'the_first'");
        var roles = new EnumMap<Role, String>(Map.of(Role.LEDGER, "the_first", Role.READER, "nobody"));

        try (var owner = as("the_owner")) {
            assertThatThrownBy(() -> new Grants(owner).give(roles)).isInstanceOf(DatabaseException.class);
        }
        assertDenied("the_first", RECORD);
    }

    /** Else a new one would have whatever privileges somebody once gave away, and no role that needs it. */
    @Test
    void knowsEveryTableAndView() throws Exception {
        assertThat(postgres.query("SELECT relname FROM pg_class WHERE relnamespace = 'bie'::regnamespace"
                        + " AND relkind IN ('r', 'p', 'v', 'm') ORDER BY relname"))
                .containsExactlyElementsOf(Role.relations());
    }

    @Test
    void knowsEveryFunction() throws Exception {
        assertThat(postgres.query(
                        "SELECT proname FROM pg_proc WHERE pronamespace = 'bie'::regnamespace ORDER BY proname"))
                .containsExactlyElementsOf(Role.functions());
    }

    private static void assertDenied(String role, String sql) {
        assertThatThrownBy(() -> execute(role, sql))
                .isInstanceOfSatisfying(
                        SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo(DENIED));
    }

    private static void execute(String role, String sql) throws SQLException {
        try (var database = as(role);
                var connection = database.connection();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static Database as(String role) {
        return Database.of(new DatabaseConfig(postgres.config("bie").url(), role, role, "bie"));
    }
}
