package gov.va.vro.bie.it;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static org.awaitility.Awaitility.await;

import gov.va.vro.bie.localstack.events.EventGenerator;
import gov.va.vro.bie.localstack.events.EventPublisher;
import gov.va.vro.bie.localstack.events.PublishedEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;

/** A publisher in the background that sends a steady number of events a second over the five topics, and bursts. */
final class Load implements AutoCloseable {

    static final int PER_SECOND = 300;

    private static final int TICK_MILLIS = 20;

    private final EventPublisher publisher;
    private final EventGenerator generator;
    private final List<CompletableFuture<PublishedEvent>> published = new ArrayList<>();
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();

    private Load(EventPublisher publisher, long seed) {
        this.publisher = publisher;
        this.generator = new EventGenerator(seed);
    }

    static Load start(EventPublisher publisher, long seed) {
        var load = new Load(publisher, seed);
        load.clock.scheduleAtFixedRate(
                () -> load.publish(PER_SECOND * TICK_MILLIS / 1_000), 0, TICK_MILLIS, MILLISECONDS);
        return load;
    }

    /** Returns when it has gone on for so long more. */
    void goOn(int seconds) {
        var enough = count() + seconds * PER_SECOND;
        await("the load").atMost(Duration.ofMinutes(1)).until(() -> count() >= enough);
    }

    /** Sends so many at once, on top, and returns when Kafka has them. */
    void burst(int events) {
        publish(events);
        publisher.flush();
    }

    /** Stops, and returns all that Kafka has acknowledged; each of them must have been. */
    List<PublishedEvent> stop() throws InterruptedException {
        clock.shutdown();
        clock.awaitTermination(10_000, MILLISECONDS);
        publisher.flush();
        return published.stream().map(CompletableFuture::join).toList();
    }

    private synchronized void publish(int events) {
        generator.next(events).forEach(event -> published.add(publisher.publish(event)));
    }

    private synchronized int count() {
        return published.size();
    }

    @Override
    public void close() {
        clock.shutdownNow();
        publisher.close();
    }
}
