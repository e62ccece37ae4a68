package gov.va.vro.bie.benchmarks.store;

import gov.va.vro.bie.benchmarks.Server;
import gov.va.vro.bie.benchmarks.Workload;
import gov.va.vro.bie.persister.event.BieEvent;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.ToDoubleFunction;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * How fast events come into the database, side by side: the persister's way, COPY, and Debezium's JDBC sink.
 *
 * <p>The contenders take turns, in each round all of them and each round another first, on tables that were just
 * emptied, so that what else the machine does meets all alike. What counts is each one's median over the rounds; two
 * rounds before them are for warming up.
 */
@Command(
        name = "store",
        description = "Rows a second into PostgreSQL: the persister's way, COPY, Debezium's JDBC sink.",
        mixinStandardHelpOptions = true)
public final class StoreBenchmark implements Callable<Integer> {

    /** The persister's default. */
    private static final int DEFAULT_TRANSACTION = 250;

    private static final int WARM_UP = 2;
    private static final String UNNEST = "dialect.postgres.unnest.insert.enabled";
    private static final String REDUCTION = "use.reduction.buffer";

    @Option(names = "--events", defaultValue = "50000", description = "events a round (default: ${DEFAULT-VALUE})")
    private int events;

    @Option(names = "--rounds", defaultValue = "5", description = "rounds that count (default: ${DEFAULT-VALUE})")
    private int rounds;

    @Option(
            names = "--batch",
            defaultValue = "500",
            description = "events a call, and a transaction of all but the first (default: ${DEFAULT-VALUE})")
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
            var workload = new Workload().events(events);
            for (var contender : contenders) {
                contender.prepare(workload);
            }
            var runs = measure(contenders, workload);
            for (var contender : contenders) {
                contender.close();
            }
            report(runs);
        }
        return 0;
    }

    private List<Contender> contenders(Server server) throws Exception {
        var unnest = Map.of(UNNEST, "true");
        return List.of(
                new PersisterStore(PersisterTables.make(server, "persister"), DEFAULT_TRANSACTION),
                new PersisterStore(PersisterTables.make(server, "persister_large"), batch),
                new PersisterStores(server, 2, batch),
                new ServerAlone(server),
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

    private Map<String, List<Run>> measure(List<Contender> contenders, List<BieEvent> workload) throws Exception {
        var runs = new LinkedHashMap<String, List<Run>>();
        contenders.forEach(contender -> runs.put(contender.name(), new ArrayList<>()));
        for (var round = 1 - WARM_UP; round <= rounds; round++) {
            var order = new ArrayList<>(contenders);
            Collections.rotate(order, round);
            for (var contender : order) {
                var run = run(contender, workload);
                if (round > 0) {
                    runs.get(contender.name()).add(run);
                }
                out.printf("round %d  %-50s %,9.0f rows/s%n", round, contender.name(), run.rowsPerSecond);
            }
        }
        return runs;
    }

    private Run run(Contender contender, List<BieEvent> workload) throws Exception {
        contender.clear();
        var threads = ManagementFactory.getThreadMXBean();
        var cpu = threads.getCurrentThreadCpuTime();
        var start = System.nanoTime();
        for (var from = 0; from < workload.size(); from += batch) {
            contender.store(workload.subList(from, Math.min(from + batch, workload.size())));
        }
        contender.finish();
        var nanos = (double) System.nanoTime() - start;
        var own = (double) threads.getCurrentThreadCpuTime() - cpu;
        if (contender.rows() != workload.size()) {
            throw new IllegalStateException(
                    contender.name() + " has stored " + contender.rows() + " of " + workload.size());
        }
        return new Run(workload.size() * 1e9 / nanos, own / 1_000 / workload.size());
    }

    private void report(Map<String, List<Run>> runs) {
        var own = median(runs.values().iterator().next(), Run::rowsPerSecond);
        out.printf(
                "%n%-50s %12s %14s %18s%n",
                "median of " + rounds + " rounds", "rows/s", "persister is", "own CPU, us/row");
        runs.forEach((name, values) -> {
            var rate = median(values, Run::rowsPerSecond);
            out.printf("%-50s %,12.0f %12.2f x %18.1f%n", name, rate, own / rate, median(values, Run::microsPerRow));
        });
    }

    private static double median(List<Run> runs, ToDoubleFunction<Run> value) {
        var sorted = runs.stream().mapToDouble(value).sorted().toArray();
        return (sorted[sorted.length / 2] + sorted[(sorted.length - 1) / 2]) / 2;
    }

    /**
     * @param microsPerRow CPU time of the contender's own thread, the server's not among it
     */
    private record Run(double rowsPerSecond, double microsPerRow) {}
}
