package gov.va.vro.bie.benchmarks.store;

import gov.va.vro.bie.benchmarks.Server;
import gov.va.vro.bie.benchmarks.report.Figure;
import gov.va.vro.bie.benchmarks.report.Numbers;
import gov.va.vro.bie.benchmarks.report.Results;
import gov.va.vro.bie.benchmarks.report.Table;
import gov.va.vro.bie.benchmarks.report.Target;
import gov.va.vro.bie.benchmarks.run.Part;
import gov.va.vro.bie.benchmarks.run.Workbench;
import gov.va.vro.bie.benchmarks.store.Contest.Outcome;
import java.util.List;
import java.util.Map;
import java.util.Map.Entry;

/** The persister's rows a second, beside COPY and Debezium's JDBC sink in the fastest of its modes. */
public final class StorePart implements Part {

    private static final int BATCH = 500;

    @Override
    public String name() {
        return "store";
    }

    @Override
    public String summary() {
        return "rows a second into PostgreSQL: the persister, COPY, Debezium's JDBC sink";
    }

    @Override
    public void run(Workbench bench, Results results) throws Exception {
        var contest = new Contest(bench.amount(50_000, 15_000), bench.amount(9, 5), BATCH);
        try (var server = Server.start(bench.directory())) {
            var contenders = Contenders.on(server, bench.debezium(), BATCH);
            var outcomes = contest.run(
                    contenders, (round, name, rate) -> bench.say("round %d  %-45s %,9.0f rows/s", round, name, rate));
            for (var contender : contenders) {
                contender.close();
            }
            report(contest, outcomes, results);
        }
    }

    private static void report(Contest contest, Map<String, Outcome> outcomes, Results results) {
        var persister = outcomes.get(PersisterStore.name(BATCH)).rowsPerSecond();
        var copy = outcomes.get(CopyStore.NAME).rowsPerSecond();
        var rival = outcomes.entrySet().stream()
                .filter(outcome -> outcome.getKey().startsWith(DebeziumSink.NAME))
                .max(Entry.comparingByValue((one, other) -> Double.compare(one.rowsPerSecond(), other.rowsPerSecond())))
                .orElseThrow();
        results.add(
                new Figure("store/rate-vs-copy", persister / copy, Target.atLeast(0.5)),
                rows(persister) + " against " + rows(copy));
        results.add(
                new Figure(
                        "store/rate-vs-debezium", persister / rival.getValue().rowsPerSecond(), Target.atLeast(3)),
                rows(persister) + " against " + rows(rival.getValue().rowsPerSecond()) + " (" + rival.getKey() + ")");
        results.value("store/rate-persister", persister);
        results.value(
                "store/rate-persister-as-shipped",
                outcomes.get(PersisterStore.name(Contenders.DEFAULT_TRANSACTION))
                        .rowsPerSecond());
        results.value("store/rate-copy", copy);
        results.value("store/rate-server", outcomes.get(ServerAlone.NAME).rowsPerSecond());
        results.value("store/rate-debezium", rival.getValue().rowsPerSecond());
        results.add(new Table(
                "Rows a second into PostgreSQL",
                "%,d events, %d a transaction unless it is said otherwise, medians of %d rounds. The persister of the figures"
                                .formatted(contest.events(), contest.batch(), contest.rounds())
                        + " is the one with as many a transaction as the others; %d are its default."
                                .formatted(Contenders.DEFAULT_TRANSACTION)
                        + " Own CPU is that of the client's thread; the rest of the time it waits for the server. Where several persisters share the rows, it is that of the thread which waits for them.",
                List.of("Contender", "rows/s", "The persister is", "Own CPU, µs a row"),
                outcomes.entrySet().stream()
                        .map(outcome -> List.of(
                                outcome.getKey(),
                                Numbers.shown(outcome.getValue().rowsPerSecond()),
                                Numbers.shown(persister / outcome.getValue().rowsPerSecond()) + " ×",
                                Numbers.shown(outcome.getValue().microsPerRow())))
                        .toList()));
    }

    private static String rows(double perSecond) {
        return Numbers.shown(perSecond) + " rows/s";
    }
}
