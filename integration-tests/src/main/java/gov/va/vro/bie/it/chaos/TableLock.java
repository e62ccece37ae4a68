package gov.va.vro.bie.it.chaos;

import gov.va.vro.bie.it.faults.Fault;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** A session of somebody else's that holds a table, and then lets go of it; readers are not kept out. */
final class TableLock implements Fault {

    private static final List<String> TABLES =
            List.of("bie_event", "diagnostic_code", "bie_event_to_diagnostic_code", "bie_event_parked");

    private final Tables tables;
    private final String table;
    private Connection holder;

    TableLock(Tables tables, int choice) {
        this.tables = tables;
        this.table = TABLES.get(choice % TABLES.size());
    }

    @Override
    public void begin() throws SQLException {
        holder = tables.connect();
        holder.setAutoCommit(false);
        try (var statement = holder.createStatement()) {
            statement.execute("LOCK TABLE " + table + " IN EXCLUSIVE MODE");
        }
    }

    /** Another fault may have ended the session before. */
    @Override
    public void end() throws SQLException {
        holder.close();
    }
}
