package gov.va.vro.bie.benchmarks.store;

import gov.va.vro.bie.benchmarks.Server;
import gov.va.vro.bie.benchmarks.store.Contest.Outcome;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** How fast events come into the database, side by side: the persister's way, COPY, and Debezium's JDBC sink. */
@Command(
        name = "store",
        description = "Rows a second into PostgreSQL: the persister's way, COPY, Debezium's JDBC sink.",
        mixinStandardHelpOptions = true)
public final class StoreBenchmark implements Callable<Integer> {

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
            var contenders = Contenders.on(server, debezium, batch);
            var outcomes = new Contest(events, rounds, batch)
                    .run(
                            contenders,
                            (round, name, rate) -> out.printf("round %d  %-50s %,9.0f rows/s%n", round, name, rate));
            for (var contender : contenders) {
                contender.close();
            }
            report(outcomes);
        }
        return 0;
    }

    private void report(Map<String, Outcome> outcomes) {
        var own = outcomes.values().iterator().next().rowsPerSecond();
        out.printf(
                "%n%-50s %12s %14s %18s%n",
                "median of " + rounds + " rounds", "rows/s", "persister is", "own CPU, us/row");
        outcomes.forEach((name, outcome) -> out.printf(
                "%-50s %,12.0f %12.2f x %18.1f%n",
                name, outcome.rowsPerSecond(), own / outcome.rowsPerSecond(), outcome.microsPerRow()));
    }
}
