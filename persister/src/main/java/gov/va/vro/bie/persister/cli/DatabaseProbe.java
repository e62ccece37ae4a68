package gov.va.vro.bie.persister.cli;

import gov.va.vro.bie.persister.store.Database;
import gov.va.vro.bie.persister.store.DatabaseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Asks the database for a sign of life, once a second at most however often it is asked: an idle service would not
 * notice by itself.
 */
final class DatabaseProbe {

    private static final Duration GOOD_FOR = Duration.ofSeconds(1);

    private final Database database;
    private final Clock clock;

    private Instant asked = Instant.EPOCH;
    private Optional<String> failure = Optional.empty();

    DatabaseProbe(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /** Empty when it answers. */
    synchronized Optional<String> failure() {
        if (clock.instant().isAfter(asked.plus(GOOD_FOR))) {
            failure = probe();
            asked = clock.instant();
        }
        return failure;
    }

    private Optional<String> probe() {
        try {
            database.probe();
            return Optional.empty();
        } catch (DatabaseException e) {
            return Optional.of(e.getMessage());
        }
    }
}
