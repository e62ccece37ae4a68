package gov.va.vro.bie.persister.cli;

import gov.va.vro.bie.persister.store.ParkedNote;
import java.util.Locale;
import java.util.Optional;

/**
 * What became of a parked message. ABSENT: noted as waiting, and not in the queue: somebody else looks at it now, or has
 * taken it out by hand.
 */
enum ParkedState {
    WAITING,
    REPLAYED,
    DISCARDED,
    ABSENT;

    /** What an operator did, as its note says; empty when nothing yet. */
    static Optional<ParkedState> of(ParkedNote note) {
        if (note.discardedAt().isPresent()) {
            return Optional.of(DISCARDED);
        }
        return note.replayedAt().map(moment -> REPLAYED);
    }

    String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
