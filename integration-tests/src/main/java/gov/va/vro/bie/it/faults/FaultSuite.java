package gov.va.vro.bie.it.faults;

import gov.va.vro.bie.it.trial.Trial;
import gov.va.vro.bie.it.trial.TrialPlan;
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

/** The command line of the random fault schedule. */
@Command(
        name = "faults",
        sortOptions = false,
        description = {
            "Makes faults at random under load, on a stack of its own: RabbitMQ, the line to it, the Connect worker and"
                    + " Kafka are killed, hung, cut and refilled; after each cycle everything has to heal by itself,"
                    + " and what independent subscribers received is compared with what was published.",
            ""
        },
        footer = {
            "",
            "The last line is for scripts: RESULT cycles=N attempted=N lost=N unexpected=N duplicated=N unflagged=N",
            "The exit code is 0 only if nothing was lost, unexpected or reordered, and every copy was one that the sink"
                    + " may make. The same seed draws the same schedule."
        })
public final class FaultSuite implements Callable<Integer> {

    private static final String CONNECTOR = "fault-suite";

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

    @Option(
            names = "--outage",
            paramLabel = "M",
            description = "instead of the schedule: RabbitMQ is away for so many minutes, and the worker is measured")
    private Double outageMinutes;

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

    private FaultSuite(PrintStream out) {
        this.out = out;
    }

    public static void main(String[] args) {
        var out = new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
        System.exit(new CommandLine(new FaultSuite(out)).execute(args));
    }

    @Override
    public Integer call() throws Exception {
        if (workers < 1 || workers > Workers.MOST) {
            throw new ParameterException(spec.commandLine(), "--workers must be from 1 to " + Workers.MOST);
        }
        empty();
        var isSound = runOnStack();
        if (isSound) {
            empty();
        }
        return isSound ? 0 : 1;
    }

    private boolean runOnStack() throws Exception {
        try (var stack = Stack.start(new StackOptions(directory, distribution, Map.of()), Progress.NONE)) {
            for (int number = 2; number <= workers; number++) {
                stack.workers().start(number);
            }
            var trial = Trial.open(plan(), stack.endpoints());
            try {
                var ground = Ground.of(stack, workers, directory, trial);
                out.printf("seed %d, %d workers, state and logs in %s%n", seed, workers, directory);
                return run(ground);
            } finally {
                trial.abandon();
            }
        }
    }

    private boolean run(Ground ground) throws Exception {
        if (outageMinutes != null) {
            return new Outage(ground, out).run(minutes(outageMinutes));
        }
        return new FaultRun(ground, new Schedule(seed), out)
                .run(firstCycle, Instant.now().plus(minutes(minutes)));
    }

    private static Duration minutes(double count) {
        return Duration.ofMillis(Math.round(count * 60_000));
    }

    private TrialPlan plan() throws IOException {
        // Kafka deletes nothing here: a task that misses a record is wrong, and shall fail.
        var settings = Map.of("rabbitmq.confirm.timeout.ms", "8000", "rabbitmq.gap.policy", "fail");
        return TrialPlan.shipped(connectors, CONNECTOR, perSecond, seed, settings);
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
