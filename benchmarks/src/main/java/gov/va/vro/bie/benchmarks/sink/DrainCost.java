package gov.va.vro.bie.benchmarks.sink;

import static gov.va.vro.bie.benchmarks.report.Target.atMost;

import gov.va.vro.bie.benchmarks.report.Figure;
import gov.va.vro.bie.benchmarks.report.Results;
import java.util.Map;

/** Every commit waits until what is in flight is confirmed: what a commit a second costs, beside one a minute. */
final class DrainCost implements Measurement {

    private static final String INTERVAL = "rabbitmq.commit.interval.ms";
    private static final String OFTEN = "a commit a second";
    private static final String SELDOM = "a commit a minute";

    @Override
    public void run(Track track, Results results) throws Exception {
        var combination = new Combination(EventSize.KB1, QueueType.QUORUM, Pinning.UNPINNED);
        var load = combination.load(Headline.WINDOW, track.bench().amount(120_000, 30_000));
        track.ground().fill(combination.size());
        var turns = track.turns("drain");
        // In both, the worker itself commits every ten seconds.
        turns.add(OFTEN, () -> track.run(Contenders.SINK, load.withSettings(Map.of(INTERVAL, "1000"))));
        turns.add(SELDOM, () -> track.run(Contenders.SINK, load.withSettings(Map.of(INTERVAL, "60000"))));
        var rounds = turns.take(track.bench().amount(11, 3));
        var often = Round.median(rounds.get(OFTEN)).perSecond();
        var seldom = Round.median(rounds.get(SELDOM)).perSecond();
        results.add(
                new Figure("sink/drain-cost", 1 - often / seldom, atMost(0.02)),
                "%,.0f/s with a commit a second, %,.0f/s with one a minute".formatted(often, seldom));
    }
}
