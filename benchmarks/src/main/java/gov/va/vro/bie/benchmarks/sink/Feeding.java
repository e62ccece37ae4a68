package gov.va.vro.bie.benchmarks.sink;

import gov.va.vro.bie.benchmarks.report.Results;
import gov.va.vro.bie.benchmarks.report.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What the consumer's settings, which a connector may override, make of the rate. */
final class Feeding implements Measurement {

    private static final String OVERRIDE = "consumer.override.";
    private static final List<Integer> POLLS = List.of(100, 500, 1_000, 2_000, 5_000);
    private static final List<Integer> FETCH_BYTES = List.of(1, 100_000, 1_000_000);

    @Override
    public void run(Track track, Results results) throws Exception {
        track.ground().fill(EventSize.KB1);
        var combination = new Combination(EventSize.KB1, QueueType.QUORUM, Pinning.UNPINNED);
        var load = combination.load(Headline.WINDOW, track.bench().amount(80_000, 30_000));
        var turns = track.turns("feeding");
        for (var polled : track.bench().quick() ? List.of(500, 2_000) : POLLS) {
            for (var bytes : track.bench().quick() ? List.of(1) : FETCH_BYTES) {
                var settings = Map.of(
                        OVERRIDE + "max.poll.records",
                        polled.toString(),
                        OVERRIDE + "fetch.min.bytes",
                        bytes.toString());
                turns.add(polled + " " + bytes, () -> track.run(Contenders.SINK, load.withSettings(settings)));
            }
        }
        var rows = new ArrayList<List<String>>();
        turns.take(track.bench().amount(5, 1)).forEach((name, rounds) -> {
            var median = Round.median(rounds);
            var settings = name.split(" ");
            rows.add(List.of(
                    "%,d".formatted(Integer.parseInt(settings[0])),
                    "%,d".formatted(Integer.parseInt(settings[1])),
                    "%,.0f".formatted(median.perSecond()),
                    "%.1f".formatted(median.cpuPerMillion())));
        });
        results.add(new Table(
                "What feeds the sink",
                "1 KB events into a quorum queue, unpinned. Connect's own values are the row of 500 records and 1 byte.",
                List.of("max.poll.records", "fetch.min.bytes", "Messages/s", "The worker's CPU seconds a million"),
                rows));
    }
}
