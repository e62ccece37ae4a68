package gov.va.vro.bie.benchmarks.store;

import gov.va.vro.bie.benchmarks.Server;
import gov.va.vro.bie.persister.event.BieEvent;
import gov.va.vro.bie.persister.store.Database;
import gov.va.vro.bie.persister.store.DatabaseException;
import gov.va.vro.bie.persister.store.EventStore;
import java.sql.SQLException;
import java.util.List;

/** The persister's own way. */
final class PersisterStore implements Contender {

    static final String NAME = "persister";

    private final PersisterTables tables;
    private final Database database;
    private EventStore store;

    PersisterStore(Server server) throws DatabaseException {
        tables = PersisterTables.make(server, "persister");
        database = Database.of(server.config(tables.schema()));
        store = new EventStore(database);
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public void clear() throws SQLException {
        tables.clear();
        store = new EventStore(database);
    }

    @Override
    public void store(List<BieEvent> batch) throws DatabaseException {
        var result = store.store(batch);
        if (!result.refused().isEmpty()) {
            throw new IllegalStateException(result.refused().get(0).reason());
        }
    }

    @Override
    public long rows() throws SQLException {
        return tables.rows();
    }

    @Override
    public void close() {
        database.close();
    }
}
