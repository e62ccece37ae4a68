package gov.va.vro.bie.connect.rabbitmq.delivery;

import gov.va.vro.bie.connect.rabbitmq.delivery.TrafficReading.Held;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Predicate;

/**
 * Copies what is counted, and looks up what is not, so that whoever watches a task costs its threads a short moment now
 * and then and nothing for each record. Guarded by the lock of {@link Deliveries}.
 */
final class Reader {

    private final Books books;

    Reader(Books books) {
        this.books = books;
    }

    TaskReading task() {
        var now = books.now();
        var counts = books.counts;
        var traffic = TrafficReading.of(counts.exchanges.values(), held(partition -> true, now), now);
        var link = new TaskReading.Link(
                books.health.isUp(),
                books.health.isBlocked(),
                Duration.ofNanos(counts.blocked.nanos(now)),
                Duration.ofNanos(counts.down.nanos(now)),
                counts.links);
        return new TaskReading(
                traffic,
                link,
                new TaskReading.Room(books.window.used(), books.window.holdUsed()),
                books.window.records(),
                counts.bad,
                counts.reported,
                counts.missing);
    }

    TrafficReading exchange(String exchange) {
        var now = books.now();
        var traffic = books.counts.of(exchange, now);
        return TrafficReading.of(List.of(traffic), held(partition -> partition.exchange.equals(exchange), now), now);
    }

    private Held held(Predicate<PartitionProgress> wanted, long now) {
        var partitions = 0;
        var records = 0L;
        var longest = 0L;
        var oldest = Long.MAX_VALUE;
        for (var partition : books.turns.all()) {
            if (partition.hold != null && wanted.test(partition)) {
                partitions++;
                records += partition.records();
                longest = Math.max(longest, now - partition.heldSince);
                oldest = Math.min(oldest, timestamp(partition.first()));
            }
        }
        return new Held(
                partitions,
                records,
                Duration.ofNanos(longest),
                oldest == Long.MAX_VALUE ? OptionalLong.empty() : OptionalLong.of(oldest));
    }

    private static long timestamp(Delivery delivery) {
        var message = delivery == null ? null : delivery.message();
        var timestamp = message == null ? null : message.timestamp();
        return timestamp == null ? Long.MAX_VALUE : timestamp;
    }
}
