package gov.va.vro.bie.benchmarks.sink;

import static gov.va.vro.bie.benchmarks.report.Target.atLeast;

import gov.va.vro.bie.benchmarks.report.Figure;
import gov.va.vro.bie.benchmarks.report.Results;
import gov.va.vro.bie.benchmarks.report.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** More tasks that share four partitions, and more exchanges, each with a queue, behind one task that has four topics. */
final class Scaling implements Measurement {

    private static final String PARTITIONED = "scaling-tasks";
    private static final String SEPARATE = "scaling-exchanges-";
    private static final int MOST = 4;
    private static final List<Integer> STEPS = List.of(1, 2, MOST);

    @Override
    public void run(Track track, Results results) throws Exception {
        fill(track);
        var turns = track.turns("scaling");
        var load = new Combination(EventSize.KB1, QueueType.QUORUM, Pinning.UNPINNED)
                .load(Headline.WINDOW, track.bench().amount(60_000, 25_000));
        for (var tasks : STEPS) {
            var several = load.withTopic(PARTITIONED).withSettings(Map.of("tasks.max", tasks.toString()));
            turns.add(tasks(tasks), () -> track.run(Contenders.SINK, several));
        }
        for (var exchanges : STEPS) {
            var several = load.withTopic(topics(MOST))
                    .withExchanges(exchanges)
                    .withSettings(Map.of("rabbitmq.exchange.map", map(exchanges)));
            turns.add(exchanges(exchanges), () -> track.run(Contenders.SINK, several));
        }
        var rows = new ArrayList<List<String>>();
        var taken = turns.take(track.bench().amount(5, 1));
        for (var several : STEPS.subList(1, STEPS.size())) {
            figure("tasks", several, taken.get(tasks(several)), taken.get(tasks(1)), results);
            figure("exchanges", several, taken.get(exchanges(several)), taken.get(exchanges(1)), results);
        }
        taken.forEach((name, rounds) -> {
            var median = Round.median(rounds);
            rows.add(List.of(
                    name,
                    "%,.0f".formatted(median.perSecond()),
                    "%.2f".formatted(median.brokerCores()),
                    "%.2f".formatted(median.perSecond() * median.cpuPerMillion() / 1e6)));
        });
        results.add(new Table(
                "More tasks, more exchanges",
                "1 KB events into quorum queues, one for each exchange, unpinned on " + Pinning.PROCESSORS
                        + " cores. Where the cores of RabbitMQ and of the worker together come near to them, the machine is the limit.",
                List.of("Tasks and exchanges", "Messages/s", "Cores that RabbitMQ keeps busy", "Cores of the worker"),
                rows));
    }

    private static String tasks(int count) {
        return many(count, "task") + ", 1 exchange, 4 partitions";
    }

    private static String exchanges(int count) {
        return "1 task, " + many(count, "exchange") + ", 4 topics";
    }

    private static void figure(String what, int count, List<Round> several, List<Round> single, Results results) {
        var own = Round.median(several);
        var one = Round.median(single);
        results.add(
                new Figure("sink/scaling-" + count + "-" + what, own.perSecond() / one.perSecond(), atLeast(1)),
                "%,.0f/s against %,.0f/s with one; RabbitMQ busy on %.2f cores against %.2f"
                        .formatted(own.perSecond(), one.perSecond(), own.brokerCores(), one.brokerCores()));
    }

    private static String many(int count, String what) {
        return count + " " + what + (count == 1 ? "" : "s");
    }

    private static void fill(Track track) throws Exception {
        var topics = track.ground().topics();
        var count = track.ground().eventsInTopic() / 2;
        topics.fill(PARTITIONED, EventSize.KB1, MOST, count);
        for (var number = 1; number <= MOST; number++) {
            topics.fill(SEPARATE + number, EventSize.KB1, 1, count / MOST);
        }
    }

    private static String topics(int count) {
        return IntStream.rangeClosed(1, count)
                .mapToObj(number -> SEPARATE + number)
                .collect(Collectors.joining(","));
    }

    /** The topics spread over so many exchanges. */
    private static String map(int exchanges) {
        return IntStream.rangeClosed(1, MOST)
                .mapToObj(number -> SEPARATE + number + "=" + Destination.exchange(1 + (number - 1) % exchanges))
                .collect(Collectors.joining(","));
    }
}
