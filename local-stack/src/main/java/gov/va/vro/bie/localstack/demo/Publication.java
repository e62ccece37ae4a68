package gov.va.vro.bie.localstack.demo;

import gov.va.vro.bie.localstack.events.EventGenerator;
import gov.va.vro.bie.localstack.events.EventPublisher;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Publishes the events of a run on a thread of its own, so that they can be watched arriving meanwhile.
 *
 * <p>What Kafka acknowledges is added to the run. The first event that it does not take ends the publishing.
 */
final class Publication {
    private final CompletableFuture<Duration> finished;
    private final AtomicReference<Throwable> failure = new AtomicReference<>();
    private final Run run;
    private volatile boolean stopped;

    private Publication(EventPublisher publisher, EventGenerator generator, long count, Run run) {
        this.run = run;
        finished = new CompletableFuture<>();
        var thread = new Thread(() -> publish(publisher, generator, count), "publication");
        thread.setDaemon(true);
        thread.start();
    }

    static Publication start(EventPublisher publisher, EventGenerator generator, long count, Run run) {
        return new Publication(publisher, generator, count, run);
    }

    /** How many events Kafka has acknowledged. */
    long acknowledged() {
        return run.published().total();
    }

    boolean isGoingOn() {
        return !finished.isDone();
    }

    /** Publishes no more, and returns when what is on its way to Kafka is acknowledged or refused. */
    void stop() {
        stopped = true;
        finished.join();
    }

    /** How long it took from the first event to the last acknowledgement; empty while it goes on. */
    Optional<Duration> took() {
        return Optional.ofNullable(finished.getNow(null));
    }

    /** Why it ended early. */
    Optional<Throwable> failure() {
        return Optional.ofNullable(failure.get());
    }

    private void publish(EventPublisher publisher, EventGenerator generator, long count) {
        long begin = System.nanoTime();
        try {
            for (long sent = 0; sent < count && failure.get() == null && !stopped; sent++) {
                publisher.publish(generator.next()).whenComplete((published, refused) -> {
                    if (refused == null) {
                        run.add(published);
                    } else {
                        failure.compareAndSet(null, refused);
                    }
                });
            }
            publisher.flush();
        } catch (RuntimeException e) {
            failure.compareAndSet(null, e);
        } finally {
            finished.complete(Duration.ofNanos(System.nanoTime() - begin));
        }
    }
}
