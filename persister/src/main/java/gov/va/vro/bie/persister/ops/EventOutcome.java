package gov.va.vro.bie.persister.ops;

import java.util.Locale;

/** What became of a message: the value of the metrics' tag {@code outcome}. */
public enum EventOutcome {
    STORED,
    STORED_BEFORE,
    PARKED,
    TOMBSTONE;

    String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
