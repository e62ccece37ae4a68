package gov.va.vro.bie.persister.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gov.va.vro.bie.persister.config.DatabaseConfig;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class SchemaIT {

    private static final int MIGRATIONS = 3;
    private static final String BLOCKED = "SELECT pid, query_start FROM pg_stat_activity"
            + " WHERE backend_type = 'client backend' AND cardinality(pg_blocking_pids(pid)) > 0";

    private static final Consumer<String> NOBODY = reason -> {};

    private static Postgres postgres;

    @BeforeAll
    static void startPostgres() throws Exception {
        postgres = Postgres.start();
    }

    @AfterAll
    static void stopPostgres() throws Exception {
        postgres.close();
    }

    @Test
    void makesTheSchemaOfTheGivenNameAndDoesNothingTheSecondTime() throws Exception {
        try (var database = Database.of(postgres.config("vro_events"))) {
            var schema = new Schema(database);

            assertThat(schema.pending()).isEqualTo(MIGRATIONS);
            assertThat(schema.migrate()).isEqualTo(MIGRATIONS);
            assertThat(schema.migrate()).isZero();
            assertThat(schema.pending()).isZero();
            assertThat(schema.version()).isEqualTo(Integer.toString(MIGRATIONS));
        }
        assertThat(postgres.query("SELECT count(*) FROM vro_events.bie_event")).containsExactly("0");
    }

    @Test
    void movesIntoASchemaThatOthersUse() throws Exception {
        postgres.execute("CREATE TABLE public.of_somebody_else (id int)");
        try (var database = Database.of(postgres.config("public"))) {
            assertThat(new Schema(database).migrate()).isEqualTo(MIGRATIONS);
        }
        assertThat(postgres.query("SELECT count(*) FROM public.bie_event")).containsExactly("0");
    }

    @Test
    void hasAnIndexForEveryWayToLookSomethingUp() throws Exception {
        try (var database = Database.of(postgres.config("indexed"))) {
            new Schema(database).migrate();
        }
        assertThat(postgres.query("SELECT indexdef FROM pg_indexes WHERE schemaname = 'indexed'"))
                .map(definition -> definition.replaceAll(".* ON indexed\\.(\\w+) USING btree ", "$1"))
                .contains(
                        "bie_event(event_type)",
                        "bie_event(benefit_claim_id)",
                        "bie_event(contention_id)",
                        "bie_event(classification)",
                        "bie_event_to_diagnostic_code(bie_event_uuid, diagnostic_code)",
                        "bie_event_to_diagnostic_code(diagnostic_code)");
    }

    @Test
    void letsSeveralInstancesMigrateAtOnce() throws Exception {
        var threads = Executors.newFixedThreadPool(3);
        try {
            Callable<Integer> instance = () -> {
                try (var database = Database.of(postgres.config("raced"))) {
                    return new Schema(database).migrate();
                }
            };
            var run = 0;
            for (var done :
                    threads.invokeAll(Stream.generate(() -> instance).limit(3).toList())) {
                run += done.get();
            }
            assertThat(run).isEqualTo(MIGRATIONS);
        } finally {
            threads.shutdownNow();
        }
    }

    /** Not over a connection of the pool, whose sockets are given up after 30 s. */
    @Test
    void migratesOverAConnectionThatNothingCutsOff() throws Exception {
        try (var database = Database.of(postgres.config("unhurried"))) {
            migrateBehindALock(
                    database,
                    "unhurried",
                    () -> assertThat(database.connectionsInUse()).isZero());
            try (var connection = database.unhurried().getConnection()) {
                assertThat(connection.getNetworkTimeout()).isZero();
            }
        }
    }

    /** The same statement all the time: Flyway tries one that was cut off again. */
    @Test
    @Tag("faults")
    void letsAMigrationTakeLongerThanAnyStatementMay() throws Exception {
        try (var database = Database.of(postgres.config("slow"))) {
            migrateBehindALock(database, "slow", () -> {
                var statement = postgres.query(BLOCKED);
                TimeUnit.SECONDS.sleep(40);
                assertThat(postgres.query(BLOCKED)).hasSize(1).isEqualTo(statement);
            });
        }
    }

    /** Another session has made the schema and not committed, and so holds up who makes it too. */
    private static void migrateBehindALock(Database database, String schema, Work meanwhile) throws Exception {
        var thread = Executors.newSingleThreadExecutor();
        try (var other = postgres.connect()) {
            other.setAutoCommit(false);
            other.createStatement().execute("CREATE SCHEMA " + schema);
            var migrated = thread.submit(() -> new Schema(database).migrate());
            postgres.awaitBlocked();
            meanwhile.run();
            assertThat(migrated).isNotDone();
            other.rollback();
            assertThat(migrated.get()).isEqualTo(MIGRATIONS);
        } finally {
            thread.shutdownNow();
        }
    }

    private interface Work {
        void run() throws Exception;
    }

    @Test
    void waitsForSomebodyElseWhereItMayNotMigrate() throws Exception {
        try (var database = Database.of(postgres.config("waited_for"))) {
            var schema = new Schema(database);
            var gate = new SchemaGate(schema, false);

            assertThatThrownBy(() -> gate.pass(NOBODY))
                    .isInstanceOf(DatabaseException.class)
                    .hasMessageContaining("run \"persister migrate\"");
            schema.migrate();
            gate.pass(NOBODY);
        }
    }

    @Test
    void saysBeforeItMigratesThatItDoesOrWaitsForWhoeverDoes() throws Exception {
        try (var database = Database.of(postgres.config("announced"))) {
            var schema = new Schema(database);
            var said = new HashMap<String, Integer>();

            new SchemaGate(schema, true).pass(reason -> said.put(reason, pending(schema)));
            new SchemaGate(schema, true).pass(reason -> said.put(reason, pending(schema)));

            assertThat(said)
                    .containsExactly(Map.entry(
                            "database: the schema lacks 3 migrations; migrating, or waiting for whoever does",
                            MIGRATIONS));
        }
    }

    private static int pending(Schema schema) {
        try {
            return schema.pending();
        } catch (DatabaseException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void worksForARoleThatMayOnlyReadAndWrite() throws Exception {
        try (var owner = Database.of(postgres.config("shared"))) {
            new Schema(owner).migrate();
        }
        postgres.execute("CREATE ROLE writer LOGIN PASSWORD 'writer'");
        postgres.execute("GRANT USAGE ON SCHEMA shared TO writer");
        postgres.execute("GRANT SELECT, INSERT, UPDATE ON ALL TABLES IN SCHEMA shared TO writer");
        var shared = postgres.config("shared");
        try (var writer = Database.of(new DatabaseConfig(shared.url(), "writer", "writer", "shared"))) {
            new SchemaGate(new Schema(writer), false).pass(NOBODY);
        }
    }

    @Test
    void saysWhatIsWrongWithTheUrl() {
        var config = new DatabaseConfig(postgres.config("bie").url() + "_none", "postgres", "secret", "bie");
        try (var database = Database.of(config)) {
            assertThatThrownBy(database::probe)
                    .isInstanceOf(DatabaseException.class)
                    .hasMessage("database: there is no such database: check POSTGRES_URL (SQLSTATE 3D000)")
                    .hasNoCause();
        }
    }
}
