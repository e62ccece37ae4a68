package gov.va.vro.bie.persister.ops;

import static org.assertj.core.api.Assertions.assertThat;

import gov.va.vro.bie.persister.event.EventType;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class MetricsTest {

    private static final Instant NOW = Instant.parse("2026-11-26T12:00:00Z");

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final Metrics metrics = new Metrics(registry, Clock.fixed(NOW, ZoneOffset.UTC));

    @Test
    void countsEventsByTypeAndOutcome() {
        metrics.stored(EventType.UPDATED, true, Optional.empty());
        metrics.stored(EventType.UPDATED, true, Optional.empty());
        metrics.stored(EventType.UPDATED, false, Optional.empty());
        metrics.count(EventType.DELETED, EventOutcome.TOMBSTONE);
        metrics.batchDone(4, 2_000_000_000, 0);
        metrics.batchDone(0, 1, 0);

        assertThat(events(EventType.UPDATED, "stored")).isEqualTo(2);
        assertThat(events(EventType.UPDATED, "stored_before")).isEqualTo(1);
        assertThat(events(EventType.DELETED, "tombstone")).isEqualTo(1);
        assertThat(events(EventType.DELETED, "parked")).isZero();
        assertThat(registry.get("persister.batch.messages").summary().count()).isEqualTo(1);
        assertThat(registry.get("persister.batch.duration.seconds").summary().totalAmount())
                .isEqualTo(2);
    }

    @Test
    void measuresTheLatencyOfWhatIsStoredForTheFirstTime() {
        metrics.stored(EventType.UPDATED, true, Optional.of(NOW.minusMillis(1_500)));
        metrics.stored(EventType.UPDATED, false, Optional.of(NOW.minusSeconds(86_400)));

        var latency = registry.get("persister.event.latency.seconds")
                .tag("event_type", "contention-updated")
                .summary();
        assertThat(latency.count()).isEqualTo(1);
        assertThat(latency.totalAmount()).isEqualTo(1.5);
    }

    @Test
    void knowsWhatIsUnacknowledgedUntilTheLinkEnds() {
        metrics.delivered(EventType.UPDATED, false);
        metrics.delivered(EventType.UPDATED, true);
        metrics.delivered(EventType.UPDATED, true);
        metrics.settled(1);

        assertThat(gauge("persister.unacknowledged.messages")).isEqualTo(2);
        assertThat(registry.get("persister.redelivered.messages")
                        .tag("event_type", "contention-updated")
                        .counter()
                        .count())
                .isEqualTo(2);

        metrics.linkEnded();
        assertThat(gauge("persister.unacknowledged.messages")).isZero();
    }

    private double gauge(String name) {
        return registry.get(name).gauge().value();
    }

    private double events(EventType type, String outcome) {
        return registry.get("persister.events")
                .tags("event_type", type.label(), "outcome", outcome)
                .counter()
                .count();
    }
}
