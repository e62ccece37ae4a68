package gov.va.vro.bie.persister.cli;

import gov.va.vro.bie.persister.config.PersisterConfig;
import gov.va.vro.bie.persister.store.Database;
import gov.va.vro.bie.persister.store.Schema;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/**
 * Migrates the schema and ends; needs only the POSTGRES_ variables, so it can run with an owner's credentials that the
 * service never sees.
 */
@Command(name = "migrate", description = "Brings the schema up to date and ends.", mixinStandardHelpOptions = true)
public final class MigrateCommand implements Callable<Integer> {

    private final Map<String, String> environment;

    @Spec
    private CommandSpec spec;

    public MigrateCommand(Map<String, String> environment) {
        this.environment = environment;
    }

    @Override
    public Integer call() throws Exception {
        var config = PersisterConfig.databaseFrom(environment);
        QuietLogs.on();
        try (var database = Database.of(config)) {
            var schema = new Schema(database);
            var count = schema.migrate();
            spec.commandLine()
                    .getOut()
                    .println("Schema \"" + config.schema() + "\": " + count + " migrations run, now at version "
                            + schema.version());
            return ExitCode.DONE;
        }
    }
}
