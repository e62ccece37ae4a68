package gov.va.vro.bie.localstack.demo;

import gov.va.vro.bie.localstack.Endpoints;
import gov.va.vro.bie.localstack.Stack;
import gov.va.vro.bie.localstack.process.Child;
import gov.va.vro.bie.localstack.process.ChildSpec;
import gov.va.vro.bie.localstack.process.Tether;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** A stack that {@code ./local-stack/stack up} has started or now starts: found, asked whether it is well, and used. */
final class SupervisedStacks {
    private static final Duration UNTIL_UP = Duration.ofMinutes(3);
    private static final Duration PAUSE = Duration.ofMillis(200);

    private final Screen screen;
    private final Path directory;
    private final Path stackScript;
    private final Path ownFiles;

    /**
     * @param directory the stack's state
     * @param stackScript local-stack/stack
     * @param ownFiles a directory of the demo's own
     */
    SupervisedStacks(Screen screen, Path directory, Path stackScript, Path ownFiles) {
        this.screen = screen;
        this.directory = directory;
        this.stackScript = stackScript;
        this.ownFiles = ownFiles;
    }

    /** Empty when no supervisor runs. */
    Optional<DemoStack> find() throws InterruptedException {
        var supervisor = DemoStack.supervisorOf(directory);
        return supervisor.isEmpty() ? Optional.empty() : Optional.of(use(supervisor.get()));
    }

    /** Starts one, unless it is up already. An "up" that the demo leaves unfinished is taken back. */
    DemoStack up() throws InterruptedException {
        var running = find();
        if (running.isPresent()) {
            return running.get();
        }
        // Not among what runs of the stack: a stack that starts ends whatever it finds there.
        var tether = new Tether(directory.resolve("logs"), ownFiles.resolve("run"));
        var command = List.of(stackScript.toString(), "up", "--directory", directory.toString());
        var up = tether.start(ChildSpec.of("demo-up", directory, command).withEnvironment(System.getenv()));
        follow(up);
        if (up.onExit().join() != 0) {
            throw new DemoException("./local-stack/stack up failed:\n" + up.lastLines());
        }
        return find().orElseThrow(() -> new DemoException("Another demo or a test has a stack of its own in "
                + directory + ", which ends with it: wait for its end, or leave out --keep"));
    }

    private void follow(Child up) throws InterruptedException {
        while (up.isAlive()) {
            up.lastLines()
                    .lines()
                    .reduce((earlier, later) -> later)
                    .ifPresent(line -> screen.now("    " + line.strip()));
            Thread.sleep(PAUSE.toMillis());
        }
    }

    private DemoStack use(ProcessHandle supervisor) throws InterruptedException {
        var endpoints = awaitEndpoints(supervisor);
        var silent = SilentPart.among(endpoints, directory.resolve("logs"));
        if (silent.isPresent()) {
            throw new DemoException(silent.get() + ": ./local-stack/stack down, and again");
        }
        return DemoStack.of(supervisor, directory, endpoints);
    }

    private Endpoints awaitEndpoints(ProcessHandle supervisor) throws InterruptedException {
        var file = Stack.endpointsFile(directory);
        long begin = System.nanoTime();
        while (!isWrittenBy(supervisor, file)) {
            screen.now("    waiting for the stack in " + directory + " to be up");
            if (!supervisor.isAlive() || System.nanoTime() - begin > UNTIL_UP.toNanos()) {
                throw new DemoException(
                        "The stack in " + directory + " does not come up: see " + directory.resolve("logs"));
            }
            Thread.sleep(PAUSE.toMillis());
        }
        try {
            return Endpoints.read(file);
        } catch (IOException e) {
            throw new DemoException("Cannot read " + file + ": " + e.getMessage(), e);
        }
    }

    /** A stack that was killed leaves its file behind, until the next one is up. */
    private static boolean isWrittenBy(ProcessHandle supervisor, Path file) {
        var started = supervisor.info().startInstant().orElse(Instant.EPOCH);
        try {
            return Files.exists(file)
                    && Files.getLastModifiedTime(file).toInstant().isAfter(started);
        } catch (IOException e) {
            return false;
        }
    }
}
