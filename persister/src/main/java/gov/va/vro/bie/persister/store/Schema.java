package gov.va.vro.bie.persister.store;

import java.util.Arrays;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationVersion;
import org.flywaydb.core.api.exception.FlywayValidateException;

/**
 * The schema's migrations. They are numbered and never change once released; several instances may migrate at once,
 * Flyway's lock lets one do it and the others find it done.
 */
public final class Schema {

    private final Database database;

    public Schema(Database database) {
        this.database = database;
    }

    /**
     * Brings the schema up to date, making it first where it is missing and the role may.
     *
     * @return how many migrations were run
     */
    public int migrate() throws DatabaseException {
        try {
            return flyway(database.unhurried()).migrate().migrationsExecuted;
        } catch (FlywayException e) {
            throw failure("cannot be migrated", e);
        }
    }

    /** How many migrations of this version the schema lacks. */
    public int pending() throws DatabaseException {
        try {
            return flyway(database.pool()).info().pending().length;
        } catch (FlywayException e) {
            throw failure("cannot be looked at", e);
        }
    }

    /** The version that the schema has, or "none". */
    public String version() throws DatabaseException {
        try {
            return Arrays.stream(flyway(database.pool()).info().applied())
                    .map(MigrationInfo::getVersion)
                    .filter(version -> version != null)
                    .max(MigrationVersion::compareTo)
                    .map(MigrationVersion::getVersion)
                    .orElse("none");
        } catch (FlywayException e) {
            throw failure("cannot be looked at", e);
        }
    }

    /** Flyway's exception quotes the statement and the server's message, so only the SQLSTATE is told. */
    private DatabaseException failure(String what, FlywayException e) {
        var prefix = "schema \"" + database.schema() + "\" " + what;
        if (e instanceof FlywayValidateException) {
            return new DatabaseException(prefix + ": its history does not fit this version's migrations; compare its"
                    + " table flyway_schema_history with the README");
        }
        return DatabaseException.sqlState(e).isEmpty()
                ? new DatabaseException(prefix + " (" + e.getClass().getSimpleName() + ")")
                : new DatabaseException(prefix + "; " + DatabaseException.of(e).getMessage());
    }

    private Flyway flyway(DataSource source) {
        return Flyway.configure()
                .dataSource(source)
                .locations("classpath:db/migration")
                .defaultSchema(database.schema())
                .createSchemas(true)
                // As long as another instance takes, however long that is.
                .lockRetryCount(-1)
                // A schema that others use too, such as "public", starts at nothing; every migration still runs.
                .baselineOnMigrate(true)
                .baselineVersion("0")
                .load();
    }
}
