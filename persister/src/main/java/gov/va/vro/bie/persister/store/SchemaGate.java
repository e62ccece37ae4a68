package gov.va.vro.bie.persister.store;

import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets the service through once the schema has every migration that this version brings: by migrating it, or, where the
 * service may not, by waiting until somebody has. Confined to the receiving thread.
 */
public final class SchemaGate {

    private static final Logger log = LoggerFactory.getLogger(SchemaGate.class);

    private final Schema schema;
    private final boolean migrate;
    private boolean passed;

    public SchemaGate(Schema schema, boolean migrate) {
        this.schema = schema;
        this.migrate = migrate;
    }

    /**
     * @param meanwhile told why this takes its time, before it does: an instance that waits for another's migration
     *     waits for as long as that takes
     * @throws DatabaseException when it may not pass yet
     */
    public void pass(Consumer<String> meanwhile) throws DatabaseException {
        if (passed) {
            return;
        }
        if (migrate) {
            // Asked first, because a migration, unlike a question, may wait for as long as it likes.
            var pending = schema.pending();
            if (pending > 0) {
                log.atInfo()
                        .addKeyValue("migrations", pending)
                        .log("the schema lacks migrations; migrating, or waiting for whoever does");
                meanwhile.accept("database: the schema lacks " + pending
                        + " migrations; migrating, or waiting for whoever does");
            }
            var count = pending == 0 ? 0 : schema.migrate();
            log.atInfo()
                    .addKeyValue("migrations", count)
                    .addKeyValue("version", schema.version())
                    .log("schema is up to date");
        } else {
            var pending = schema.pending();
            if (pending > 0) {
                throw new DatabaseException("database: " + pending
                        + " migrations are missing and PERSISTER_MIGRATE is false: run \"persister migrate\"");
            }
        }
        passed = true;
    }
}
