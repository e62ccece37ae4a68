package gov.va.vro.bie.benchmarks.sink;

import static gov.va.vro.bie.benchmarks.report.Target.atMost;

import gov.va.vro.bie.benchmarks.report.Figure;
import gov.va.vro.bie.benchmarks.report.Results;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Every commit waits until what is in flight is confirmed: what a commit a second costs, beside one a minute. It is less
 * than the machine's pace changes from one minute to the next, so what counts is the median of the neighbours' ratios.
 */
final class DrainCost implements Measurement {

    private static final String INTERVAL = "rabbitmq.commit.interval.ms";
    private static final String OFTEN = "a commit a second";
    private static final String SELDOM = "a commit a minute";

    @Override
    public void run(Track track, Results results) throws Exception {
        track.ground().fill(EventSize.KB1);
        // Started before anything is pinned.
        track.contenders().get(Contenders.SINK);
        Pinning.PINNED.apply();
        try {
            for (var queue : QueueType.values()) {
                measure(track, queue, results);
            }
        } finally {
            Pinning.UNPINNED.apply();
        }
    }

    private static void measure(Track track, QueueType queue, Results results) throws Exception {
        var combination = new Combination(EventSize.KB1, queue, Pinning.PINNED);
        var load = combination.load(Headline.WINDOW, track.bench().amount(120_000, 30_000));
        var turns = track.turns("drain, " + queue.label());
        // In both, the worker itself commits every ten seconds.
        turns.add(OFTEN, () -> track.run(Contenders.SINK, load.withSettings(Map.of(INTERVAL, "1000"))));
        turns.add(SELDOM, () -> track.run(Contenders.SINK, load.withSettings(Map.of(INTERVAL, "60000"))));
        var rounds = turns.take(track.bench().amount(11, 2));
        var costs = costs(rounds.get(OFTEN), rounds.get(SELDOM));
        results.add(
                new Figure("sink/drain-cost-" + queue.label(), costs.median(), atMost(0.02)),
                "of %d pairs the middle half costs %.1f %% to %.1f %%, of some %,.0f/s; RabbitMQ with a core to itself"
                        .formatted(
                                rounds.get(OFTEN).size(),
                                100 * costs.low(),
                                100 * costs.high(),
                                Round.median(rounds.get(SELDOM)).perSecond()));
    }

    /** The shares of the rate that were lost; each is of two rounds, one right after the other. */
    static Middle costs(List<Round> often, List<Round> seldom) {
        return Middle.of(IntStream.range(0, often.size())
                .mapToDouble(
                        at -> 1 - often.get(at).perSecond() / seldom.get(at).perSecond()));
    }
}
