package gov.va.vro.bie.benchmarks.store;

import gov.va.vro.bie.persister.event.BieEvent;
import gov.va.vro.bie.persister.store.Database;
import gov.va.vro.bie.persister.store.DatabaseException;
import gov.va.vro.bie.persister.store.EventStore;
import java.sql.SQLException;
import java.util.List;

/** The persister's own way. */
final class PersisterStore implements Contender {

    private final PersisterTables tables;
    private final Database database;
    private final int transaction;
    private EventStore store;

    /**
     * @param transaction events in each
     */
    PersisterStore(PersisterTables tables, int transaction) {
        this.transaction = transaction;
        this.tables = tables;
        database = Database.of(tables.server().config(tables.schema()));
        store = new EventStore(database);
    }

    /** What one is called that stores so many events in a transaction. */
    static String name(int transaction) {
        return "persister, " + transaction + " a transaction";
    }

    @Override
    public String name() {
        return name(transaction);
    }

    @Override
    public void clear() throws SQLException {
        tables.clear();
        store = new EventStore(database);
    }

    @Override
    public void store(List<BieEvent> batch) throws DatabaseException {
        for (var from = 0; from < batch.size(); from += transaction) {
            var result = store.store(batch.subList(from, Math.min(from + transaction, batch.size())));
            if (!result.refused().isEmpty()) {
                throw new IllegalStateException(result.refused().get(0).reason());
            }
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
