package gov.va.vro.bie.it.chaos;

import gov.va.vro.bie.localstack.DirectoryLock;
import gov.va.vro.bie.localstack.Progress;
import gov.va.vro.bie.localstack.Stack;
import gov.va.vro.bie.localstack.StackOptions;
import gov.va.vro.bie.localstack.Workers;
import gov.va.vro.bie.localstack.files.FileTrees;
import gov.va.vro.bie.localstack.recipe.PostgreSql;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command line of the chaos run. */
@Command(
        name = "chaos",
        sortOptions = false,
        description = {
            "Runs the whole pipeline, Kafka to database, under load on a stack of its own, and kills, hangs, cuts and"
                    + " restarts Connect worker, RabbitMQ, PostgreSQL and persisters at random, up to three at once;"
                    + " now and then everything comes again. After each cycle all has to come to rest by itself, and"
                    + " the tables are compared with what was produced, column by column.",
            ""
        },
        footer = {
            "",
            "The last line is for scripts: RESULT cycles=N produced=N stored=N missing=N extra=N parked=N",
            "The exit code is 0 only if nothing was missing or extra. The same seed draws the same schedule, and --from"
                    + " begins with a cycle in the middle of it; what comes of one depends on timing as well, so keep"
                    + " the state and the logs that a failing run leaves behind."
        })
public final class ChaosSuite implements Callable<Integer> {

    private static final int MOST_PERSISTERS = 8;

    @Option(names = "--minutes", paramLabel = "M", defaultValue = "5", description = "how long (default: 5)")
    private double minutes;

    @Option(names = "--seed", paramLabel = "S", defaultValue = "1", description = "which schedule (default: 1)")
    private long seed;

    @Option(
            names = "--from",
            paramLabel = "N",
            defaultValue = "1",
            description = "the schedule's cycle to begin with (default: 1)")
    private int firstCycle;

    @Option(
            names = "--rate",
            paramLabel = "R",
            defaultValue = "300",
            description = "events a second, beside the bursts (default: 300)")
    private int perSecond;

    @Option(names = "--workers", paramLabel = "W", defaultValue = "1", description = "Connect workers (default: 1)")
    private int workers;

    @Option(names = "--persisters", paramLabel = "P", defaultValue = "2", description = "persisters (default: 2)")
    private int persisters;

    @Option(
            names = "--no-ledger",
            description = "without the ledger's connector, which otherwise runs too; its view must end empty")
    private boolean noLedger;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "this text")
    private boolean help;

    @Option(names = "--directory", required = true, hidden = true)
    private Path directory;

    @Option(names = "--connectors", required = true, hidden = true)
    private Path connectors;

    @Option(names = "--distribution", required = true, hidden = true)
    private Path distribution;

    @Spec
    private CommandSpec spec;

    private final PrintStream out;

    private ChaosSuite(PrintStream out) {
        this.out = out;
    }

    public static void main(String[] args) {
        var out = new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
        System.exit(new CommandLine(new ChaosSuite(out)).execute(args));
    }

    @Override
    public Integer call() throws Exception {
        require(minutes > 0, "--minutes must be more than 0");
        require(workers >= 1 && workers <= Workers.MOST, "--workers must be from 1 to " + Workers.MOST);
        require(persisters >= 1 && persisters <= MOST_PERSISTERS, "--persisters must be from 1 to " + MOST_PERSISTERS);
        empty();
        var isWhole = runOnStack();
        if (isWhole) {
            empty();
            return 0;
        }
        return 1;
    }

    private boolean runOnStack() throws Exception {
        var plan = new ChaosGround.Plan(
                directory, distribution, connectors, workers, persisters, !noLedger, perSecond, seed);
        try (var stack = Stack.start(new StackOptions(directory, distribution, Map.of()), Progress.NONE);
                var ground = ChaosGround.open(stack, plan)) {
            out.printf(
                    "seed %d, %d workers, %d persisters, state and logs in %s%n", seed, workers, persisters, directory);
            var until = Instant.now().plus(Duration.ofMillis(Math.round(minutes * 60_000)));
            return new ChaosRun(ground, new ChaosSchedule(seed), out).run(firstCycle, until);
        }
    }

    private void require(boolean condition, String message) {
        if (!condition) {
            throw new ParameterException(spec.commandLine(), message);
        }
    }

    /** What an earlier run has left; not what another one is using. */
    private void empty() throws IOException {
        DirectoryLock.tryAcquire(directory)
                .orElseThrow(() -> new ParameterException(spec.commandLine(), "another run is using " + directory))
                .close();
        PostgreSql.deleteDataElsewhere(directory);
        FileTrees.delete(directory);
    }
}
