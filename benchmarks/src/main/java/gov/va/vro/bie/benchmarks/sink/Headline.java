package gov.va.vro.bie.benchmarks.sink;

import static gov.va.vro.bie.benchmarks.report.Target.atLeast;
import static gov.va.vro.bie.benchmarks.report.Target.atMost;

import gov.va.vro.bie.benchmarks.report.Figure;
import gov.va.vro.bie.benchmarks.report.Results;
import gov.va.vro.bie.benchmarks.report.Table;
import gov.va.vro.bie.benchmarks.report.Target;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The sink beside a bare loop, PerfTest and the peer that confirms; what counts is each one's median. */
final class Headline implements Measurement {

    static final int WINDOW = 2_000;

    private static final String NOTHING = "nothing";
    private static final String NOTHING_PACED = "nothing-paced";

    private boolean warm;

    /** Records a second of the sink's last round. */
    private double pace;

    @Override
    public void run(Track track, Results results) throws Exception {
        var rows = new ArrayList<List<String>>();
        var nothing = new NothingCost(track.ground());
        for (var combination : track.bench().quick() ? Combination.few() : Combination.all()) {
            track.ground().fill(combination.size());
            var rounds = rounds(track, nothing, combination);
            new Comparison(combination, rounds, results).figures();
            rounds.forEach((name, of) -> rows.add(row(combination, name, of)));
        }
        results.add(new Table(
                "The sink and its rivals",
                "Medians. Pinned: RabbitMQ has one core to itself, all else, Kafka included, shares the other.",
                List.of(
                        "Messages",
                        "Contender",
                        "Messages/s",
                        "The middle half of its rounds",
                        "Its CPU seconds a million",
                        "RabbitMQ's CPU seconds a million",
                        "Cores that RabbitMQ keeps busy"),
                rows));
    }

    private Map<String, List<Round>> rounds(Track track, NothingCost nothing, Combination combination)
            throws Exception {
        var bench = track.bench();
        var load = combination.load(WINDOW, bench.amount(60_000, 25_000));
        // The compiler needs some hundred thousand records to come to rest, once.
        var warmUp = warm ? load : load.withCount(bench.amount(200_000, 80_000));
        warm = true;
        var turns = track.turns(combination.label());
        for (var name : Contenders.RIVALS) {
            // Started before anything is pinned.
            track.contenders().get(name);
            turns.add(name, () -> race(track, name, warmUp), () -> race(track, name, load));
        }
        turns.add(NOTHING, () -> nothing.run(combination.size(), track.ground().eventsInTopic()));
        turns.add(NOTHING_PACED, () -> nothing.run(combination.size(), load.count(), Math.round(pace)));
        combination.pinning().apply();
        return turns.take(bench.amount(5, 3));
    }

    private Round race(Track track, String name, Load load) throws Exception {
        var round = track.run(name, load);
        if (name.equals(Contenders.SINK)) {
            pace = round.perSecond();
        }
        return round;
    }

    /** The figures of one combination. */
    private record Comparison(Combination combination, Map<String, List<Round>> rounds, Results results) {

        void figures() {
            rate("bare", Contenders.BARE, atLeast(0.95));
            rate("perftest", Contenders.PERFTEST, atLeast(1));
            rate("camel", Contenders.CAMEL, atLeast(5));
            cpu();
            results.value(
                    "sink/cpu-sink-" + combination.label(),
                    median(Contenders.SINK).cpuPerMillion());
            results.value(
                    "sink/cpu-bare-" + combination.label(),
                    median(Contenders.BARE).cpuPerMillion());
            if (combination.pinning() == Pinning.UNPINNED) {
                var measured = median(Contenders.SINK);
                var what =
                        combination.size().label() + "-" + combination.queue().label();
                results.value("sink/rate-" + what, measured.perSecond());
                results.value("sink/broker-cpu-" + what, measured.brokerCpuPerMillion());
            }
        }

        private void rate(String rival, String contender, Target target) {
            var own = median(Contenders.SINK);
            var other = median(contender);
            results.add(
                    new Figure(
                            "sink/rate-vs-" + rival + "-" + combination.label(),
                            own.perSecond() / other.perSecond(),
                            target),
                    "%,.0f/s against %,.0f/s; RabbitMQ busy on %.2f cores against %.2f"
                            .formatted(own.perSecond(), other.perSecond(), own.brokerCores(), other.brokerCores()));
        }

        private void cpu() {
            var own = median(Contenders.SINK).cpuPerMillion();
            var empty = median(NOTHING).cpuPerMillion();
            var publishing = median(Contenders.PUBLISHING).cpuPerMillion();
            results.value("sink/cpu-parts-" + combination.label(), empty + publishing);
            results.value(
                    "sink/cpu-paced-parts-" + combination.label(),
                    median(NOTHING_PACED).cpuPerMillion() + publishing);
            results.add(
                    new Figure("sink/cpu-vs-parts-" + combination.label(), own / (empty + publishing), atMost(1.2)),
                    "%.1f CPU seconds a million against %.1f of a sink that does nothing and %.1f of bare publishing"
                            .formatted(own, empty, publishing));
        }

        private Round median(String contender) {
            return Round.median(rounds.get(contender));
        }
    }

    private static List<String> row(Combination combination, String name, List<Round> rounds) {
        var median = Round.median(rounds);
        var rates = Middle.of(rounds.stream().mapToDouble(Round::perSecond));
        return List.of(
                combination.label().replace('-', ' '),
                name,
                "%,.0f".formatted(median.perSecond()),
                "%,.0f to %,.0f".formatted(rates.low(), rates.high()),
                "%.1f".formatted(median.cpuPerMillion()),
                "%.1f".formatted(median.brokerCpuPerMillion()),
                "%.2f".formatted(median.brokerCores()));
    }
}
