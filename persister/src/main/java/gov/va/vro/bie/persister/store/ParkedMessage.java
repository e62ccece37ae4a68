package gov.va.vro.bie.persister.store;

import gov.va.vro.bie.persister.event.Coordinates;
import gov.va.vro.bie.persister.event.EventType;
import java.util.Optional;
import java.util.UUID;

/** A message that waits in the dead-letter queue; its coordinates and the reason, no content. */
public record ParkedMessage(
        UUID uuid, EventType type, Optional<Coordinates> source, Optional<String> messageId, String reason) {

    /** The least that can be noted of it. */
    ParkedMessage withReason(String other) {
        return new ParkedMessage(uuid, type, source, Optional.empty(), other);
    }
}
