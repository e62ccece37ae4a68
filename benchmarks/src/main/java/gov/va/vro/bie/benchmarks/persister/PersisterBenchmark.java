package gov.va.vro.bie.benchmarks.persister;

import gov.va.vro.bie.benchmarks.Server;
import gov.va.vro.bie.localstack.Endpoints;
import gov.va.vro.bie.localstack.Part;
import gov.va.vro.bie.localstack.Progress;
import gov.va.vro.bie.localstack.Stack;
import gov.va.vro.bie.localstack.StackOptions;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * The persister as a process between a real RabbitMQ and a real PostgreSQL: how long from publishing to the commit, and
 * how it works off a backlog, in what memory.
 *
 * <p>The moment of a commit is the server's own (track_commit_timestamp), not this program's reading of it.
 */
@Command(
        name = "persister",
        description = "Latency from publish to commit at a steady rate, then a backlog and the memory that it takes.",
        mixinStandardHelpOptions = true)
public final class PersisterBenchmark implements Callable<Integer> {

    private static final int STATISTICS_LAG = 50_000;
    private static final String SCHEMA = "bie";

    @Option(names = "--rate", defaultValue = "500", description = "events a second (default: ${DEFAULT-VALUE})")
    private int rate;

    @Option(names = "--seconds", defaultValue = "60", description = "for how long (default: ${DEFAULT-VALUE})")
    private int seconds;

    @Option(
            names = "--backlog",
            defaultValue = "1000000",
            description = "events; 0 for none (default: ${DEFAULT-VALUE})")
    private int backlog;

    @Option(names = "--from-kafka", description = "publish to Kafka, and let the shipped connector publish to RabbitMQ")
    private boolean wholePipeline;

    @Option(names = "--heap", defaultValue = "256m", description = "the persister's (default: ${DEFAULT-VALUE})")
    private String heap;

    @Option(
            names = "--set",
            description = "a variable of the persister's, such as --set PERSISTER_BATCH_WAIT=5ms; may be repeated")
    private Map<String, String> variables = new HashMap<>();

    @Option(names = "--directory", required = true, hidden = true)
    private Path directory;

    @Option(names = "--distribution", required = true, hidden = true)
    private Path distribution;

    @Option(names = "--connector", required = true, hidden = true)
    private Path connector;

    @Option(names = "--jar", required = true, hidden = true)
    private Path jar;

    private final PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new PersisterBenchmark()).execute(arguments));
    }

    @Override
    public Integer call() throws Exception {
        try (var server = Server.start(directory.resolve("postgresql"))) {
            var foreign = Map.of("BIE_STACK_JDBC_URL", server.url() + "?user=postgres&password=postgres");
            var options = new StackOptions(directory.resolve("stack"), distribution, foreign);
            try (var stack = Stack.start(options, Progress.NONE)) {
                if (!wholePipeline) {
                    List.of(Part.CONNECT, Part.SCHEMA_REGISTRY, Part.KAFKA).forEach(stack::stop);
                }
                run(stack, server);
            }
        }
        return 0;
    }

    private void run(Stack stack, Server server) throws Exception {
        var environment = new HashMap<>(stack.persisterEnvironment());
        environment.put("POSTGRES_SCHEMA", SCHEMA);
        environment.put("PERSISTER_HTTP", "127.0.0.1:0");
        environment.putAll(variables);
        var persister = new PersisterProcess(jar, directory.resolve("persister"), heap, environment);
        persister.start();
        awaitTables(server);
        try (var publisher = publisher(stack.endpoints())) {
            // Warm: what it does first is not what it does all day.
            publisher.publish(rate, Duration.ofSeconds(15));
            awaitRows(server, publisher.published());
            var warm = Instant.now();
            publisher.publish(rate, Duration.ofSeconds(seconds));
            awaitRows(server, publisher.published());
            reportLatency(server, warm);
            if (backlog == 0) {
                return;
            }
            persister.stop();

            var before = publisher.published();
            var live = new ArrayList<Long>();
            publisher.publish(backlog);
            var start = System.nanoTime();
            persister.start();
            for (var quarter = 1; quarter <= 4; quarter++) {
                awaitRows(server, before + (int) ((long) backlog * quarter / 4));
                live.add(persister.liveMegabytes());
            }
            reportBacklog(persister, live, (System.nanoTime() - start) / 1e9);
        } finally {
            persister.stop();
        }
    }

    private Publisher publisher(Endpoints endpoints) throws Exception {
        return wholePipeline ? KafkaPublisher.open(endpoints, connector) : new RabbitMqPublisher(endpoints.amqp());
    }

    private void reportLatency(Server server, Instant since) throws SQLException {
        try (var connection = server.connect();
                var statement = connection.createStatement();
                var result = statement.executeQuery("""
                        SELECT count(*), percentile_cont(ARRAY[0.5, 0.9, 0.99, 1]) WITHIN GROUP (ORDER BY
                            extract(epoch FROM pg_xact_commit_timestamp(xmin) - source_timestamp) * 1000),
                            count(DISTINCT xmin::text)
                        FROM %s.bie_event WHERE source_timestamp >= '%s'""".formatted(SCHEMA, since))) {
            result.next();
            var millis = (Double[]) result.getArray(2).getArray();
            out.printf(
                    "%s to commit, %d events at %d/s: median %.1f ms, p90 %.1f ms, p99 %.1f ms, max %.1f ms; %.1f"
                            + " events a transaction%n",
                    wholePipeline ? "Kafka" : "RabbitMQ",
                    result.getLong(1),
                    rate,
                    millis[0],
                    millis[1],
                    millis[2],
                    millis[3],
                    result.getDouble(1) / result.getLong(3));
        }
    }

    private void reportBacklog(PersisterProcess persister, List<Long> live, double elapsed) throws IOException {
        out.printf(
                "backlog of %,d events: %.0f s with its start, %,.0f/s; processor time of the persister %.1f s%n",
                backlog, elapsed, backlog / elapsed, persister.processorTime().toMillis() / 1e3);
        out.printf(
                "live heap after each quarter of them: %s MB of -Xmx%s; resident at most %d MB%n",
                live, heap, persister.residentMegabytes());
    }

    private static void awaitTables(Server server) throws InterruptedException {
        while (true) {
            try {
                server.count(SCHEMA + ".bie_event");
                return;
            } catch (SQLException e) {
                TimeUnit.MILLISECONDS.sleep(100);
            }
        }
    }

    /**
     * By the server's statistics until the end is near, because counting would take from what is measured. They lag
     * behind by a second's rows while a session works, and by ten seconds when it has none left.
     */
    private static void awaitRows(Server server, int count) throws SQLException, InterruptedException {
        while (inserted(server) < count - STATISTICS_LAG || server.count(SCHEMA + ".bie_event") < count) {
            TimeUnit.MILLISECONDS.sleep(500);
        }
    }

    private static long inserted(Server server) throws SQLException {
        try (var connection = server.connect();
                var statement = connection.createStatement();
                var result = statement.executeQuery("SELECT n_tup_ins FROM pg_stat_user_tables WHERE relid = '" + SCHEMA
                        + ".bie_event'::regclass")) {
            return result.next() ? result.getLong(1) : 0;
        }
    }
}
