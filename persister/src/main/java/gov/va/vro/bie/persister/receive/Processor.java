package gov.va.vro.bie.persister.receive;

import gov.va.vro.bie.persister.event.BieEvent;
import gov.va.vro.bie.persister.event.EventParser;
import gov.va.vro.bie.persister.event.Message;
import gov.va.vro.bie.persister.event.Outcome;
import gov.va.vro.bie.persister.ops.EventLog;
import gov.va.vro.bie.persister.ops.Metrics;
import gov.va.vro.bie.persister.store.DatabaseException;
import gov.va.vro.bie.persister.store.EventStore;
import gov.va.vro.bie.persister.store.StoreResult;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;

/**
 * What happens to a batch: parsed, stored in one transaction, what can never be stored parked; then, and only then,
 * acknowledged.
 *
 * <p>Deliveries are handed in in the order of their tags, and none is ever left out. So when nothing waits to be
 * parked, one acknowledgement of the last covers all; otherwise each that is done is acknowledged by itself. Lives as
 * long as a link; confined to the receiving thread.
 */
final class Processor {

    private final EventParser parser = new EventParser();
    private final Link link;
    private final EventStore store;
    private final Parking parking;
    private final EventLog eventLog;
    private final Metrics metrics;
    private final Patience patience;

    Processor(Link link, EventStore store, Parking parking, EventLog eventLog, Metrics metrics, Patience patience) {
        this.link = link;
        this.store = store;
        this.parking = parking;
        this.eventLog = eventLog;
        this.metrics = metrics;
        this.patience = patience;
    }

    /** Waits out a database that cannot store now. */
    interface Patience {

        /**
         * @return whether to try again; if not, the batch is abandoned, unacknowledged
         */
        boolean afterFailure(DatabaseException failure) throws InterruptedException;

        void afterSuccess();
    }

    /**
     * @param batch may be empty: then only what waits to be parked is looked at
     */
    void process(List<Delivery> batch) throws BrokerException, InterruptedException {
        var events = new ArrayList<Pending>();
        var settled = new ArrayList<Delivery>();
        for (var delivery : batch) {
            var message = Messages.of(delivery);
            var outcome = parser.parse(message);
            if (outcome instanceof Outcome.Storable storable) {
                eventLog.unknownFields(message.type(), storable.unknown());
                events.add(new Pending(delivery, message, storable.event()));
            } else if (outcome instanceof Outcome.Poison poison) {
                parking.add(delivery, message, poison.reason());
            } else {
                eventLog.tombstone(message);
                settled.add(delivery);
            }
        }
        var result = store(events.stream().map(Pending::event).toList());
        if (result.isEmpty()) {
            return;
        }
        settled.addAll(settle(events, result.get()));
        settled.addAll(parking.attempt());
        acknowledge(settled);
    }

    private Optional<StoreResult> store(List<BieEvent> events) throws InterruptedException {
        while (true) {
            try {
                var begun = System.nanoTime();
                var result = store.store(events);
                if (!events.isEmpty()) {
                    metrics.committed(System.nanoTime() - begun);
                    patience.afterSuccess();
                }
                return Optional.of(result);
            } catch (DatabaseException e) {
                if (!patience.afterFailure(e)) {
                    return Optional.empty();
                }
            }
        }
    }

    /** Logs what is stored, hands over to parking what was refused, and returns what may be acknowledged. */
    private List<Delivery> settle(List<Pending> events, StoreResult result) {
        var settled = new ArrayList<Delivery>();
        var unsaid = new HashSet<>(result.inserted());
        for (var one : events) {
            var refusal = result.refusal(one.event);
            if (refusal.isPresent()) {
                parking.add(one.delivery, one.message, refusal.get());
            } else {
                eventLog.stored(one.event, unsaid.remove(one.event.uuid()));
                settled.add(one.delivery);
            }
        }
        return settled;
    }

    private void acknowledge(List<Delivery> settled) throws BrokerException {
        if (settled.isEmpty()) {
            return;
        }
        if (parking.isEmpty()) {
            var last = settled.stream().max(Comparator.comparingLong(Delivery::tag));
            link.acknowledgeUpTo(last.get(), settled.size());
        } else {
            for (var delivery : settled) {
                link.acknowledge(delivery);
            }
        }
        settled.forEach(link::release);
    }

    private record Pending(Delivery delivery, Message message, BieEvent event) {}
}
