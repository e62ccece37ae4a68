package gov.va.vro.bie.persister.cli;

import gov.va.vro.bie.persister.config.PersisterConfig;
import gov.va.vro.bie.persister.store.Database;
import gov.va.vro.bie.persister.store.Retention;
import gov.va.vro.bie.persister.store.Retention.Gone;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * Deletes old events and ends; needs only the POSTGRES_ variables, of a role that may delete, such as the owner. What
 * runs it, and how often, is the operator's.
 */
@Command(
        name = "forget",
        description = {
            "Deletes events whose record is older, their codes' links and their rows of the ledger, and ends.",
            "Parked messages that still wait stay. It may be ended and run again at any time."
        },
        mixinStandardHelpOptions = true)
public final class ForgetCommand implements Callable<Integer> {

    private static final Duration SHORTEST = Duration.ofDays(1);

    private final Map<String, String> environment;
    private final Clock clock;

    @Option(
            names = "--older-than",
            paramLabel = "P400D",
            required = true,
            description = "days, as ISO 8601 writes them; at least one")
    private Duration age;

    @Option(
            names = "--batch",
            paramLabel = "N",
            defaultValue = "5000",
            description = "events a transaction, at most 100000 (default: 5000)")
    private int batch;

    @Option(
            names = "--pause",
            paramLabel = "PT0.1S",
            defaultValue = "PT0S",
            description = "between two transactions (default: none)")
    private Duration pause;

    @Option(names = "--dry-run", description = "only says how many events it would delete")
    private boolean dryRun;

    @Spec
    private CommandSpec spec;

    public ForgetCommand(Map<String, String> environment, Clock clock) {
        this.environment = environment;
        this.clock = clock;
    }

    @Override
    public Integer call() throws Exception {
        require(age.compareTo(SHORTEST) >= 0, "--older-than must be at least one day, such as P400D");
        require(batch >= 1 && batch <= 100_000, "--batch must be from 1 to 100000");
        require(!pause.isNegative(), "--pause must not be negative");
        var config = PersisterConfig.databaseFrom(environment);
        QuietLogs.on();
        var before = clock.instant().minus(age);
        try (var database = Database.of(config)) {
            var retention = new Retention(database, batch);
            if (dryRun) {
                say("Schema \"" + config.schema() + "\": " + retention.count(before) + " events are older than "
                        + before);
            } else {
                say("Schema \"" + config.schema() + "\", older than " + before + ": "
                        + text(retention.forget(before, gone -> Thread.sleep(pause.toMillis()))));
            }
            return ExitCode.DONE;
        }
    }

    private static String text(Gone gone) {
        return "%d events, %d notes of parked messages and %d rows of the ledger are deleted"
                .formatted(gone.events(), gone.parked(), gone.records());
    }

    private void require(boolean right, String otherwise) {
        if (!right) {
            throw new ParameterException(spec.commandLine(), otherwise);
        }
    }

    private void say(String line) {
        spec.commandLine().getOut().println(line);
    }
}
