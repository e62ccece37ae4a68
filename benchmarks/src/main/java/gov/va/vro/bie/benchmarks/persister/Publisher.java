package gov.va.vro.bie.benchmarks.persister;

import java.io.IOException;
import java.time.Duration;

/** Sends events on, with the moment of sending as the record's timestamp. */
interface Publisher extends AutoCloseable {

    /** Evenly spread; returns when all are acknowledged. */
    void publish(int perSecond, Duration duration) throws Exception;

    /** As fast as they are acknowledged. */
    void publish(int count) throws Exception;

    int published();

    @Override
    void close() throws IOException;
}
