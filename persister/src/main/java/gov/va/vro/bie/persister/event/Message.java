package gov.va.vro.bie.persister.event;

import java.time.Instant;
import java.util.Optional;

/**
 * A message as it was received, without anything of AMQP in it.
 *
 * @param type the event's type, known by the queue that the message came through
 * @param coordinates where the sink says it came from; empty when another publisher sent it
 * @param messageId the publisher's id of the message, if it gave one
 * @param notifiedAt the exact instant beside the body, if there is one
 * @param body untouched
 */
public record Message(
        EventType type,
        Optional<Coordinates> coordinates,
        Optional<String> messageId,
        Optional<Instant> notifiedAt,
        byte[] body) {

    /** What is left when its body is no longer needed. */
    public Message withoutBody() {
        return new Message(type, coordinates, messageId, notifiedAt, new byte[0]);
    }
}
