package gov.va.vro.bie.connect.rabbitmq.metrics;

import static gov.va.vro.bie.connect.rabbitmq.metrics.Metric.count;
import static gov.va.vro.bie.connect.rabbitmq.metrics.Metric.measure;

import gov.va.vro.bie.connect.rabbitmq.delivery.TrafficReading;
import java.time.Duration;
import java.util.List;
import java.util.function.LongSupplier;

/** What is told of the messages to one exchange, and of those to all of them together. */
final class TrafficMetrics {

    private static final double MILLIS_IN_A_SECOND = 1_000;

    private TrafficMetrics() {}

    /** @param clock the time of day in milliseconds, which Kafka's timestamps are compared with */
    static List<Metric<TrafficReading>> all(LongSupplier clock) {
        return List.of(
                count("published-total", "Messages published, copies included", TrafficReading::published),
                count("published-bytes-total", "Their size, headers included", TrafficReading::publishedBytes),
                count("resent-total", "Those of them that had been sent before", TrafficReading::resent),
                count("confirmed-total", "Publishes that the broker confirmed", TrafficReading::confirmed),
                count("returned-total", "Publishes that no queue took", TrafficReading::returned),
                count("nacked-total", "Publishes that the broker refused", TrafficReading::nacked),
                count(
                        "unanswered-total",
                        "Publishes whose link ended before the broker answered",
                        TrafficReading::unanswered),
                count("in-flight", "Publishes that wait for the broker's answer", TrafficReading::inFlight),
                count(
                        "held-partitions",
                        "Partitions that wait for a refused record",
                        reading -> reading.held().partitions()),
                count(
                        "held-records",
                        "Records that wait in held partitions",
                        reading -> reading.held().records()),
                measure(
                        "held-seconds",
                        "How long the partition held longest has been held",
                        reading -> seconds(reading.held().longest())),
                measure(
                        "held-record-age-seconds",
                        "Age of the oldest held record by its Kafka timestamp, to be compared with the topic's retention",
                        reading -> age(reading.held(), clock.getAsLong())),
                measure(
                        "confirm-latency-avg-seconds",
                        "From publish to confirm, average of the last half minute to minute",
                        reading -> reading.latencies().average()),
                measure(
                        "confirm-latency-p99-seconds",
                        "From publish to confirm, 99th percentile of the last half minute to minute",
                        reading -> reading.latencies().quantile(0.99)),
                measure(
                        "confirm-latency-max-seconds",
                        "From publish to confirm, longest of the last half minute to minute",
                        reading -> reading.latencies().maximum()));
    }

    static double seconds(Duration duration) {
        return duration.toNanos() / (double) Duration.ofSeconds(1).toNanos();
    }

    private static double age(TrafficReading.Held held, long now) {
        return Math.max(0, now - held.oldestTimestamp().orElse(now)) / MILLIS_IN_A_SECOND;
    }
}
