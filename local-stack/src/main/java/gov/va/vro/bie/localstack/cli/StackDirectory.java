package gov.va.vro.bie.localstack.cli;

import gov.va.vro.bie.localstack.DirectoryLock;
import gov.va.vro.bie.localstack.Endpoints;
import gov.va.vro.bie.localstack.Stack;
import gov.va.vro.bie.localstack.StackException;
import gov.va.vro.bie.localstack.process.PidFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The directory of one stack, and what a command that is not the stack itself can know of it. */
final class StackDirectory {

    @Option(
            names = "--directory",
            paramLabel = "DIR",
            defaultValue = ".local-stack",
            description = "Where the stack keeps its data, logs and endpoints.json (default: ${DEFAULT-VALUE}). Several"
                    + " stacks live in several directories.")
    private Path directory;

    Path path() {
        return directory.toAbsolutePath().normalize();
    }

    Path endpointsFile() {
        return Stack.endpointsFile(path());
    }

    /** Where it answers, if it is up. */
    Optional<Endpoints> endpoints() {
        try {
            return Files.exists(endpointsFile()) ? Optional.of(Endpoints.read(endpointsFile())) : Optional.empty();
        } catch (IOException e) {
            throw new StackException("cannot read " + endpointsFile() + ": " + e.getMessage(), e);
        }
    }

    /** Whether a stack runs here, starts, or ends. */
    boolean isRunning() {
        if (Files.notExists(path())) {
            return false;
        }
        var lock = DirectoryLock.tryAcquire(path());
        lock.ifPresent(DirectoryLock::close);
        return lock.isEmpty();
    }

    Path run() {
        return Stack.runFiles(path());
    }

    PidFile supervisor() {
        return PidFile.at(run().resolve("supervisor"));
    }

    PidFile pidFile(String name) {
        return PidFile.at(run().resolve(name + ".pid"));
    }

    Path log(String name) {
        return path().resolve("logs").resolve(name + ".log");
    }

    Transcript transcript() {
        return new Transcript(run().resolve("start"));
    }
}
