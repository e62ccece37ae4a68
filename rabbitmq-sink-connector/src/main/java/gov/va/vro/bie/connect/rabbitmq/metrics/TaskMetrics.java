package gov.va.vro.bie.connect.rabbitmq.metrics;

import static gov.va.vro.bie.connect.rabbitmq.metrics.Metric.count;
import static gov.va.vro.bie.connect.rabbitmq.metrics.Metric.measure;

import gov.va.vro.bie.connect.rabbitmq.delivery.TaskReading;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;

/** What is told of a task: the traffic of all its exchanges, and what no exchange has for itself. */
final class TaskMetrics {

    private TaskMetrics() {}

    /**
     * @param clock the time of day in milliseconds
     * @param headersNotForwarded how many headers were left out, for what their names mean
     */
    static List<Metric<TaskReading>> all(LongSupplier clock, LongSupplier headersNotForwarded) {
        var metrics = new ArrayList<Metric<TaskReading>>();
        for (var metric : TrafficMetrics.all(clock)) {
            metrics.add(new Metric<>(
                    metric.name(),
                    metric.description(),
                    metric.type(),
                    reading -> metric.read().apply(reading.traffic())));
        }
        metrics.addAll(List.of(
                count(
                        "link-up",
                        "1 while there is a link to the broker, else 0",
                        reading -> flag(reading.link().up())),
                count(
                        "link-blocked",
                        "1 while the broker has raised an alarm, else 0",
                        reading -> flag(reading.link().blocked())),
                measure(
                        "link-down-seconds-total",
                        "Time without a link",
                        reading -> TrafficMetrics.seconds(reading.link().downFor())),
                measure(
                        "blocked-seconds-total",
                        "Time under an alarm of the broker",
                        reading -> TrafficMetrics.seconds(reading.link().blockedFor())),
                count(
                        "reconnects-total",
                        "Links made after the first one",
                        reading -> Math.max(0, reading.link().made() - 1)),
                count("outstanding-records", "Records neither confirmed nor reported", TaskReading::outstanding),
                measure(
                        "window-used-ratio",
                        "Share of the window in use",
                        reading -> reading.room().window()),
                measure(
                        "hold-used-ratio",
                        "Share of the budget for held records in use",
                        reading -> reading.room().hold()),
                count("missing-records-total", "Offsets that Kafka no longer had", TaskReading::missing),
                count("bad-records-total", "Records that no retry can help", TaskReading::bad),
                count("reported-records-total", "Bad records safely reported", TaskReading::reported),
                count(
                        "headers-not-forwarded-total",
                        "Kafka headers left out, for what their names mean to RabbitMQ or to the connector",
                        reading -> headersNotForwarded.getAsLong())));
        return List.copyOf(metrics);
    }

    private static int flag(boolean set) {
        return set ? 1 : 0;
    }
}
