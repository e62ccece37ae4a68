package gov.va.vro.bie.persister.receive;

import gov.va.vro.bie.persister.event.EventId;
import gov.va.vro.bie.persister.event.Message;
import gov.va.vro.bie.persister.event.StoredText;
import gov.va.vro.bie.persister.store.ParkedMessage;
import java.time.Instant;
import java.util.UUID;

/**
 * A message that is to be parked. Its body and headers may be let go of when nobody needs them any more; what identifies
 * it was taken before.
 */
record Candidate(Delivery delivery, Message message, UUID uuid, String reason) {

    static Candidate of(Delivery delivery, Message message, String reason) {
        return new Candidate(delivery, message, EventId.of(message), reason);
    }

    Candidate withoutContent() {
        return new Candidate(delivery.withoutContent(), message.withoutBody(), uuid, reason);
    }

    int bytes() {
        return delivery.bytes();
    }

    ParkingLot.Item item(Instant parkedAt) {
        return new ParkingLot.Item(
                Topology.PARKED_QUEUE, ParkedHeaders.of(delivery, message, reason, parkedAt), delivery.body());
    }

    ParkedMessage note() {
        return new ParkedMessage(
                uuid, message.type(), message.coordinates(), message.messageId().map(StoredText::clean), reason);
    }
}
