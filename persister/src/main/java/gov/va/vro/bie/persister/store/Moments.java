package gov.va.vro.bie.persister.store;

import gov.va.vro.bie.persister.event.Coordinates;
import gov.va.vro.bie.persister.event.Timestamps;
import java.time.Instant;
import java.util.Optional;

/** Moments as the statements take them: epoch milliseconds. */
final class Moments {

    private Moments() {}

    /**
     * Empty when the record has no timestamp, or one that the database cannot hold (a producer may send any number).
     */
    static Optional<Long> ofRecord(Coordinates source) {
        return source.timestamp().isEmpty()
                ? Optional.empty()
                : Timestamps.ofEpochMillis(source.timestamp().getAsLong()).map(Instant::toEpochMilli);
    }
}
