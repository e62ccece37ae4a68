package gov.va.vro.bie.benchmarks.store;

import gov.va.vro.bie.benchmarks.Server;
import gov.va.vro.bie.benchmarks.Workload;
import gov.va.vro.bie.persister.event.BieEvent;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * How fast events come into the database, side by side: the persister's way, COPY, and Debezium's JDBC sink.
 *
 * <p>The contenders take turns, in each round all of them, on tables that were just emptied, so that what else the
 * machine does meets all alike. What counts is each one's median over the rounds; the first round is not counted.
 */
@Command(
        name = "store",
        description = "Rows a second into PostgreSQL: the persister's way, COPY, Debezium's JDBC sink.",
        mixinStandardHelpOptions = true)
public final class StoreBenchmark implements Callable<Integer> {

    private static final String UNNEST = "dialect.postgres.unnest.insert.enabled";
    private static final String REDUCTION = "use.reduction.buffer";

    @Option(names = "--events", defaultValue = "50000", description = "events a round (default: ${DEFAULT-VALUE})")
    private int events;

    @Option(names = "--rounds", defaultValue = "5", description = "rounds that count (default: ${DEFAULT-VALUE})")
    private int rounds;

    @Option(names = "--batch", defaultValue = "500", description = "events a transaction (default: ${DEFAULT-VALUE})")
    private int batch;

    @Option(names = "--directory", required = true, description = "where the server keeps its data")
    private Path directory;

    @Option(names = "--debezium", required = true, description = "the folder that holds Debezium's plugin")
    private Path debezium;

    private final PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new StoreBenchmark()).execute(arguments));
    }

    @Override
    public Integer call() throws Exception {
        try (var server = Server.start(directory)) {
            out.printf(
                    "PostgreSQL %s, Java %s, %d processors; %d events a round, %d a transaction%n",
                    server.version(), Runtime.version(), Runtime.getRuntime().availableProcessors(), events, batch);
            var contenders = contenders(server);
            var rates = measure(contenders, new Workload().events(events));
            for (var contender : contenders) {
                contender.close();
            }
            report(rates);
        }
        return 0;
    }

    private List<Contender> contenders(Server server) throws Exception {
        var unnest = Map.of(UNNEST, "true");
        return List.of(
                new PersisterStore(server),
                new CopyStore(server),
                new DebeziumSink(server, debezium, "unnest, primary key only", unnest, batch, false),
                new DebeziumSink(server, debezium, "unnest, same indexes", unnest, batch, true),
                new DebeziumSink(server, debezium, "batched statements, primary key only", Map.of(), batch, false),
                new DebeziumSink(
                        server,
                        debezium,
                        "reduction buffer, primary key only",
                        Map.of(REDUCTION, "true"),
                        batch,
                        false));
    }

    private Map<String, List<Double>> measure(List<Contender> contenders, List<BieEvent> workload) throws Exception {
        var rates = new LinkedHashMap<String, List<Double>>();
        for (var round = 0; round <= rounds; round++) {
            for (var contender : contenders) {
                var rate = run(contender, workload);
                if (round > 0) {
                    rates.computeIfAbsent(contender.name(), name -> new ArrayList<>())
                            .add(rate);
                }
                out.printf("round %d  %-50s %,9.0f rows/s%n", round, contender.name(), rate);
            }
        }
        return rates;
    }

    private double run(Contender contender, List<BieEvent> workload) throws Exception {
        contender.clear();
        var start = System.nanoTime();
        for (var from = 0; from < workload.size(); from += batch) {
            contender.store(workload.subList(from, Math.min(from + batch, workload.size())));
        }
        var seconds = (System.nanoTime() - start) / 1e9;
        if (contender.rows() != workload.size()) {
            throw new IllegalStateException(
                    contender.name() + " has stored " + contender.rows() + " of " + workload.size());
        }
        return workload.size() / seconds;
    }

    private void report(Map<String, List<Double>> rates) {
        var own = median(rates.values().iterator().next());
        out.printf("%n%-50s %15s %20s%n", "median of " + rounds + " rounds", "rows/s", "persister is");
        rates.forEach(
                (name, values) -> out.printf("%-50s %,15.0f %18.2f x%n", name, median(values), own / median(values)));
    }

    private static double median(List<Double> values) {
        return values.stream().sorted().skip(values.size() / 2).findFirst().orElseThrow();
    }
}
