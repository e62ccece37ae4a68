package gov.va.vro.bie.benchmarks.sink;

import gov.va.vro.bie.benchmarks.report.Results;
import gov.va.vro.bie.benchmarks.report.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** What the consumer's settings, which a connector may override, make of the rate. */
final class Feeding implements Measurement {

    private static final String OVERRIDE = "consumer.override.";
    private static final int KIB = 1_024;

    /** As Connect has them: 500 records, and from each partition 1 MiB at most, as soon as there is a byte. */
    private static final Fed USUAL = new Fed(500, 1, 500, 1_024 * KIB);

    private static final List<Fed> ALL = List.of(
            new Fed(100, 1, 500, 1_024 * KIB),
            USUAL,
            new Fed(1_000, 1, 500, 1_024 * KIB),
            new Fed(2_000, 1, 500, 1_024 * KIB),
            new Fed(5_000, 1, 500, 1_024 * KIB),
            new Fed(2_000, 100_000, 500, 1_024 * KIB),
            new Fed(2_000, 1_000_000, 500, 1_024 * KIB),
            new Fed(2_000, 1_000_000, 50, 1_024 * KIB),
            new Fed(500, 1, 500, 64 * KIB),
            new Fed(500, 1, 500, 256 * KIB),
            new Fed(2_000, 1, 500, 4_096 * KIB));
    private static final List<Fed> FEW = List.of(USUAL, new Fed(2_000, 1, 500, 4_096 * KIB));

    private record Fed(int maxPollRecords, int fetchMinBytes, int fetchMaxWaitMillis, int maxPartitionFetchBytes) {

        static List<String> names() {
            return List.of("max.poll.records", "fetch.min.bytes", "fetch.max.wait.ms", "max.partition.fetch.bytes");
        }

        List<String> values() {
            return Stream.of(maxPollRecords, fetchMinBytes, fetchMaxWaitMillis, maxPartitionFetchBytes)
                    .map("%,d"::formatted)
                    .toList();
        }

        Map<String, String> overrides() {
            return Map.of(
                    OVERRIDE + "max.poll.records", Integer.toString(maxPollRecords),
                    OVERRIDE + "fetch.min.bytes", Integer.toString(fetchMinBytes),
                    OVERRIDE + "fetch.max.wait.ms", Integer.toString(fetchMaxWaitMillis),
                    OVERRIDE + "max.partition.fetch.bytes", Integer.toString(maxPartitionFetchBytes));
        }
    }

    @Override
    public void run(Track track, Results results) throws Exception {
        track.ground().fill(EventSize.KB1);
        var combination = new Combination(EventSize.KB1, QueueType.QUORUM, Pinning.UNPINNED);
        var load = combination.load(Headline.WINDOW, track.bench().amount(50_000, 30_000));
        var turns = track.turns("feeding");
        var several = track.bench().quick() ? FEW : ALL;
        for (var fed : several) {
            turns.add(fed.toString(), () -> track.run(Contenders.SINK, load.withSettings(fed.overrides())));
        }
        var rows = new ArrayList<List<String>>();
        var taken = turns.take(track.bench().amount(3, 1));
        for (var fed : several) {
            var median = Round.median(taken.get(fed.toString()));
            var row = new ArrayList<>(fed.values());
            row.add("%,.0f".formatted(median.perSecond()));
            row.add("%.1f".formatted(median.cpuPerMillion()));
            rows.add(row);
        }
        var columns = new ArrayList<>(Fed.names());
        columns.addAll(List.of("Messages/s", "The worker's CPU seconds a million"));
        results.add(new Table(
                "What feeds the sink",
                "1 KB events into a quorum queue, unpinned. Connect's own values: " + String.join("; ", USUAL.values())
                        + ".",
                columns,
                rows));
    }
}
