package gov.va.vro.bie.persister.ops;

import gov.va.vro.bie.persister.event.EventType;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What the service counts and measures while it works. Every meter is made here, once, and used without a look-up; a
 * test holds docs/persister-metrics.md to it.
 *
 * <p>What becomes of single events is added up in plain fields and handed on once a batch, so an event costs an
 * increment and one recording of its latency. Called by the receiving thread; {@link #delivered} by the broker's
 * client, and the gauges are read by whoever collects.
 */
public final class Metrics {

    static final String LATENCY = "persister.event.latency.seconds";

    private static final double NANOS = 1e9;
    private static final double MILLIS = 1e3;

    private final Clock clock;
    private final Map<EventType, Map<EventOutcome, Tally>> events = new EnumMap<>(EventType.class);
    private final Map<EventType, Tally> unknownFields = new EnumMap<>(EventType.class);
    private final Map<EventType, DistributionSummary> latency = new EnumMap<>(EventType.class);
    private final Map<EventType, LatencyLines> latencyLines = new EnumMap<>(EventType.class);
    private final Map<EventType, Counter> redeliveries = new EnumMap<>(EventType.class);
    private final DistributionSummary batchEvents;
    private final DistributionSummary batchSeconds;
    private final DistributionSummary commitSeconds;
    private final Counter databaseFailures;
    private final Counter linksLost;
    private final AtomicLong unacknowledged = new AtomicLong();
    private final AtomicLong waitingToBeParked = new AtomicLong();

    public Metrics(MetricsBackends backends, Clock clock) {
        this(backends.registry(), clock);
        for (var type : EventType.values()) {
            backends.latencyLines(type).ifPresent(lines -> latencyLines.put(type, lines));
        }
    }

    public Metrics(MeterRegistry registry, Clock clock) {
        this.clock = clock;
        for (var type : EventType.values()) {
            events.put(type, tallies(registry, type));
            unknownFields.put(
                    type,
                    new Tally(Counter.builder("persister.unknown.field.events")
                            .description("Events with at least one field that is not known here, which is not stored")
                            .tag("event_type", type.label())
                            .register(registry)));
            latency.put(
                    type,
                    DistributionSummary.builder(LATENCY)
                            .description("From notifiedAt to the commit, of each event stored for the first time")
                            .tag("event_type", type.label())
                            .register(registry));
            redeliveries.put(
                    type,
                    Counter.builder("persister.redelivered.messages")
                            .description("Deliveries that the broker marks as not the first")
                            .tag("event_type", type.label())
                            .register(registry));
        }
        batchEvents = DistributionSummary.builder("persister.batch.messages")
                .description("Messages taken into one batch")
                .register(registry);
        batchSeconds = DistributionSummary.builder("persister.batch.duration.seconds")
                .description("From taking a batch to its acknowledgement")
                .register(registry);
        commitSeconds = DistributionSummary.builder("persister.commit.duration.seconds")
                .description("Writing a batch and its commit, the attempt that succeeded")
                .register(registry);
        databaseFailures = Counter.builder("persister.database.failures")
                .description("Attempts that the database failed, each repeated until it succeeds")
                .register(registry);
        linksLost = Counter.builder("persister.broker.failures")
                .description("Connections lost, and attempts to connect that failed; each is followed by another")
                .register(registry);
        Gauge.builder("persister.unacknowledged.messages", unacknowledged, AtomicLong::doubleValue)
                .description("Messages that were delivered and not acknowledged yet")
                .register(registry);
        Gauge.builder("persister.parking.waiting.messages", waitingToBeParked, AtomicLong::doubleValue)
                .description("Messages that can never be stored and could not be parked yet")
                .register(registry);
    }

    /** A message was delivered. Any thread. */
    public void delivered(EventType type, boolean again) {
        unacknowledged.incrementAndGet();
        if (again) {
            redeliveries.get(type).increment();
        }
    }

    /** That many more were acknowledged, or given back. Any thread. */
    public void settled(long messages) {
        unacknowledged.addAndGet(-messages);
    }

    /** The link has ended, and with it everything that was unacknowledged on it. */
    public void linkEnded() {
        unacknowledged.set(0);
        waitingToBeParked.set(0);
    }

    public void linkLost() {
        linksLost.increment();
    }

    public void databaseFailed() {
        databaseFailures.increment();
    }

    /** An event's transaction is committed. */
    public void stored(EventType type, boolean isNew, Optional<Instant> notifiedAt) {
        count(type, isNew ? EventOutcome.STORED : EventOutcome.STORED_BEFORE);
        if (isNew) {
            notifiedAt.ifPresent(at ->
                    took(type, Math.max(0, Duration.between(at, clock.instant()).toMillis())));
        }
    }

    private void took(EventType type, long millis) {
        latency.get(type).record(millis / MILLIS);
        var lines = latencyLines.get(type);
        if (lines != null) {
            lines.add(millis);
        }
    }

    public void count(EventType type, EventOutcome outcome) {
        events.get(type).get(outcome).more++;
    }

    /** An event that was taken in has at least one field that is not known here. */
    public void hasUnknownFields(EventType type) {
        unknownFields.get(type).more++;
    }

    /** A batch of at least one message was written and committed. */
    public void committed(long nanos) {
        commitSeconds.record(nanos / NANOS);
    }

    /** A batch is done, or, of no message, a look at what waits to be parked. */
    public void batchDone(int messages, long nanos, int stillToBeParked) {
        if (messages > 0) {
            batchEvents.record(messages);
            batchSeconds.record(nanos / NANOS);
        }
        waitingToBeParked.set(stillToBeParked);
        events.values().forEach(tallies -> tallies.values().forEach(Tally::handOn));
        unknownFields.values().forEach(Tally::handOn);
        latencyLines.values().forEach(LatencyLines::handOn);
    }

    private static Map<EventOutcome, Tally> tallies(MeterRegistry registry, EventType type) {
        var tallies = new EnumMap<EventOutcome, Tally>(EventOutcome.class);
        for (var outcome : EventOutcome.values()) {
            tallies.put(
                    outcome,
                    new Tally(Counter.builder("persister.events")
                            .description("Messages by what became of them")
                            .tag("event_type", type.label())
                            .tag("outcome", outcome.label())
                            .register(registry)));
        }
        return tallies;
    }

    private static final class Tally {

        private final Counter counter;
        private int more;

        Tally(Counter counter) {
            this.counter = counter;
        }

        void handOn() {
            if (more > 0) {
                counter.increment(more);
                more = 0;
            }
        }
    }
}
