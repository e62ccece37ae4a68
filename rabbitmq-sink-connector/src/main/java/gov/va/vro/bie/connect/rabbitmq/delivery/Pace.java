package gov.va.vro.bie.connect.rabbitmq.delivery;

import java.time.Duration;
import java.util.OptionalInt;

/**
 * Keeps publishing at or below a rate: each publish, a copy sent again and a try of a held record too, moves the time
 * from which the next one is on schedule by one interval, and nothing is published that is further ahead of the schedule
 * than a small burst. So in any stretch of time there are at most the rate's share and one burst; a rest earns no more
 * than that. A publisher that is woken late, as threads are, catches up within the burst.
 *
 * <p>Times are nanoseconds of the core's clock. Guarded by the lock of {@link Deliveries}.
 */
final class Pace {

    static final Duration BURST = Duration.ofMillis(50);

    private final long interval;
    private final long burst;
    private boolean begun;
    private long onScheduleAt;

    /** @param recordsPerSecond empty: no limit */
    Pace(OptionalInt recordsPerSecond) {
        this.interval = recordsPerSecond.isEmpty()
                ? 0
                : -Math.floorDiv(-Duration.ofSeconds(1).toNanos(), recordsPerSecond.getAsInt());
        this.burst = Math.max(0, BURST.toNanos() - interval);
    }

    boolean admits(long now) {
        return nanosUntilNext(now) <= 0;
    }

    void published(long now) {
        if (interval > 0) {
            onScheduleAt = interval + (begun && now - onScheduleAt < 0 ? onScheduleAt : now);
            begun = true;
        }
    }

    /** How long to wait before the next publish; zero or less when it may go now. */
    long nanosUntilNext(long now) {
        return begun ? onScheduleAt - burst - now : 0;
    }
}
