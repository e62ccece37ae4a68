package gov.va.vro.bie.connect.rabbitmq.delivery;

import java.time.Duration;

/**
 * How long the confirms of the last half minute to minute took: one set of buckets fills while the one before is kept,
 * and they change places every half minute. Memory is constant. Guarded by the lock of {@link Deliveries}.
 */
final class ConfirmLatency {

    static final Duration PERIOD = Duration.ofSeconds(30);

    private Latencies present = new Latencies();
    private Latencies before = new Latencies();
    private long presentSince;

    ConfirmLatency(long now) {
        this.presentSince = now;
    }

    void add(long now, long nanos) {
        turn(now);
        present.add(nanos);
    }

    void addTo(Latencies sum, long now) {
        turn(now);
        sum.addAll(before);
        sum.addAll(present);
    }

    private void turn(long now) {
        var age = now - presentSince;
        if (age < PERIOD.toNanos()) {
            return;
        }
        var oldest = before;
        before = present;
        present = oldest;
        present.clear();
        if (age >= 2 * PERIOD.toNanos()) {
            before.clear();
        }
        presentSince = now;
    }
}
