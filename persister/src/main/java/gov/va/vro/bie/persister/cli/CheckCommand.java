package gov.va.vro.bie.persister.cli;

import gov.va.vro.bie.persister.config.BrokerConfig;
import gov.va.vro.bie.persister.config.ConfigurationException;
import gov.va.vro.bie.persister.config.DatabaseConfig;
import gov.va.vro.bie.persister.config.ManagementConfig;
import gov.va.vro.bie.persister.config.PersisterConfig;
import gov.va.vro.bie.persister.policy.ManagementException;
import gov.va.vro.bie.persister.policy.PolicyCheck;
import gov.va.vro.bie.persister.receive.Broker;
import gov.va.vro.bie.persister.receive.BrokerException;
import gov.va.vro.bie.persister.store.Database;
import gov.va.vro.bie.persister.store.DatabaseException;
import gov.va.vro.bie.persister.store.Schema;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Looks at everything that run needs and changes nothing: a line each. */
@Command(
        name = "check",
        description = {
            "Looks at configuration, broker, database, migrations and policies, and changes nothing.",
            "Exits with the code of the first that is not right."
        },
        mixinStandardHelpOptions = true)
public final class CheckCommand implements Callable<Integer> {

    private final Map<String, String> environment;

    @Spec
    private CommandSpec spec;

    public CheckCommand(Map<String, String> environment) {
        this.environment = environment;
    }

    @Override
    public Integer call() throws Exception {
        QuietLogs.on();
        var config = configuration();
        say("ok", "configuration", "batches of " + config.batch().size() + ", health pages on " + config.http());
        var codes = IntStream.of(
                checkBroker(config.broker()), checkDatabase(config.database()), checkPolicies(config.management()));
        return codes.filter(code -> code != ExitCode.DONE).findFirst().orElse(ExitCode.DONE);
    }

    private PersisterConfig configuration() throws ConfigurationException {
        try {
            return PersisterConfig.from(environment);
        } catch (ConfigurationException e) {
            say("FAILED", "configuration", e.problems().size() + " to be set right; nothing else was looked at");
            throw e;
        }
    }

    private int checkBroker(BrokerConfig config) {
        try {
            say("ok", "broker", config + ": " + new Broker(config).probe());
            return ExitCode.DONE;
        } catch (BrokerException e) {
            say("FAILED", "broker", e.getMessage());
            return ExitCode.BROKER;
        }
    }

    private int checkDatabase(DatabaseConfig config) {
        try (var database = Database.of(config)) {
            say("ok", "database", config + ": PostgreSQL " + database.probe());
            return checkMigrations(database);
        } catch (DatabaseException e) {
            say("FAILED", "database", e.getMessage());
            say("FAILED", "migrations", "not looked at");
            return ExitCode.DATABASE;
        }
    }

    private int checkMigrations(Database database) {
        var schema = new Schema(database);
        try {
            var pending = schema.pending();
            if (pending == 0) {
                say("ok", "migrations", "at version " + schema.version());
                return ExitCode.DONE;
            }
            say("FAILED", "migrations", "missing: " + pending + "; run \"persister migrate\"");
        } catch (DatabaseException e) {
            say("FAILED", "migrations", e.getMessage());
        }
        return ExitCode.MIGRATIONS;
    }

    int checkPolicies(Optional<ManagementConfig> management) throws InterruptedException {
        if (management.isEmpty()) {
            say("-", "policies", "not looked at: RABBITMQ_MANAGEMENT_URL is not set");
            return ExitCode.DONE;
        }
        try {
            var findings = new PolicyCheck(management.get()).findings();
            if (!findings.isEmpty()) {
                say("FAILED", "policies", String.join("; ", findings) + "; import policies.json");
                return ExitCode.POLICIES;
            }
            say("ok", "policies", management.get() + ": they keep the queues whole");
            return ExitCode.DONE;
        } catch (ManagementException e) {
            say("FAILED", "policies", "not looked at: " + e.getMessage());
            return ExitCode.POLICIES;
        } catch (RuntimeException e) {
            say(
                    "FAILED",
                    "policies",
                    "not looked at: unexpected " + e.getClass().getSimpleName() + "; check RABBITMQ_MANAGEMENT_URL");
            return ExitCode.POLICIES;
        }
    }

    private void say(String verdict, String what, String text) {
        spec.commandLine().getOut().printf("%-6s  %-13s  %s%n", verdict, what, text);
    }
}
