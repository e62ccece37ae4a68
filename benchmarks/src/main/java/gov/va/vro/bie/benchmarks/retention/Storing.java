package gov.va.vro.bie.benchmarks.retention;

import gov.va.vro.bie.persister.event.BieEvent;
import gov.va.vro.bie.persister.store.Database;
import gov.va.vro.bie.persister.store.EventStore;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;

/** Stores batches of new events, ten a second, and notes how long each takes. One thread stores, another ends it. */
final class Storing implements Callable<List<Double>> {

    private static final int BATCH = 250;

    private final Database database;
    private final List<BieEvent> events;
    private volatile boolean ended;

    /** @param events none of which is stored yet; it ends with them, or earlier */
    Storing(Database database, List<BieEvent> events) {
        this.database = database;
        this.events = events;
    }

    void end() {
        ended = true;
    }

    /** Milliseconds, in ascending order. */
    @Override
    public List<Double> call() throws Exception {
        var store = new EventStore(database);
        var times = new ArrayList<Double>();
        for (int batch = 0; !ended && batch < events.size() / BATCH; batch++) {
            long begin = System.nanoTime();
            store.store(events.subList(batch * BATCH, (batch + 1) * BATCH));
            times.add((System.nanoTime() - begin) / 1e6);
            Thread.sleep(100);
        }
        Collections.sort(times);
        return times;
    }
}
