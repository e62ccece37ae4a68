package gov.va.vro.bie.persister.cli;

import static org.assertj.core.api.Assertions.assertThat;

import gov.va.vro.bie.persister.Persister;
import gov.va.vro.bie.persister.store.Postgres;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class CommandsIT {

    private static Postgres postgres;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final Map<String, String> environment = new HashMap<>();

    @BeforeAll
    static void startPostgres() throws Exception {
        postgres = Postgres.start();
    }

    @AfterAll
    static void stopPostgres() throws Exception {
        postgres.close();
    }

    @Test
    void migratesWithNothingButTheDatabasesSettings() {
        environment.putAll(database("migrated"));

        assertThat(execute("migrate")).isZero();
        assertThat(execute("migrate")).isZero();
        assertThat(out.toString().lines())
                .containsExactly(
                        "Schema \"migrated\": 3 migrations missing; migrating, or waiting for whoever does",
                        "Schema \"migrated\": 3 migrations run, now at version 3",
                        "Schema \"migrated\": 0 migrations run, now at version 3");
    }

    @Test
    void givesTheRolesThatItIsToldTheirPrivileges() throws Exception {
        environment.putAll(database("granted"));
        postgres.execute("CREATE ROLE somebody");

        assertThat(execute("migrate", "--reader-role", "somebody")).isZero();
        assertThat(out.toString()).contains("Role \"somebody\" has what a reader needs");
        assertThat(postgres.query("SELECT has_table_privilege('somebody', 'granted.bie_event', 'SELECT')"))
                .containsExactly("t");
        assertThat(execute("migrate", "--reader-role", "nobody")).isEqualTo(5);
        assertThat(err.toString()).contains("there is no role \"nobody\"");
    }

    @Test
    void refusesOneRoleForTwoPurposesBeforeItChangesAnything() throws Exception {
        environment.putAll(database("twice"));
        postgres.execute("CREATE ROLE dual_purpose");

        assertThat(execute("migrate", "--persister-role", "dual_purpose", "--reader-role", "dual_purpose"))
                .isEqualTo(2);
        assertThat(err.toString()).contains("role \"dual_purpose\" is named twice");
        assertThat(postgres.query("SELECT nspname FROM pg_namespace WHERE nspname = 'twice'"))
                .isEmpty();
    }

    @Test
    void endsWithFourWhereThereIsNoSuchDatabase() {
        environment.putAll(database("nowhere"));
        environment.put("POSTGRES_URL", environment.get("POSTGRES_URL") + "_none");

        assertThat(execute("migrate")).isEqualTo(4);
        assertThat(err.toString())
                .isEqualTo("persister: database: there is no such database: check POSTGRES_URL (SQLSTATE 3D000)"
                        + System.lineSeparator());
    }

    @Test
    void endsWithFourWhereTheDatabaseCannotBeReached() throws Exception {
        environment.putAll(database("nowhere"));
        environment.put("POSTGRES_URL", "jdbc:postgresql://127.0.0.1:" + closedPort() + "/postgres");

        assertThat(execute("forget", "--older-than", "P400D")).isEqualTo(4);
        assertThat(err.toString()).contains("it cannot be reached").doesNotContain("Exception");
    }

    @Test
    void endsWithFiveWhereItMayNotMigrate() throws Exception {
        postgres.execute("CREATE ROLE may_nothing LOGIN PASSWORD 'nothing'");
        environment.putAll(database("nowhere"));
        environment.put("POSTGRES_USER", "may_nothing");
        environment.put("POSTGRES_PASSWORD", "nothing");

        assertThat(execute("migrate")).isEqualTo(5);
        assertThat(err.toString())
                .startsWith("persister: schema \"nowhere\" cannot be migrated; database: the role lacks a privilege");
    }

    @Test
    void checksEverythingAndEndsWithTheCodeOfTheFirstThatIsWrong() throws Exception {
        environment.putAll(database("unchecked"));
        environment.putAll(Map.of(
                "RABBITMQ_ADDRESSES", "127.0.0.1:" + closedPort(),
                "RABBITMQ_USERNAME", "guest",
                "RABBITMQ_PASSWORD", "secret"));

        assertThat(execute("check")).isEqualTo(3);
        assertThat(out.toString().lines())
                .satisfiesExactly(
                        line -> assertThat(line).startsWith("ok      configuration"),
                        line -> assertThat(line).startsWith("FAILED  broker").contains("connection refused"),
                        line -> assertThat(line).startsWith("ok      database").contains("PostgreSQL 17"),
                        line -> assertThat(line)
                                .startsWith("FAILED  migrations")
                                .contains("persister migrate"),
                        line -> assertThat(line).startsWith("-       policies").contains("RABBITMQ_MANAGEMENT_URL"));
        assertThat(out.toString()).doesNotContain("secret");
        assertThat(postgres.query("SELECT 1 FROM pg_namespace WHERE nspname = 'unchecked'"))
                .isEmpty();
    }

    @Test
    void checkSaysThatTheConfigurationIsWrongBeforeItSaysWhatIs() {
        assertThat(execute("check")).isEqualTo(2);
        assertThat(out.toString().lines())
                .singleElement()
                .asString()
                .startsWith("FAILED  configuration")
                .endsWith("nothing else was looked at");
        assertThat(err.toString()).contains("RABBITMQ_USERNAME");
    }

    private static Map<String, String> database(String schema) {
        var config = postgres.config(schema);
        return Map.of(
                "POSTGRES_URL", config.url(),
                "POSTGRES_USER", config.user(),
                "POSTGRES_PASSWORD", config.password(),
                "POSTGRES_SCHEMA", config.schema());
    }

    private static int closedPort() throws Exception {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private int execute(String... arguments) {
        return Persister.commandLine(environment)
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(arguments);
    }
}
