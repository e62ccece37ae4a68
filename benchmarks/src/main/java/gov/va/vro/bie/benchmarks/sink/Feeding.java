package gov.va.vro.bie.benchmarks.sink;

import gov.va.vro.bie.benchmarks.report.Results;
import gov.va.vro.bie.benchmarks.report.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What the consumer's settings, which a connector may override, make of the rate. */
final class Feeding implements Measurement {

    private static final String OVERRIDE = "consumer.override.";
    private static final List<Fed> ALL = List.of(
            new Fed(100, 1),
            new Fed(500, 1),
            new Fed(1_000, 1),
            new Fed(2_000, 1),
            new Fed(5_000, 1),
            new Fed(2_000, 100_000),
            new Fed(2_000, 1_000_000));
    private static final List<Fed> FEW = List.of(new Fed(500, 1), new Fed(2_000, 1));

    private record Fed(int maxPollRecords, int fetchMinBytes) {}

    @Override
    public void run(Track track, Results results) throws Exception {
        track.ground().fill(EventSize.KB1);
        var combination = new Combination(EventSize.KB1, QueueType.QUORUM, Pinning.UNPINNED);
        var load = combination.load(Headline.WINDOW, track.bench().amount(50_000, 30_000));
        var turns = track.turns("feeding");
        var several = track.bench().quick() ? FEW : ALL;
        for (var fed : several) {
            var settings = Map.of(
                    OVERRIDE + "max.poll.records",
                    Integer.toString(fed.maxPollRecords()),
                    OVERRIDE + "fetch.min.bytes",
                    Integer.toString(fed.fetchMinBytes()));
            turns.add(fed.toString(), () -> track.run(Contenders.SINK, load.withSettings(settings)));
        }
        var rows = new ArrayList<List<String>>();
        var taken = turns.take(track.bench().amount(3, 1));
        for (var fed : several) {
            var median = Round.median(taken.get(fed.toString()));
            rows.add(List.of(
                    "%,d".formatted(fed.maxPollRecords()),
                    "%,d".formatted(fed.fetchMinBytes()),
                    "%,.0f".formatted(median.perSecond()),
                    "%.1f".formatted(median.cpuPerMillion())));
        }
        results.add(new Table(
                "What feeds the sink",
                "1 KB events into a quorum queue, unpinned. Connect's own values are the row of 500 records and 1 byte.",
                List.of("max.poll.records", "fetch.min.bytes", "Messages/s", "The worker's CPU seconds a million"),
                rows));
    }
}
