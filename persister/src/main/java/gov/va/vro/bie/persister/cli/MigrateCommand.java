package gov.va.vro.bie.persister.cli;

import gov.va.vro.bie.persister.config.PersisterConfig;
import gov.va.vro.bie.persister.store.Database;
import gov.va.vro.bie.persister.store.DatabaseException;
import gov.va.vro.bie.persister.store.Grants;
import gov.va.vro.bie.persister.store.Role;
import gov.va.vro.bie.persister.store.Schema;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * Migrates the schema and ends; needs only the POSTGRES_ variables, so it can run with an owner's credentials that the
 * service never sees.
 */
@Command(
        name = "migrate",
        description = {
            "Brings the schema up to date and ends.",
            "Roles that are named, and exist, get the privileges that they need, and lose any other on its tables."
        },
        mixinStandardHelpOptions = true)
public final class MigrateCommand implements Callable<Integer> {

    private final Map<String, String> environment;

    @Option(names = "--persister-role", paramLabel = "ROLE", description = "may store events; what run logs in as")
    private String persisterRole;

    @Option(names = "--ledger-role", paramLabel = "ROLE", description = "may write the ledger, and nothing else")
    private String ledgerRole;

    @Option(names = "--reader-role", paramLabel = "ROLE", description = "may read events and ledger")
    private String readerRole;

    @Spec
    private CommandSpec spec;

    public MigrateCommand(Map<String, String> environment) {
        this.environment = environment;
    }

    @Override
    public Integer call() throws Exception {
        var roles = roles();
        requireDifferent(roles.values());
        var config = PersisterConfig.databaseFrom(environment);
        QuietLogs.on();
        try (var database = Database.of(config)) {
            if (!answers(database)) {
                return ExitCode.DATABASE;
            }
            var schema = new Schema(database);
            var out = spec.commandLine().getOut();
            var pending = schema.pending();
            if (pending > 0) {
                out.println("Schema \"" + config.schema() + "\": " + pending
                        + " migrations missing; migrating, or waiting for whoever does");
            }
            var count = schema.migrate();
            new Grants(database).give(roles);
            out.println("Schema \"" + config.schema() + "\": " + count + " migrations run, now at version "
                    + schema.version());
            roles.forEach((role, name) -> out.println("Role \"" + name + "\" has what a " + role.label() + " needs"));
            return ExitCode.DONE;
        }
    }

    /** Says so where it does not. */
    private boolean answers(Database database) {
        try {
            database.probe();
            return true;
        } catch (DatabaseException e) {
            spec.commandLine().getErr().println("persister: " + e.getMessage());
            return false;
        }
    }

    /** Each is given exactly what it is for: the second turn would take away what the first has given. */
    private void requireDifferent(Collection<String> names) {
        var seen = new HashSet<String>();
        for (var name : names) {
            if (!seen.add(name)) {
                throw new ParameterException(
                        spec.commandLine(), "role \"" + name + "\" is named twice: each needs a role of its own");
            }
        }
    }

    private Map<Role, String> roles() {
        var roles = new EnumMap<Role, String>(Role.class);
        roles.put(Role.PERSISTER, persisterRole);
        roles.put(Role.LEDGER, ledgerRole);
        roles.put(Role.READER, readerRole);
        roles.values().removeIf(Objects::isNull);
        return roles;
    }
}
