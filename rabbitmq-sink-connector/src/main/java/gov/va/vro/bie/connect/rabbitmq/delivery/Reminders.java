package gov.va.vro.bie.connect.rabbitmq.delivery;

import java.time.Duration;

/**
 * Says again, at growing intervals, what waits for the broker: an alarm, and each partition that is held. The intervals
 * grow with the age of what is said, so that a long outage does not fill the log. Guarded by the lock of {@link
 * Deliveries}.
 */
final class Reminders {

    static final long FIRST = Duration.ofSeconds(10).toNanos();
    static final long LONGEST = Duration.ofMinutes(10).toNanos();

    private final LinkHealth health;
    private final Turns turns;
    private final DeliveryListener listener;
    private String alarm = "";
    private long alarmDueAt;

    Reminders(LinkHealth health, Turns turns, DeliveryListener listener) {
        this.health = health;
        this.turns = turns;
        this.listener = listener;
    }

    void alarmRaised(String reason, long now) {
        alarm = reason;
        alarmDueAt = now + FIRST;
        listener.blocked(reason, Duration.ZERO);
    }

    void alarmLifted(long now) {
        listener.unblocked(Duration.ofNanos(now - health.blockedAt()));
    }

    /** Says what is due; while there is no link, that says enough. */
    void give(long now) {
        if (!health.isUp()) {
            return;
        }
        if (health.isBlocked() && now - alarmDueAt >= 0) {
            var age = now - health.blockedAt();
            alarmDueAt = now + Math.min(age, LONGEST);
            listener.blocked(alarm, Duration.ofNanos(age));
        }
        turns.all().forEach(partition -> give(partition, now));
    }

    private void give(PartitionProgress partition, long now) {
        if (partition.hold != null && now - partition.warnAt >= 0) {
            var age = now - partition.heldSince;
            partition.warnAt = now + Math.min(age, LONGEST);
            listener.stillHeld(partition.first(), partition.exchange, partition.hold, Duration.ofNanos(age));
        }
    }
}
