package gov.va.vro.bie.connect.rabbitmq.broker;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * The threads on which the client library closes its connections, all daemons. Its own threads may still hand work over
 * when whoever used it has gone, so the pool is never shut down, and ends by being idle.
 */
final class Closers {

    private static final long IDLE_SECONDS = 1;

    private Closers() {}

    static ExecutorService named(String name) {
        return new ThreadPoolExecutor(
                0, Integer.MAX_VALUE, IDLE_SECONDS, TimeUnit.SECONDS, new SynchronousQueue<>(), runnable -> {
                    var thread = new Thread(runnable, name);
                    thread.setDaemon(true);
                    return thread;
                });
    }
}
