package gov.va.vro.bie.benchmarks.store;

import gov.va.vro.bie.benchmarks.Server;
import gov.va.vro.bie.persister.store.Database;
import gov.va.vro.bie.persister.store.DatabaseException;
import gov.va.vro.bie.persister.store.Schema;
import java.sql.SQLException;

/** The persister's tables with all their indexes, in a schema of their own. */
record PersisterTables(Server server, String schema) {

    static PersisterTables make(Server server, String schema) throws DatabaseException {
        try (var database = Database.of(server.config(schema))) {
            new Schema(database).migrate();
        }
        return new PersisterTables(server, schema);
    }

    String table(String name) {
        return schema + "." + name;
    }

    void clear() throws SQLException {
        server.execute("TRUNCATE " + table("bie_event") + ", " + table("diagnostic_code") + ", "
                + table("bie_event_to_diagnostic_code"));
    }

    long rows() throws SQLException {
        return server.count(table("bie_event"));
    }
}
