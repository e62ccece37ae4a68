package gov.va.vro.bie.localstack.demo;

import java.io.IOException;

/** A persister that the demo runs, in one of the two ways in which it may end. Owned by the main thread. */
sealed interface Persister extends AutoCloseable permits OwnPersister, KeptPersister {

    /** Returns when it is subscribed and its database is there; says so for a person. */
    String start() throws IOException, InterruptedException;

    /** Fails by a {@link DemoException} when it has ended though nobody asked it to. */
    void check();

    @Override
    void close();
}
