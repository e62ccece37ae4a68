package gov.va.vro.bie.connect.rabbitmq.broker;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Waits between attempts: each twice as long as the one before, up to a bound, and each drawn from the upper half of that
 * length, so that many tasks do not come back to a broker in step.
 */
final class Backoff {

    private final long first;
    private final long longest;
    private long next;

    Backoff(Duration first, Duration longest) {
        this.first = first.toMillis();
        this.longest = longest.toMillis();
        reset();
    }

    Duration next() {
        var length = next;
        next = Math.min(longest, 2 * length);
        return Duration.ofMillis(length / 2 + ThreadLocalRandom.current().nextLong(length / 2 + 1));
    }

    void reset() {
        next = first;
    }
}
