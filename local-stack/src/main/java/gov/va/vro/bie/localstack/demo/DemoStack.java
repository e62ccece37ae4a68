package gov.va.vro.bie.localstack.demo;

import gov.va.vro.bie.localstack.Endpoints;
import gov.va.vro.bie.localstack.Stack;
import gov.va.vro.bie.localstack.process.PidFile;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The stack that a demo stands on: one of its own, which ends with it, or a supervisor's, which stays up.
 *
 * <p>Closed by the main thread or by a shutdown hook, whichever comes first; the other waits for it.
 */
final class DemoStack implements AutoCloseable {
    private final Path directory;
    private final Endpoints endpoints;
    private final Optional<ProcessHandle> supervisor;
    private final Runnable end;
    private boolean closed;

    private DemoStack(Path directory, Endpoints endpoints, Optional<ProcessHandle> supervisor, Runnable end) {
        this.directory = directory;
        this.endpoints = endpoints;
        this.supervisor = supervisor;
        this.end = end;
    }

    /** @param end how everything is ended in good order */
    static DemoStack own(Path directory, Endpoints endpoints, Runnable end) {
        return new DemoStack(directory, endpoints, Optional.empty(), end);
    }

    static DemoStack of(ProcessHandle supervisor, Path directory, Endpoints endpoints) {
        return new DemoStack(directory, endpoints, Optional.of(supervisor), () -> {});
    }

    /** The supervisor of a stack in {@code directory}, if it is there. */
    static Optional<ProcessHandle> supervisorOf(Path directory) {
        return PidFile.at(Stack.runFiles(directory).resolve("supervisor")).process();
    }

    Path directory() {
        return directory;
    }

    Path logs() {
        return directory.resolve("logs");
    }

    Path run() {
        return Stack.runFiles(directory);
    }

    Endpoints endpoints() {
        return endpoints;
    }

    /** Who has it, when it is not the demo's own. */
    Optional<ProcessHandle> supervisor() {
        return supervisor;
    }

    @Override
    public synchronized void close() {
        if (!closed) {
            closed = true;
            end.run();
        }
    }
}
