package gov.va.vro.bie.persister.receive;

import com.rabbitmq.client.AMQP.BasicProperties;
import gov.va.vro.bie.persister.event.EventId;
import gov.va.vro.bie.persister.event.EventType;
import gov.va.vro.bie.persister.event.Message;
import gov.va.vro.bie.persister.event.StoredText;
import gov.va.vro.bie.persister.store.ParkedMessage;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * A copy of a message in the dead-letter queue, without its body: what may be shown of it.
 *
 * <p>Parking is at least once, so one message may have several copies; they have one uuid, that of the event that it
 * would have been. What the broker itself put there, having delivered it too often, says so in its {@code x-death}
 * header and still has the headers of its publisher, of which only the coordinates are looked at.
 *
 * @param type empty when it came from a queue that is none of the persister's
 * @param queue where it came from; empty when nothing says so
 * @param since when it was parked; the epoch when nothing says so
 * @param deliveries how often it was delivered before and given back
 */
public record ParkedCopy(
        UUID uuid,
        Optional<EventType> type,
        String queue,
        Message message,
        String reason,
        Instant since,
        int bytes,
        long deliveries) {

    private static final String DELIVERY_COUNT = "x-delivery-count";

    static ParkedCopy of(BasicProperties properties, byte[] body) {
        var headers = Optional.ofNullable(properties.getHeaders()).orElse(Map.of());
        var death = Death.of(headers);
        var queue = death.map(Death::queue)
                .or(() -> Messages.text(headers.get(ParkedHeaders.QUEUE)))
                .orElse("");
        var type = Arrays.stream(EventType.values())
                .filter(known -> known.queue().equals(queue))
                .findFirst();
        // Where its queue is none of ours it needs an id all the same.
        var message = Messages.of(new Delivery(0, type.orElse(EventType.ASSOCIATED), properties, body));
        return new ParkedCopy(
                EventId.of(message),
                type,
                queue,
                message.withoutBody(),
                death.map(Death::reason)
                        .or(() -> Messages.text(headers.get(ParkedHeaders.REASON)))
                        .orElse("not said"),
                death.map(Death::time)
                        .or(() -> Messages.moment(headers.get(ParkedHeaders.PARKED_AT)))
                        .orElse(Instant.EPOCH),
                body.length,
                Messages.integer(headers.get(DELIVERY_COUNT)).orElse(0L));
    }

    /** Tells it from one that has the same uuid and was parked later. */
    public record Key(UUID uuid, Instant since) {}

    public Key key() {
        return new Key(uuid, since);
    }

    /** Whether {@code id} is its uuid or its message id. */
    public boolean isCalled(String id) {
        return uuid.toString().equalsIgnoreCase(id)
                || message.messageId().filter(id::equals).isPresent();
    }

    /** As its note says it; empty when the database has no name for where it came from. */
    Optional<ParkedMessage> note() {
        return type.map(known -> new ParkedMessage(
                uuid,
                known,
                message.coordinates(),
                message.messageId().map(StoredText::clean),
                StoredText.clean(reason)));
    }
}
