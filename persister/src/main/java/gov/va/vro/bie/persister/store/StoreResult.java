package gov.va.vro.bie.persister.store;

import gov.va.vro.bie.persister.event.BieEvent;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * What came of a batch; all of it is committed.
 *
 * @param inserted the uuids that were not there before
 * @param refused the events whose own data the database does not take
 */
public record StoreResult(Set<UUID> inserted, List<Refused> refused) {

    /** Why this very {@code event} was refused; empty when it is stored. */
    public Optional<String> refusal(BieEvent event) {
        for (var one : refused) {
            if (one.event == event) {
                return Optional.of(one.reason);
            }
        }
        return Optional.empty();
    }

    /**
     * @param reason SQLSTATE and, where the server names one, the constraint; never the server's message
     */
    public record Refused(BieEvent event, String reason) {}
}
