package gov.va.vro.bie.connect.rabbitmq.delivery;

import java.util.HashMap;
import java.util.Map;

/** What a task has done since it started, exchange by exchange. Guarded by the lock of {@link Deliveries}. */
final class Counts {

    final Map<String, Traffic> exchanges = new HashMap<>();
    final Stopwatch blocked = new Stopwatch();
    final Stopwatch down = new Stopwatch();
    long links;
    long bad;
    long reported;
    long missing;

    Counts(long now) {
        down.set(true, now);
    }

    Traffic of(String exchange, long now) {
        var traffic = exchanges.get(exchange);
        if (traffic == null) {
            traffic = new Traffic(now);
            exchanges.put(exchange, traffic);
        }
        return traffic;
    }

    void linkUp(long now) {
        links++;
        down.set(false, now);
    }

    void linkLost(InFlight inFlight, long now) {
        inFlight.forEach(delivery -> delivery.traffic.unanswered++);
        down.set(true, now);
        blocked.set(false, now);
    }
}
