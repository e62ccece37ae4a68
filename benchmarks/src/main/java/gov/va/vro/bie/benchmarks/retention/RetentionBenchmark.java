package gov.va.vro.bie.benchmarks.retention;

import gov.va.vro.bie.benchmarks.Server;
import gov.va.vro.bie.benchmarks.Workload;
import gov.va.vro.bie.persister.event.BieEvent;
import gov.va.vro.bie.persister.store.Database;
import gov.va.vro.bie.persister.store.Retention;
import gov.va.vro.bie.persister.store.Schema;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** How fast old events go from among very many, and what storing beside it feels of that. */
@Command(
        name = "retention",
        description = "Deletes old events from among very many, with and without somebody who stores beside it.",
        mixinStandardHelpOptions = true)
public final class RetentionBenchmark implements Callable<Integer> {

    private static final String SCHEMA = "bie";
    private static final int FRESH = 100_000;
    private static final long ALONE_MILLIS = 20_000;

    @Option(names = "--events", defaultValue = "10000000", description = "in the tables (default: ${DEFAULT-VALUE})")
    private long events;

    @Option(
            names = "--share",
            defaultValue = "20",
            description = "percent to delete, half of them while storing goes on (default: ${DEFAULT-VALUE})")
    private int share;

    @Option(names = "--batch", defaultValue = "5000", description = "events a transaction (default: ${DEFAULT-VALUE})")
    private int batch;

    @Option(names = "--directory", required = true, description = "where the server keeps its data")
    private Path directory;

    private final PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new RetentionBenchmark()).execute(arguments));
    }

    @Override
    public Integer call() throws Exception {
        try (var server = Server.start(directory);
                var database = Database.of(server.config(SCHEMA))) {
            new Schema(database).migrate();
            var year = new YearOfEvents(events);
            long begin = System.nanoTime();
            year.fill(server);
            out.printf("PostgreSQL %s; %d events made in %.0f s%n", server.version(), events, seconds(begin));
            var fresh = new Workload().events(2 * FRESH);
            var alone = storing(database, fresh.subList(0, FRESH), () -> {
                Thread.sleep(ALONE_MILLIS);
                return null;
            });
            say("storing alone", alone);
            forget("nobody stores", database, year, share / 2);
            var beside = storing(database, fresh.subList(FRESH, 2 * FRESH), () -> {
                forget("somebody stores", database, year, share);
                return null;
            });
            say("storing beside it", beside);
        }
        return 0;
    }

    private void forget(String when, Database database, YearOfEvents year, int percent) throws Exception {
        long begin = System.nanoTime();
        var gone = new Retention(database, batch).forget(year.before(percent), soFar -> {});
        var took = seconds(begin);
        out.printf(
                "deleted while %s: %d events, %d rows of the ledger in %.1f s, %.0f events/s, %d a transaction%n",
                when, gone.events(), gone.records(), took, gone.events() / took, batch);
    }

    /** Stores for as long as the work takes, and the events last. */
    private static List<Double> storing(Database database, List<BieEvent> events, Callable<Void> work)
            throws Exception {
        var threads = Executors.newSingleThreadExecutor();
        try {
            var storing = new Storing(database, events);
            var times = threads.submit(storing);
            work.call();
            storing.end();
            return times.get();
        } finally {
            threads.shutdownNow();
        }
    }

    private void say(String what, List<Double> millis) {
        out.printf(
                "%s: %d batches, %.1f ms at the median, %.1f ms at p99%n",
                what, millis.size(), millis.get(millis.size() / 2), millis.get(millis.size() * 99 / 100));
    }

    private static double seconds(long begin) {
        return (System.nanoTime() - begin) / 1e9;
    }
}
