package gov.va.vro.bie.it.faults;

import gov.va.vro.bie.localstack.DirectoryLock;
import gov.va.vro.bie.localstack.Workers;
import gov.va.vro.bie.localstack.files.FileTrees;
import gov.va.vro.bie.localstack.recipe.PostgreSql;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What every command that runs cycles of faults is told, and the directory that its stack has for itself. */
public final class SuiteOptions {

    /** Behind those of the command. */
    private static final int LAST = 100;

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
            names = {"-h", "--help"},
            order = LAST,
            usageHelp = true,
            description = "this text")
    private boolean help;

    @Option(names = "--directory", required = true, hidden = true)
    private Path directory;

    @Option(names = "--connectors", required = true, hidden = true)
    private Path connectors;

    @Option(names = "--distribution", required = true, hidden = true)
    private Path distribution;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    public long seed() {
        return seed;
    }

    public int firstCycle() {
        return firstCycle;
    }

    public int perSecond() {
        return perSecond;
    }

    public int workers() {
        return workers;
    }

    public Path directory() {
        return directory;
    }

    public Path connectors() {
        return connectors;
    }

    public Path distribution() {
        return distribution;
    }

    /** When no further cycle begins. */
    public Instant until() {
        return Instant.now().plus(Duration.ofMillis(Math.round(minutes * 60_000)));
    }

    /** @throws ParameterException when one of them makes no sense */
    public void check() {
        require(minutes > 0, "--minutes must be more than 0");
        require(workers >= 1 && workers <= Workers.MOST, "--workers must be from 1 to " + Workers.MOST);
    }

    /** @throws ParameterException with the message, unless the condition holds */
    public void require(boolean condition, String message) {
        if (!condition) {
            throw new ParameterException(command.commandLine(), message);
        }
    }

    /** Deletes what an earlier run has left; not what another one is using. */
    public void emptyDirectory() throws IOException {
        DirectoryLock.tryAcquire(directory)
                .orElseThrow(() -> new ParameterException(command.commandLine(), "another run is using " + directory))
                .close();
        PostgreSql.deleteDataElsewhere(directory);
        FileTrees.delete(directory);
    }
}
