package gov.va.vro.bie.connect.rabbitmq.delivery;

import java.time.Duration;

/**
 * Whether the partitions may still be believed to be ours. A process that slept (stopped, frozen, swapped out) for
 * longer than its session has lost them to others without knowing, and what it published on waking would come behind
 * what they have sent. So after a silence of the task's thread, shorter than any session that Kafka allows by default,
 * nothing is published until Kafka has had a moment to say so. Guarded by the lock of {@link Deliveries}.
 */
final class Presence {

    static final Duration DOUBT = Duration.ofSeconds(2);
    private static final Duration SILENCE = Duration.ofSeconds(5);

    private final long silence;
    private long seenAt;
    private long certainFrom;

    /** @param longestCommit how long one commit may wait, which is no sleep */
    Presence(long now, Duration longestCommit) {
        var beyondACommit = longestCommit.plus(DOUBT);
        silence = (beyondACommit.compareTo(SILENCE) > 0 ? beyondACommit : SILENCE).toNanos();
        seenAt = now;
        certainFrom = now;
    }

    /** Connect has called. */
    void seen(long now) {
        if (isSilent(now)) {
            certainFrom = now + DOUBT.toNanos();
        }
        seenAt = now;
    }

    /** Connect has just said which partitions are ours. */
    void confirmed(long now) {
        seenAt = now;
        certainFrom = now;
    }

    boolean isCertain(long now) {
        return !isSilent(now) && now - certainFrom >= 0;
    }

    private boolean isSilent(long now) {
        return now - seenAt > silence;
    }
}
