package gov.va.vro.bie.benchmarks.sink;

import static gov.va.vro.bie.benchmarks.report.Target.atLeast;
import static gov.va.vro.bie.benchmarks.report.Target.atMost;

import gov.va.vro.bie.benchmarks.report.Figure;
import gov.va.vro.bie.benchmarks.report.Results;
import gov.va.vro.bie.benchmarks.report.Table;
import gov.va.vro.bie.benchmarks.report.Target;
import gov.va.vro.bie.benchmarks.run.Workbench;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The sink beside a bare loop, PerfTest and the peer that confirms: in each round all of them, so that what else the
 * machine does meets all alike. What counts is each one's median; the first round is not counted.
 */
final class Headline {

    static final int WINDOW = 2_000;

    private static final String NOTHING = "nothing";

    private final Ground ground;
    private final Workbench bench;
    private final Contenders contenders;
    private final Race race;
    private final NothingCost nothing;
    private final List<List<String>> rows = new ArrayList<>();

    Headline(Ground ground, Workbench bench, Contenders contenders, Race race) {
        this.ground = ground;
        this.bench = bench;
        this.contenders = contenders;
        this.race = race;
        this.nothing = new NothingCost(ground);
    }

    void run(Results results) throws Exception {
        for (var combination : bench.quick() ? Combination.few() : Combination.all()) {
            combination.pinning().apply();
            var rounds = rounds(combination);
            figures(combination, rounds, results);
            rounds.forEach((name, of) -> rows.add(row(combination, name, of)));
        }
        Pinning.UNPINNED.apply();
        results.add(new Table(
                "The sink and its rivals",
                "Medians. Pinned: RabbitMQ has one processor to itself, all else, Kafka included, shares the other.",
                List.of(
                        "Messages",
                        "Contender",
                        "Messages/s",
                        "Its CPU seconds a million",
                        "RabbitMQ's CPU seconds a million",
                        "Processors that RabbitMQ keeps busy"),
                rows));
    }

    private Map<String, List<Round>> rounds(Combination combination) throws Exception {
        var load = combination.load(WINDOW, bench.amount(100_000, 40_000));
        var rounds = new LinkedHashMap<String, List<Round>>();
        for (var number = 0; number <= bench.amount(5, 3); number++) {
            for (var contender : contenders.all()) {
                var round = race.run(contender, contenders.load(contender, load));
                count(rounds, number, combination, contender.name(), round);
            }
            count(rounds, number, combination, NOTHING, nothing.run(combination.size(), ground.eventsInTopic()));
        }
        return rounds;
    }

    private void count(Map<String, List<Round>> rounds, int number, Combination combination, String name, Round round) {
        bench.say(
                "%s round %d  %-14s %,9.0f/s  %6.2f CPU s/M  RabbitMQ %6.2f CPU s/M, %.2f cores",
                combination.label(),
                number,
                name,
                round.perSecond(),
                round.cpuPerMillion(),
                round.brokerCpuPerMillion(),
                round.brokerCores());
        if (number > 0) {
            rounds.computeIfAbsent(name, key -> new ArrayList<>()).add(round);
        }
    }

    private static void figures(Combination combination, Map<String, List<Round>> rounds, Results results) {
        rate("sink/rate-vs-bare-", Contenders.BARE, atLeast(0.95), combination, rounds, results);
        rate("sink/rate-vs-perftest-", Contenders.PERFTEST, atLeast(1), combination, rounds, results);
        rate("sink/rate-vs-camel-", Contenders.CAMEL, atLeast(5), combination, rounds, results);
        var own = Round.median(rounds.get(Contenders.SINK), Round::cpuPerMillion);
        var empty = Round.median(rounds.get(NOTHING), Round::cpuPerMillion);
        var publishing = Round.median(rounds.get(Contenders.PUBLISHING), Round::cpuPerMillion);
        results.add(
                new Figure("sink/cpu-vs-parts-" + combination.label(), own / (empty + publishing), atMost(1.2)),
                "%.1f CPU s/M against %.1f of a sink that does nothing and %.1f of bare publishing"
                        .formatted(own, empty, publishing));
    }

    private static void rate(
            String figure,
            String rival,
            Target target,
            Combination combination,
            Map<String, List<Round>> rounds,
            Results results) {
        if (!rounds.containsKey(rival)) {
            return;
        }
        var own = rounds.get(Contenders.SINK);
        var others = rounds.get(rival);
        var rate = Round.median(own, Round::perSecond);
        var otherRate = Round.median(others, Round::perSecond);
        results.add(
                new Figure(figure + combination.label(), rate / otherRate, target),
                "%,.0f/s against %,.0f/s; RabbitMQ busy on %.2f processors against %.2f"
                        .formatted(
                                rate,
                                otherRate,
                                Round.median(own, Round::brokerCores),
                                Round.median(others, Round::brokerCores)));
    }

    private static List<String> row(Combination combination, String name, List<Round> rounds) {
        return List.of(
                combination.label().replace('-', ' '),
                name,
                "%,.0f".formatted(Round.median(rounds, Round::perSecond)),
                "%.1f".formatted(Round.median(rounds, Round::cpuPerMillion)),
                "%.1f".formatted(Round.median(rounds, Round::brokerCpuPerMillion)),
                "%.2f".formatted(Round.median(rounds, Round::brokerCores)));
    }
}
