package gov.va.vro.bie.connect.rabbitmq.delivery;

import java.time.Duration;
import java.util.Collection;
import java.util.OptionalLong;

/**
 * The traffic of one exchange, or of several together, at one moment. At any moment {@code published} is the sum of
 * {@code confirmed}, {@code returned}, {@code nacked}, {@code unanswered} and {@code inFlight}.
 *
 * @param publishedBytes bodies, properties and headers
 * @param resent how many of the published were sent before
 * @param returned acknowledged by the broker, but no queue took it
 * @param unanswered the link ended before the broker answered
 * @param latencies of the confirmed, over the last half minute to minute
 */
public record TrafficReading(
        long published,
        long publishedBytes,
        long resent,
        long confirmed,
        long returned,
        long nacked,
        long unanswered,
        long inFlight,
        Held held,
        Latencies latencies) {

    /**
     * What is held at one moment.
     *
     * @param longest how long the partition that has been held longest has been; zero when none is
     * @param oldestTimestamp the earliest Kafka timestamp among the first records of the held partitions, in
     *     milliseconds
     */
    public record Held(int partitions, long records, Duration longest, OptionalLong oldestTimestamp) {}

    static TrafficReading of(Collection<Traffic> traffic, Held held, long now) {
        var latencies = new Latencies();
        var sum = new Traffic(now);
        for (var one : traffic) {
            sum.published += one.published;
            sum.publishedBytes += one.publishedBytes;
            sum.resent += one.resent;
            sum.confirmed += one.confirmed;
            sum.returned += one.returned;
            sum.nacked += one.nacked;
            sum.unanswered += one.unanswered;
            one.latency.addTo(latencies, now);
        }
        return new TrafficReading(
                sum.published,
                sum.publishedBytes,
                sum.resent,
                sum.confirmed,
                sum.returned,
                sum.nacked,
                sum.unanswered,
                sum.inFlight(),
                held,
                latencies);
    }
}
