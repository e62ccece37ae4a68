package gov.va.vro.bie.persister.receive;

import gov.va.vro.bie.persister.event.EventId;
import gov.va.vro.bie.persister.event.Message;
import gov.va.vro.bie.persister.event.StoredText;
import gov.va.vro.bie.persister.ops.Component;
import gov.va.vro.bie.persister.ops.EventLog;
import gov.va.vro.bie.persister.ops.Readiness;
import gov.va.vro.bie.persister.ops.Trouble;
import gov.va.vro.bie.persister.store.DatabaseException;
import gov.va.vro.bie.persister.store.EventStore;
import gov.va.vro.bie.persister.store.ParkedMessage;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Parks what can never be stored: publish, confirm, note in the database; only then may the original be acknowledged.
 *
 * <p>Nothing is given up here. What could not be parked is kept, unacknowledged, and tried again with back-off, while
 * everything else goes on; how far each one has come is remembered, so that a database that is down does not publish a
 * message twice. Kept messages count against their queue's prefetch: a queue of nothing but poison stands still until
 * parking works again, and readiness says why.
 *
 * <p>Lives as long as a link, whose deliveries it keeps. Confined to the receiving thread.
 */
final class Parking {

    private static final Logger log = LoggerFactory.getLogger(Parking.class);

    private final ParkingLot lot;
    private final EventStore store;
    private final Readiness readiness;
    private final EventLog eventLog;
    private final Clock clock;
    private final Trouble trouble;
    private final Backoff backoff =
            new Backoff(Duration.ofMillis(500), Duration.ofSeconds(30), RandomGenerator.getDefault());

    private final List<Candidate> unpublished = new ArrayList<>();
    private final List<Candidate> unnoted = new ArrayList<>();
    private Instant nextAttempt = Instant.EPOCH;

    Parking(ParkingLot lot, EventStore store, Readiness readiness, EventLog eventLog, Clock clock) {
        this.lot = lot;
        this.store = store;
        this.readiness = readiness;
        this.eventLog = eventLog;
        this.clock = clock;
        trouble = new Trouble(log, clock, "parking works again");
    }

    void add(Delivery delivery, Message message, String reason) {
        unpublished.add(new Candidate(delivery, message, reason));
        nextAttempt = Instant.EPOCH;
    }

    boolean isEmpty() {
        return unpublished.isEmpty() && unnoted.isEmpty();
    }

    /**
     * Makes an attempt, if one is due.
     *
     * @return the deliveries that are parked now and are to be acknowledged
     */
    List<Delivery> attempt() throws InterruptedException {
        if (isEmpty() || clock.instant().isBefore(nextAttempt)) {
            return List.of();
        }
        try {
            publish();
            var parked = note();
            succeeded();
            return parked;
        } catch (BrokerException | DatabaseException e) {
            failed(e.getMessage());
            return List.of();
        }
    }

    private void publish() throws BrokerException, InterruptedException {
        if (unpublished.isEmpty()) {
            return;
        }
        var items = unpublished.stream()
                .map(one -> new ParkingLot.Item(
                        Messages.parked(one.delivery, one.message, one.reason), one.delivery.body()))
                .toList();
        var parked = lot.park(items);
        var refused = new ArrayList<Candidate>();
        for (var i = 0; i < parked.size(); i++) {
            (parked.get(i) ? unnoted : refused).add(unpublished.get(i));
        }
        unpublished.clear();
        unpublished.addAll(refused);
    }

    private List<Delivery> note() throws DatabaseException {
        store.park(unnoted.stream().map(Candidate::row).toList());
        var parked = unnoted.stream().map(Candidate::delivery).toList();
        unnoted.forEach(one -> eventLog.parked(one.message, one.reason));
        unnoted.clear();
        return parked;
    }

    private void succeeded() {
        if (unpublished.isEmpty()) {
            readiness.up(Component.PARKING);
            trouble.over();
            backoff.reset();
        } else {
            failed("queue \"" + Topology.PARKED_QUEUE + "\" refuses messages: it is full, or has no majority");
        }
    }

    private void failed(String reason) {
        var waiting = unpublished.size() + unnoted.size();
        readiness.down(
                Component.PARKING, reason + "; " + waiting + " messages that cannot be stored stay unacknowledged");
        trouble.say("messages that cannot be stored stay unacknowledged: " + reason);
        nextAttempt = clock.instant().plus(backoff.next());
    }

    private record Candidate(Delivery delivery, Message message, String reason) {

        ParkedMessage row() {
            return new ParkedMessage(
                    EventId.of(message),
                    message.type(),
                    message.coordinates(),
                    message.messageId().map(StoredText::clean),
                    reason);
        }
    }
}
