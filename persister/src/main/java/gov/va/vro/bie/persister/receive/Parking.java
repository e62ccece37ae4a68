package gov.va.vro.bie.persister.receive;

import gov.va.vro.bie.persister.event.Message;
import gov.va.vro.bie.persister.ops.Component;
import gov.va.vro.bie.persister.ops.EventLog;
import gov.va.vro.bie.persister.ops.Readiness;
import gov.va.vro.bie.persister.ops.Trouble;
import gov.va.vro.bie.persister.store.DatabaseException;
import gov.va.vro.bie.persister.store.ParkedMessage;
import gov.va.vro.bie.persister.store.ParkedStore;
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
 * each one has come is remembered, so that a database that is down does not publish a message twice. After a failure
 * that may be one message's own, they are tried one by one, each that failed behind the others. Meanwhile everything
 * else goes on: an attempt that is not done at once is looked at again at the next turn. Kept messages count against
 * their queue's prefetch: a queue of nothing but poison stands still until parking works again, and readiness says why.
 *
 * <p>It begins with an attempt without messages, which declares the dead-letter queue: over the connection for parking,
 * because whatever is wrong with that queue must keep nothing else from being stored.
 *
 * <p>They do not count against what the link may hold in memory, or a few large ones would stop every queue. They have
 * a bound of their own; beyond it only their delivery tags are kept, and when parking works again those are given back
 * to their queue, which delivers them once more.
 *
 * <p>Lives as long as a link, whose deliveries it keeps. Confined to the receiving thread.
 */
final class Parking {

    private static final Logger log = LoggerFactory.getLogger(Parking.class);

    private static final Duration AT_ONCE = Duration.ofMillis(500);
    private static final Duration LONGEST = Duration.ofSeconds(15);

    private final ParkingLot lot;
    private final ParkedStore notes;
    private final Readiness readiness;
    private final EventLog eventLog;
    private final Clock clock;
    private final Trouble trouble;
    private final Backoff backoff =
            new Backoff(Duration.ofMillis(500), Duration.ofSeconds(30), RandomGenerator.getDefault());

    private final KeptPoison kept;
    private final List<Candidate> unpublished = new ArrayList<>();
    private final List<Candidate> unnoted = new ArrayList<>();
    private Optional<Attempt> underway = Optional.empty();
    private boolean oneByOne;
    private boolean queueIsThere;
    private Instant nextAttempt = Instant.EPOCH;
    private Instant nextNote = Instant.EPOCH;

    Parking(ParkingLot lot, ParkedStore notes, KeptPoison kept, Readiness readiness, EventLog eventLog, Clock clock) {
        this.lot = lot;
        this.notes = notes;
        this.kept = kept;
        this.readiness = readiness;
        this.eventLog = eventLog;
        this.clock = clock;
        trouble = new Trouble(log, clock, "parking works again");
    }

    void add(Delivery delivery, Message message, String reason) {
        unpublished.add(Candidate.of(delivery, message, reason));
    }

    boolean isEmpty() {
        return size() == 0;
    }

    /**
     * Begins an attempt, if one is due, and looks what has come of it.
     *
     * @return the deliveries that are parked now and are to be acknowledged
     */
    List<Delivery> attempt() throws BrokerException, InterruptedException {
        var parked = advance();
        kept.keep(underway.map(Attempt::candidates).orElse(List.of()), unpublished);
        return parked;
    }

    private List<Delivery> advance() throws BrokerException, InterruptedException {
        try {
            publish();
        } catch (ParkingException e) {
            nextAttempt = failed(e);
        }
        try {
            var parked = note();
            if (queueIsThere && unpublished.isEmpty() && unnoted.isEmpty() && underway.isEmpty()) {
                succeeded();
            }
            return parked;
        } catch (ParkingException e) {
            nextNote = failed(e);
            return List.of();
        }
    }

    private void publish() throws ParkingException, InterruptedException {
        var patience = clock.instant().plus(AT_ONCE);
        if (underway.isPresent()) {
            settle(underway.get(), Duration.ZERO);
        }
        while (underway.isEmpty()
                && !(unpublished.isEmpty() && queueIsThere)
                && isPast(nextAttempt)
                && clock.instant().isBefore(patience)) {
            settle(begin(), AT_ONCE);
        }
    }

