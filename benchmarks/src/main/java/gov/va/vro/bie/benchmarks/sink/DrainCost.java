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
        results.add(
                new Figure(
                        "sink/drain-cost-" + queue.label(),
                        1 - medianRatio(rounds.get(OFTEN), rounds.get(SELDOM)),
                        atMost(0.02)),
                "medians: %,.0f/s with a commit a second, %,.0f/s with one a minute; RabbitMQ with a core to itself"
                        .formatted(
                                Round.median(rounds.get(OFTEN)).perSecond(),
                                Round.median(rounds.get(SELDOM)).perSecond()));
    }

    /** Of rates that were measured one after the other. */
    static double medianRatio(List<Round> rounds, List<Round> others) {
        var ratios = IntStream.range(0, rounds.size())
                .mapToObj(at ->
                        new Round(rounds.get(at).perSecond() / others.get(at).perSecond(), 0, 0, 0))
                .toList();
        return Round.median(ratios).perSecond();
    }
}
