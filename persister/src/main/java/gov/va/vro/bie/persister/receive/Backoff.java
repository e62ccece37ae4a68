package gov.va.vro.bie.persister.receive;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * Waiting times that double up to a cap, each drawn between half and the whole of it, so that instances which failed
 * together do not come back together. Confined to one thread.
 */
final class Backoff {

    private final Duration first;
    private final Duration cap;
    private final RandomGenerator random;

    private Duration next;

    Backoff(Duration first, Duration cap, RandomGenerator random) {
        this.first = first;
        this.cap = cap;
        this.random = random;
        next = first;
    }

    Duration next() {
        var whole = next.toMillis();
        next = next.multipliedBy(2).compareTo(cap) < 0 ? next.multipliedBy(2) : cap;
        return Duration.ofMillis(whole - random.nextLong(whole / 2 + 1));
    }

    void reset() {
        next = first;
    }
}