    private boolean isPast(Instant due) {
        return !clock.instant().isBefore(due);
    }

    private Attempt begin() {
        var candidates = List.copyOf(oneByOne ? unpublished.subList(0, Math.min(1, unpublished.size())) : unpublished);
        var now = clock.instant();
        var items = candidates.stream().map(one -> one.item(now)).toList();
        unpublished.subList(0, candidates.size()).clear();
        var begun = new Attempt(candidates, lot.publish(items), now.plus(LONGEST));
        underway = Optional.of(begun);
        return begun;
    }

    private void settle(Attempt attempt, Duration patience) throws ParkingException, InterruptedException {
        try {
            var parked = attempt.result.get(patience.toMillis(), TimeUnit.MILLISECONDS);
            underway = Optional.empty();
            queueIsThere = true;
            for (var i = 0; i < parked.size(); i++) {
                var one = attempt.candidates.get(i);
                if (parked.get(i)) {
                    unnoted.add(kept.letGo(one));
                } else {
                    unpublished.add(one);
                }
            }
            if (parked.contains(false)) {
                throw new ParkingException(
                        "queue \"" + Topology.PARKED_QUEUE + "\" refuses messages: it is full, or has no majority");
            }
        } catch (TimeoutException e) {
            if (clock.instant().isAfter(attempt.deadline)) {
                throw giveUp(attempt, e);
            }
        } catch (ExecutionException e) {
            throw giveUp(attempt, e.getCause());
        }
    }

    private ParkingException giveUp(Attempt attempt, Throwable failure) {
        lot.cut();
        underway = Optional.empty();
        oneByOne = true;
        unpublished.addAll(attempt.candidates);
        return new ParkingException(
                failure instanceof BrokerException known
                        ? known.getMessage()
                        : BrokerException.during("parking in queue \"" + Topology.PARKED_QUEUE + "\"", failure)
                                .getMessage());
    }

    private List<Delivery> note() throws ParkingException {
        if (unnoted.isEmpty() || !isPast(nextNote)) {
            return List.of();
        }
        try {
            notes.note(unnoted.stream().map(Candidate::note).toList()).forEach(Parking::sayNotNoted);
        } catch (DatabaseException e) {
            throw new ParkingException(e.getMessage());
        }
        var parked = unnoted.stream().map(Candidate::delivery).toList();
        unnoted.forEach(one -> eventLog.parked(one.message(), one.reason()));
        unnoted.clear();
        return parked;
    }

    private static void sayNotNoted(ParkedMessage message) {
        log.atError()
                .addKeyValue("uuid", message.uuid().toString())
                .addKeyValue("event_type", message.type().label())
                .log("parked, but the database refuses every note of it: look with \"persister parked list\"");
    }

    private void succeeded() throws BrokerException {
        readiness.up(Component.PARKING);
        trouble.over();
        backoff.reset();
        oneByOne = false;
        nextAttempt = Instant.EPOCH;
        nextNote = Instant.EPOCH;
        kept.giveBack();
    }

    /** Says so, and returns when to try again. */
    private Instant failed(ParkingException failure) {
        var reason = failure.getMessage();
        readiness.down(
                Component.PARKING,
                isEmpty() ? reason : reason + "; " + size() + " messages that cannot be stored stay unacknowledged");
        trouble.say((isEmpty() ? "nothing can be parked: " : "messages that cannot be stored stay unacknowledged: ")
                + reason);
        return clock.instant().plus(backoff.next());
    }

    int size() {
        return unpublished.size()
                + unnoted.size()
                + underway.map(attempt -> attempt.candidates.size()).orElse(0)
                + kept.forgotten();
    }

    private record Attempt(List<Candidate> candidates, Future<List<Boolean>> result, Instant deadline) {}

    /** An attempt that failed; its message is a sentence for an operator. */
    private static final class ParkingException extends Exception {

        private static final long serialVersionUID = 1L;

        ParkingException(String reason) {
            super(reason);
        }
    }
}
