package gov.va.vro.bie.it.chaos;

import gov.va.vro.bie.it.faces.ChosenRabbitMq;
import gov.va.vro.bie.it.faults.SuiteOptions;
import gov.va.vro.bie.localstack.Progress;
import gov.va.vro.bie.localstack.Stack;
import gov.va.vro.bie.localstack.StackOptions;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The command line of the chaos run. */
@Command(
        name = "chaos",
        sortOptions = false,
        description = {
            "Runs the whole pipeline, Kafka to database, under load on a stack of its own, and kills, hangs, cuts and"
                    + " restarts Kafka, Connect worker, RabbitMQ, PostgreSQL and persisters at random, up to three at"
                    + " once; now and then everything comes again. After each cycle all has to come to rest by itself,"
                    + " and the tables are compared with what was produced, column by column.",
            "",
            "Produced is what Kafka has acknowledged; the producer is idempotent, and goes on until it has. Kafka is one"
                    + " node: what it has acknowledged survives its process, and would not survive a power cut.",
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

    @Mixin
    private SuiteOptions options;

    @Option(names = "--persisters", paramLabel = "P", defaultValue = "2", description = "persisters (default: 2)")
    private int persisters;

    @Option(
            names = "--no-ledger",
            description = "without the ledger's connector, which otherwise runs too; its view must end empty")
    private boolean noLedger;

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
        options.check();
        options.require(
                persisters >= 1 && persisters <= MOST_PERSISTERS, "--persisters must be from 1 to " + MOST_PERSISTERS);
        options.emptyDirectory();
        var isWhole = runOnStack();
        if (isWhole) {
            options.emptyDirectory();
        }
        return isWhole ? 0 : 1;
    }

    private boolean runOnStack() throws Exception {
        var plan = new ChaosGround.Plan(
                options.directory(),
                options.distribution(),
                options.connectors(),
                options.workers(),
                persisters,
                !noLedger,
                options.perSecond(),
                options.seed());
        try (var stack = Stack.start(
                        new StackOptions(options.directory(), options.distribution(), ChosenRabbitMq.environment()),
                        Progress.NONE);
                var ground = ChaosGround.open(stack, plan)) {
            out.printf(
                    "seed %d, %d workers, %d persisters, state and logs in %s%n",
                    options.seed(), options.workers(), persisters, options.directory());
            return new ChaosRun(ground, new ChaosSchedule(options.seed()), out)
                    .run(options.firstCycle(), options.until());
        }
    }
}
