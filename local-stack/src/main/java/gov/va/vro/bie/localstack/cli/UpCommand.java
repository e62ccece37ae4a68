package gov.va.vro.bie.localstack.cli;

import gov.va.vro.bie.localstack.DirectoryLock;
import gov.va.vro.bie.localstack.StackException;
import gov.va.vro.bie.localstack.files.FileTrees;
import gov.va.vro.bie.localstack.files.PrivateFiles;
import gov.va.vro.bie.localstack.process.LogTail;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * Starts the supervisor, in a session of its own so that it outlives the shell, and follows it until all parts are up.
 * Interrupted before that, it takes the supervisor with it.
 */
@Command(name = "up", description = "Starts all five parts, and returns when each answers.")
final class UpCommand implements Callable<Integer> {

    private static final Duration PAUSE = Duration.ofMillis(100);

    @Mixin
    private StackDirectory directory;

    @Option(names = "--distribution", required = true, hidden = true)
    private Path distribution;

    @Option(
            names = "--tls",
            description =
                    "RabbitMQ and PostgreSQL speak TLS too, with keys that are made at the first start; endpoints.json says"
                            + " where both are.")
    private boolean tls;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        var out = spec.commandLine().getOut();
        var turn = takeTurn(out);
        try {
            if (directory.isRunning()) {
                out.println("The stack in " + directory.path() + " is up already.");
                return new StatusCommand(directory, spec).call();
            }
            out.println("Starting the stack in " + directory.path());
            out.flush();
            follow(startSupervisor(), out);
            new Summary(directory).print(out);
            return 0;
        } finally {
            turn.close();
        }
    }

    /** One {@code up} at a time in a directory; the second finds what the first has started. */
    private DirectoryLock takeTurn(PrintWriter out) {
        var turn = DirectoryLock.tryAcquire(directory.path(), "up.lock");
        if (turn.isEmpty()) {
            out.println("Another \"up\" is at work on " + directory.path() + ": waiting for it");
            out.flush();
        }
        while (turn.isEmpty()) {
            LockSupport.parkNanos(PAUSE.toNanos());
            turn = DirectoryLock.tryAcquire(directory.path(), "up.lock");
        }
        return turn.get();
    }

    private Process startSupervisor() throws IOException {
        directory.transcript().begin();
        PrivateFiles.directory(directory.log("supervisor").getParent());
        // A copy, since the next build may replace the jars under a supervisor that is running.
        var lib = directory.path().resolve("lib");
        FileTrees.copy(distribution.resolve("lib"), lib);
        var command = new ArrayList<>(List.of(
                "setsid",
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx128m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Dfile.encoding=UTF-8",
                "-cp",
                lib.resolve("local-stack.jar").toString(),
                StackCommand.class.getName(),
                "supervise",
                "--directory",
                directory.path().toString(),
                "--distribution",
                distribution.toAbsolutePath().normalize().toString()));
        if (tls) {
            command.add("--tls");
        }
        return new ProcessBuilder(command)
                .directory(directory.path().toFile())
                .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        directory.log("supervisor").toFile()))
                .start();
    }

    private void follow(Process supervisor, PrintWriter out) {
        var abort = new Thread(supervisor::destroy);
        Runtime.getRuntime().addShutdownHook(abort);
        var told = 0;
        while (true) {
            var alive = supervisor.isAlive();
            var text = directory.transcript().text();
            var outcome = Transcript.outcome(text);
            if (outcome.isPresent()) {
                tell(text.substring(told), out);
                Runtime.getRuntime().removeShutdownHook(abort);
                outcome.get().failure().ifPresent(UpCommand::fail);
                return;
            }
            if (!alive) {
                fail("the supervisor ended while it was starting; its log " + directory.log("supervisor") + " ends in\n"
                        + LogTail.of(directory.log("supervisor"), 15));
            }
            told += tell(text.substring(told), out);
            LockSupport.parkNanos(PAUSE.toNanos());
        }
    }

    /** Prints whole lines, and says how many characters they were. */
    private static int tell(String news, PrintWriter out) {
        var end = news.lastIndexOf('\n') + 1;
        news.substring(0, end).lines().takeWhile(Transcript::isLine).forEach(out::println);
        out.flush();
        return end;
    }

    private static void fail(String reason) {
        throw new StackException(reason);
    }
}
