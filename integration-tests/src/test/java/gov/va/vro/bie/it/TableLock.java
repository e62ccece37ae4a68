package gov.va.vro.bie.it;

import static org.awaitility.Awaitility.await;

import gov.va.vro.bie.it.faces.Database;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import org.postgresql.PGConnection;

/**
 * A session of the superuser's that holds a table so that nobody can write to it, in the middle of whose transactions
 * the persister then stands still.
 */
final class TableLock implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private final Database superuser;
    private final Connection session;

    private TableLock(Database superuser, Connection session) {
        this.superuser = superuser;
        this.session = session;
    }

    static TableLock on(Database superuser, String table) throws SQLException {
        var lock = new TableLock(superuser, superuser.connect());
        lock.session.setAutoCommit(false);
        lock.alsoOn(table);
        return lock;
    }

    /** Returns when it has that one too. */
    void alsoOn(String table) throws SQLException {
        execute("LOCK TABLE " + table + " IN EXCLUSIVE MODE");
    }

    /** Returns when a persister waits for it. */
    void awaitPersister() throws SQLException {
        var holder = session.unwrap(PGConnection.class).getBackendPID();
        await("the persister to wait for a lock")
                .atMost(PATIENCE)
                .until(() -> !superuser
                        .query("SELECT pid FROM pg_stat_activity WHERE application_name = 'persister'" + " AND "
                                + holder + " = ANY (pg_blocking_pids(pid))")
                        .isEmpty());
    }

    void execute(String statement) throws SQLException {
        try (var executing = session.createStatement()) {
            executing.execute(statement);
        }
    }

    /** Keeps what it has done, and lets go. */
    void commit() throws SQLException {
        session.commit();
    }

    /** Lets go and takes back what it has done; also where the server has ended the session. */
    @Override
    public void close() throws SQLException {
        session.close();
    }
}
