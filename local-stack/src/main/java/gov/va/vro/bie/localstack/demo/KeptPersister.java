package gov.va.vro.bie.localstack.demo;

import gov.va.vro.bie.localstack.process.PidFile;
import gov.va.vro.bie.localstack.process.Tether;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * A persister that outlives the demo and ends with the stack's supervisor. One that an earlier demo has left is used as
 * it is.
 */
final class KeptPersister implements Persister {
    static final String NAME = "persister";

    private final Tether tether;
    private final ProcessHandle supervisor;
    private final DemoStack stack;
    private final Path builtJar;
    private PidFile pidFile;

    /**
     * @param supervisor the stack's
     * @param builtJar is copied into the stack's directory, since a later build may replace it
     */
    KeptPersister(Tether tether, ProcessHandle supervisor, DemoStack stack, Path builtJar) {
        this.tether = tether;
        this.supervisor = supervisor;
        this.stack = stack;
        this.builtJar = builtJar;
        this.pidFile = PidFile.at(stack.run().resolve(NAME + ".pid"));
    }

    @Override
    public String start() throws IOException, InterruptedException {
        if (isAlive()) {
            return "runs already, log " + log().getFileName();
        }
        var jar = stack.directory().resolve(NAME + ".jar");
        Files.copy(builtJar, jar, StandardCopyOption.REPLACE_EXISTING);
        var command = PersisterCommand.of(NAME, jar, stack);
        pidFile = tether.startHeldBy(supervisor, command.spec());
        return command.awaitReady(this::isAlive, log());
    }

    @Override
    public void check() {
        if (!isAlive()) {
            throw new DemoException("The persister has ended: see " + log());
        }
    }

    /** Leaves it to the supervisor. */
    @Override
    public void close() {}

    private boolean isAlive() {
        return pidFile.process().isPresent();
    }

    private Path log() {
        return tether.log(NAME);
    }
}
