package gov.va.vro.bie.persister.store;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import gov.va.vro.bie.persister.config.DatabaseConfig;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.logging.Level;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * A small pool of connections: one for storing, one for probes, and two to spare while one that was lost is replaced.
 *
 * <p>Every wait is bounded, but for {@link #unhurried}. Statements are given up after 20 seconds by asking the server, and the socket after 30 by
 * ourselves, so a server that is reachable but dead does not hold the receiving thread, and retries leave no waiting
 * back ends behind.
 */
public final class Database implements AutoCloseable {

    /** Held here, or the setting would be forgotten with the logger. */
    private static final Logger DRIVERS_LOG = Logger.getLogger("org.postgresql");

    static final int STATEMENT_SECONDS = 20;

    private static final int CONNECT_SECONDS = 5;
    private static final int SOCKET_SECONDS = 30;
    private static final int PROBE_SECONDS = 2;
    private static final int POOL_MILLIS = 5_000;

    private final HikariDataSource pool;
    private final DatabaseConfig config;

    private Database(HikariDataSource pool, DatabaseConfig config) {
        this.pool = pool;
        this.config = config;
    }

    /** Does not connect yet: the database need not be there when the service starts. */
    public static Database of(DatabaseConfig config) {
        // It says there what its exceptions say, and those quote data.
        DRIVERS_LOG.setLevel(Level.OFF);
        var hikari = new HikariConfig();
        hikari.setPoolName("persister");
        hikari.setDriverClassName("org.postgresql.Driver");
        hikari.setJdbcUrl(config.url());
        hikari.setUsername(config.user());
        hikari.setPassword(config.password());
        hikari.setMaximumPoolSize(4);
        hikari.setMinimumIdle(1);
        hikari.setConnectionTimeout(POOL_MILLIS);
        hikari.setInitializationFailTimeout(-1);
        hikari.addDataSourceProperty("ApplicationName", "persister");
        hikari.addDataSourceProperty("connectTimeout", Integer.toString(CONNECT_SECONDS));
        hikari.addDataSourceProperty("socketTimeout", Integer.toString(SOCKET_SECONDS));
        hikari.addDataSourceProperty("tcpKeepAlive", "true");
        hikari.addDataSourceProperty("logServerErrorDetail", "false");
        // Prepared on the server at once and kept there, since a connection runs the same few statements all its life.
        hikari.addDataSourceProperty("prepareThreshold", "1");
        return new Database(new HikariDataSource(hikari), config);
    }

    /**
     * Asks the server for a sign of life.
     *
     * @return its version
     */
    public String probe() throws DatabaseException {
        try (var connection = pool.getConnection();
                var statement = connection.createStatement()) {
            statement.setQueryTimeout(PROBE_SECONDS);
            try (var result = statement.executeQuery("SHOW server_version")) {
                result.next();
                return result.getString(1);
            }
        } catch (SQLException e) {
            throw DatabaseException.of(e);
        }
    }

    @Override
    public void close() {
        pool.close();
    }

    /** Of the pool's connections, those that somebody uses. */
    public int connectionsInUse() {
        return pool.getHikariPoolMXBean().getActiveConnections();
    }

    Connection connection() throws SQLException {
        return pool.getConnection();
    }

    /** Keeps {@code connection} from being used again: after a failover it may lead to what is now a replica. */
    void discard(Connection connection) {
        pool.evictConnection(connection);
    }

    DataSource pool() {
        return pool;
    }

    /**
     * Connections of their own for what may take as long as it takes: an index on a large table, cut off after half a
     * minute and begun again, would never be there.
     */
    DataSource unhurried() {
        var source = new PGSimpleDataSource();
        source.setUrl(config.url());
        source.setUser(config.user());
        source.setPassword(config.password());
        source.setApplicationName("persister");
        source.setConnectTimeout(CONNECT_SECONDS);
        source.setTcpKeepAlive(true);
        source.setLogServerErrorDetail(false);
        return source;
    }

    String schema() {
        return config.schema();
    }
}
