package gov.va.vro.bie.it.faults;

import gov.va.vro.bie.it.faces.ChosenRabbitMq;
import gov.va.vro.bie.it.trial.Trial;
import gov.va.vro.bie.it.trial.TrialPlan;
import gov.va.vro.bie.localstack.Progress;
import gov.va.vro.bie.localstack.Stack;
import gov.va.vro.bie.localstack.StackOptions;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

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

    @Mixin
    private SuiteOptions options;

    @Option(
            names = "--outage",
            paramLabel = "M",
            description = "instead of the schedule: RabbitMQ is away for so many minutes, and the worker is measured")
    private Double outageMinutes;

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
        options.check();
        options.emptyDirectory();
        var isSound = runOnStack();
        if (isSound) {
            options.emptyDirectory();
        }
        return isSound ? 0 : 1;
    }

    private boolean runOnStack() throws Exception {
        try (var stack = Stack.start(
                new StackOptions(options.directory(), options.distribution(), ChosenRabbitMq.environment()),
                Progress.NONE)) {
            for (int number = 2; number <= options.workers(); number++) {
                stack.workers().start(number);
            }
            var trial = Trial.open(plan(), stack.endpoints());
            try {
                var ground = Ground.of(stack, options.workers(), options.directory(), trial);
                out.printf(
                        "seed %d, %d workers, state and logs in %s%n",
                        options.seed(), options.workers(), options.directory());
                return run(ground);
            } finally {
                trial.abandon();
            }
        }
    }

    private boolean run(Ground ground) throws Exception {
        if (outageMinutes != null) {
            return new Outage(ground, out).run(Duration.ofMillis(Math.round(outageMinutes * 60_000)));
        }
        return new FaultRun(ground, new Schedule(options.seed()), out).run(options.firstCycle(), options.until());
    }

    private TrialPlan plan() throws IOException {
        // Kafka deletes nothing here: a task that misses a record is wrong, and shall fail.
        var settings = Map.of("rabbitmq.confirm.timeout.ms", "8000", "rabbitmq.gap.policy", "fail");
        return TrialPlan.shipped(options.connectors(), CONNECTOR, options.perSecond(), options.seed(), settings);
    }
}
