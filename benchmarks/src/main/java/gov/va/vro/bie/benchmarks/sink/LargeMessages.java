package gov.va.vro.bie.benchmarks.sink;

import gov.va.vro.bie.benchmarks.report.Results;
import gov.va.vro.bie.benchmarks.report.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Messages as large as Kafka takes them by default, passed through as they are. */
final class LargeMessages implements Measurement {

    private static final String TOPIC = "large";
    private static final int BYTES = 1_000_000;

    @Override
    public void run(Track track, Results results) throws Exception {
        var count = track.bench().amount(400, 150);
        track.ground().topics().fillWith(TOPIC, new byte[BYTES], count);
        var asTheyAre =
                Map.of("value.converter", "org.apache.kafka.connect.converters.ByteArrayConverter", "transforms", "");
        var turns = track.turns("1 MB");
        for (var queue : QueueType.values()) {
            var load = new Combination(EventSize.KB1, queue, Pinning.UNPINNED)
                    .load(Headline.WINDOW, count)
                    .withTopic(TOPIC)
                    .withSettings(asTheyAre);
            turns.add(queue.label(), () -> track.run(Contenders.SINK, load));
        }
        var rows = new ArrayList<List<String>>();
        turns.take(track.bench().amount(3, 1)).forEach((queue, rounds) -> {
            var median = Round.median(rounds);
            rows.add(List.of(
                    queue,
                    "%.0f".formatted(median.perSecond()),
                    "%.0f".formatted(median.perSecond() * BYTES / 1e6),
                    "%.2f".formatted(median.cpuPerMillion() / 1_000),
                    "%.2f".formatted(median.brokerCpuPerMillion() / 1_000)));
        });
        results.add(new Table(
                "Messages of 1 MB",
                "Bodies of 1,000,000 bytes that Kafka holds as bytes, with the settings that are shipped, unpinned.",
                List.of(
                        "Queue",
                        "Messages/s",
                        "MB/s",
                        "The worker's CPU seconds a thousand",
                        "RabbitMQ's CPU seconds a thousand"),
                rows));
    }
}
