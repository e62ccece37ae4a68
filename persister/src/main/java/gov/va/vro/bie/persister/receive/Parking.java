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
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Parks what can never be stored: publish, confirm, note in the database; only then may the original be acknowledged.
 *
 * <p>Nothing is given up here. What could not be parked is kept, unacknowledged, and tried again with back-off; how far
 * each one has come is remembered, so that a database that is down does not publish a message twice. Meanwhile
 * everything else goes on: an attempt that is not done at once is looked at again at the next turn. Kept messages count
 * against their queue's prefetch: a queue of nothing but poison stands still until parking works again, and readiness
 * says why.
 *
 * <p>Lives as long as a link, whose deliveries it keeps. Confined to the receiving thread.
 */
final class Parking {

    private static final Logger log = LoggerFactory.getLogger(Parking.class);

    private static final Duration AT_ONCE = Duration.ofMillis(500);
    private static final Duration LONGEST = Duration.ofSeconds(15);

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
    private Optional<Attempt> underway = Optional.empty();
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
    }

    boolean isEmpty() {
        return size() == 0;
    }

    /**
     * Begins an attempt, if one is due, and looks what has come of it.
     *
     * @return the deliveries that are parked now and are to be acknowledged
     */
    List<Delivery> attempt() throws InterruptedException {
        try {
            if (underway.isPresent()) {
                settle(underway.get(), Duration.ZERO);
            } else if (isEmpty() || clock.instant().isBefore(nextAttempt)) {
                return List.of();
            } else if (!unpublished.isEmpty()) {
                settle(begin(), AT_ONCE);
            }
            var parked = unnoted.isEmpty() ? List.<Delivery>of() : note();
            if (isEmpty()) {
                succeeded();
            }
            return parked;
        } catch (BrokerException | DatabaseException e) {
            failed(e.getMessage());
            return List.of();
        }
    }

    private Attempt begin() {
        var items = unpublished.stream()
                .map(one -> new ParkingLot.Item(
                        Messages.parked(one.delivery, one.message, one.reason), one.delivery.body()))
                .toList();
        var begun = new Attempt(
                List.copyOf(unpublished), lot.park(items), clock.instant().plus(LONGEST));
        unpublished.clear();
        underway = Optional.of(begun);
        return begun;
    }

    private void settle(Attempt attempt, Duration patience) throws BrokerException, InterruptedException {
        try {
            var parked = attempt.result.get(patience.toMillis(), TimeUnit.MILLISECONDS);
            underway = Optional.empty();
            for (var i = 0; i < parked.size(); i++) {
                (parked.get(i) ? unnoted : unpublished).add(attempt.candidates.get(i));
            }
            if (parked.contains(false)) {
                failed("queue \"" + Topology.PARKED_QUEUE + "\" refuses messages: it is full, or has no majority");
            }
        } catch (TimeoutException e) {
            if (clock.instant().isAfter(attempt.deadline)) {
                throw giveUp(attempt, e);
            }
        } catch (ExecutionException e) {
            throw giveUp(attempt, e.getCause());
        }
    }

    private BrokerException giveUp(Attempt attempt, Throwable failure) {
        lot.cut();
        underway = Optional.empty();
        unpublished.addAll(attempt.candidates);
        return failure instanceof BrokerException known
                ? known
                : BrokerException.during("parking in queue \"" + Topology.PARKED_QUEUE + "\"", failure);
    }

    private List<Delivery> note() throws DatabaseException {
        store.park(unnoted.stream().map(Candidate::row).toList());
        var parked = unnoted.stream().map(Candidate::delivery).toList();
        unnoted.forEach(one -> eventLog.parked(one.message, one.reason));
        unnoted.clear();
        return parked;
    }

    private void succeeded() {
        readiness.up(Component.PARKING);
        trouble.over();
        backoff.reset();
        nextAttempt = Instant.EPOCH;
    }

    private void failed(String reason) {
        readiness.down(
                Component.PARKING, reason + "; " + size() + " messages that cannot be stored stay unacknowledged");
        trouble.say("messages that cannot be stored stay unacknowledged: " + reason);
        nextAttempt = clock.instant().plus(backoff.next());
    }

    private int size() {
        return unpublished.size()
                + unnoted.size()
                + underway.map(attempt -> attempt.candidates.size()).orElse(0);
    }

    private record Attempt(List<Candidate> candidates, Future<List<Boolean>> result, Instant deadline) {}

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
