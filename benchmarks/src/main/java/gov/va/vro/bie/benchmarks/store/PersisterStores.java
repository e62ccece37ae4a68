package gov.va.vro.bie.benchmarks.store;

import gov.va.vro.bie.benchmarks.Server;
import gov.va.vro.bie.persister.event.BieEvent;
import gov.va.vro.bie.persister.store.DatabaseException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Several instances of the persister that share the queues, so the tables: each a connection and a thread of its own. */
final class PersisterStores implements Contender {

    private final List<PersisterStore> stores = new ArrayList<>();
    private final List<ExecutorService> threads = new ArrayList<>();
    private final List<Future<?>> underWay = new ArrayList<>();
    private int next;

    PersisterStores(Server server, int instances, int transaction) throws DatabaseException {
        var tables = PersisterTables.make(server, "persisters");
        for (var instance = 0; instance < instances; instance++) {
            stores.add(new PersisterStore(tables, transaction));
            threads.add(Executors.newSingleThreadExecutor());
        }
    }

    @Override
    public String name() {
        return stores.size() + " of them, each a connection";
    }

    @Override
    public void clear() throws SQLException {
        for (var store : stores) {
            store.clear();
        }
    }

    @Override
    public void store(List<BieEvent> batch) throws Exception {
        if (underWay.size() == 2 * stores.size()) {
            underWay.remove(0).get();
        }
        var store = stores.get(next);
        underWay.add(threads.get(next).submit(() -> {
            store.store(batch);
            return null;
        }));
        next = (next + 1) % stores.size();
    }

    @Override
    public void finish() throws ExecutionException, InterruptedException {
        for (var batch : underWay) {
            batch.get();
        }
        underWay.clear();
    }

    @Override
    public long rows() throws SQLException {
        return stores.get(0).rows();
    }

    @Override
    public void close() {
        threads.forEach(ExecutorService::shutdownNow);
        stores.forEach(PersisterStore::close);
    }
}
