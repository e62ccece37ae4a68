package gov.va.vro.bie.benchmarks.store;

import gov.va.vro.bie.persister.event.BieEvent;
import java.io.IOException;
import java.sql.SQLException;
import java.util.List;

/** One way of bringing events into the database; owns the tables that it fills. */
interface Contender extends AutoCloseable {

    String name();

    /** Once, before all rounds: what is to be stored in each of them. */
    default void prepare(List<BieEvent> workload) throws Exception {}

    /** Leaves its tables empty. */
    void clear() throws Exception;

    /** Stores the round's next batch; when it returns, the batch is committed, or will be when {@link #finish} returns. */
    void store(List<BieEvent> batch) throws Exception;

    default void finish() throws Exception {}

    /** How many rows its table of events has. */
    long rows() throws Exception;

    @Override
    void close() throws IOException, SQLException;
}
