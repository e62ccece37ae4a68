package gov.va.vro.bie.localstack.demo;

import gov.va.vro.bie.localstack.demo.Performance.Request;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * The demo's command line: the whole pipeline on this machine, shown step by step.
 *
 * <p>The last line of the output is {@link Result#line}; the exit code is 0 only if everything is stored and nothing
 * personal was found, 1 if not, 2 for a wrong option.
 */
@Command(
        name = "demo",
        sortOptions = false,
        description = {
            "Runs the whole pipeline on this machine: Kafka, Schema Registry, Kafka Connect with the transform and the"
                    + " sink, RabbitMQ, the persister and PostgreSQL; publishes contention events and shows them arrive.",
            "A stack that is already up (./local-stack/stack up) is used and left up.",
            ""
        },
        footer = {
            "",
            "The last line is for scripts: RESULT published=N confirmed=N stored=N parked=N missing=N pii=N",
            "(pii=-1: ended before it could look). The exit code is 0 only if all is stored and pii=0."
        })
public final class Demo implements Callable<Integer> {
    @Option(names = "--events", paramLabel = "N", defaultValue = "1000", description = "how many (default: 1000)")
    private long events;

    @Option(names = "--seed", paramLabel = "S", defaultValue = "42", description = "which ones (default: 42)")
    private long seed;

    @Option(names = "--keep", description = "leave it all up (./local-stack/stack down ends it)")
    private boolean keep;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "this text")
    private boolean help;

    @Option(names = "--directory", required = true, hidden = true)
    private Path directory;

    @Option(names = "--root", required = true, hidden = true)
    private Path root;

    @Option(names = "--distribution", required = true, hidden = true)
    private Path distribution;

    @Option(names = "--built", hidden = true)
    private boolean built;

    @Option(names = "--build-seconds", hidden = true)
    private long buildSeconds;

    @Spec
    private CommandSpec spec;

    private final Screen screen;
    private final Path copy;

    /** @param copy the jars that run, copied for this demo alone */
    Demo(Screen screen, Path copy) {
        this.screen = screen;
        this.copy = copy;
    }

    public static void main(String[] args) {
        var out = new PrintStream(new FileOutputStream(FileDescriptor.out), false, StandardCharsets.UTF_8);
        var style = Screen.Style.of(Boolean.getBoolean("demo.terminal"), System.getenv());
        var screen = new Screen(out, style);
        var copy = absolute(Path.of(System.getProperty("demo.copy")));
        var commandLine = new CommandLine(new Demo(screen, copy));
        commandLine.setExecutionExceptionHandler((failure, command, parsed) -> {
            // What fails because a signal is just ending everything is no news.
            if (!screen.isMuted()) {
                throw failure;
            }
            return 1;
        });
        int exitCode = commandLine.execute(args);
        Abandoned.delete(copy);
        System.exit(exitCode);
    }

    @Override
    public Integer call() throws InterruptedException {
        if (events < 1) {
            throw new ParameterException(spec.commandLine(), "--events must be at least 1");
        }
        screen.heading("The whole pipeline on this machine");
        screen.done("Build", built ? "from source" : "was up to date", Duration.ofSeconds(buildSeconds));
        var request =
                new Request(events, seed, keep, absolute(directory), absolute(root), absolute(distribution), copy);
        var result = new Performance(screen, request).run();
        screen.line(result.line());
        return result.exitCode();
    }

    private static Path absolute(Path path) {
        return path.toAbsolutePath().normalize();
    }
}
