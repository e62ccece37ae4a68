package gov.va.vro.bie.persister.receive;

import gov.va.vro.bie.persister.receive.ParkedReader.Fetched;
import gov.va.vro.bie.persister.store.DatabaseException;
import gov.va.vro.bie.persister.store.ParkedMessage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;

/**
 * The dead-letter queue as an operator sees it: looks at the copies, takes chosen ones out.
 *
 * <p>Choosing and taking out are two passes, since nothing may be held meanwhile. A copy is taken out only if it is the
 * one that was chosen: the same message parked again since then (a replay that failed) is another copy, and stays.
 */
public final class ParkedQueue {

    /** Few enough that a quorum queue takes each acknowledgement at once, and keeps none back until it is too late. */
    private static final int MOST_AT_ONCE = 16;

    private static final long MOST_BYTES_AT_ONCE = 8L * 1024 * 1024;

    /** What one pass has fetched goes back when it ends, but the broker may be slow about it. */
    private static final int MOST_PASSES = 3;

    private static final Duration BETWEEN_PASSES = Duration.ofMillis(500);

    private final Broker broker;

    public ParkedQueue(Broker broker) {
        this.broker = broker;
    }

    /** Shows every copy that is in the queue, in its order; all of them stay. */
    public void look(Consumer<ParkedCopy> viewer) throws BrokerException, InterruptedException {
        try (var reader = ParkedReader.open(broker)) {
            for (var next = reader.next(); next.isPresent(); next = reader.next()) {
                viewer.accept(next.get().copy());
            }
        }
    }

    /** The body of a copy, which stays; empty when it is not there any more. */
    public Optional<byte[]> body(ParkedCopy.Key key) throws BrokerException, InterruptedException {
        try (var reader = ParkedReader.open(broker)) {
            for (var next = reader.next(); next.isPresent(); next = reader.next()) {
                if (next.get().copy().key().equals(key)) {
                    return Optional.of(next.get().body());
                }
            }
            return Optional.empty();
        }
    }

    /** How it is noted what becomes of messages, before they are taken out. */
    public interface Noting {
        void note(List<ParkedMessage> messages) throws DatabaseException;
    }

    /**
     * Sends chosen copies to where they came from, each message once, and then takes them out.
     *
     * @return those that were not found again
     */
    public Set<ParkedCopy.Key> replay(
            Set<ParkedCopy.Key> chosen, Optional<byte[]> mended, Noting noting, Consumer<ParkedCopy> done)
            throws BrokerException, DatabaseException, InterruptedException {
        try (var replay = new Replay(broker, mended)) {
            return takeOut(chosen, new Taking(replay::publish, noting, done));
        }
    }

    /**
     * Takes chosen copies out for good.
     *
     * @return those that were not found again
     */
    public Set<ParkedCopy.Key> discard(Set<ParkedCopy.Key> chosen, Noting noting, Consumer<ParkedCopy> done)
            throws BrokerException, DatabaseException, InterruptedException {
        return takeOut(chosen, new Taking(batch -> {}, noting, done));
    }

    private Set<ParkedCopy.Key> takeOut(Set<ParkedCopy.Key> chosen, Taking taking)
            throws BrokerException, DatabaseException, InterruptedException {
        var left = new HashSet<>(chosen);
        takeOutWhatIsThere(left, taking);
        for (var pass = 1; pass < MOST_PASSES && !left.isEmpty(); pass++) {
            Thread.sleep(BETWEEN_PASSES.toMillis());
            takeOutWhatIsThere(left, taking);
        }
        return left;
    }

    /**
     * Of those that were parked at one moment, two may be the same message: so within a pass all are taken that were left
     * at its begin. In the next one, what has the key of something taken already was parked anew.
     */
    private void takeOutWhatIsThere(Set<ParkedCopy.Key> left, Taking taking)
            throws BrokerException, DatabaseException, InterruptedException {
        var wanted = Set.copyOf(left);
        try (var reader = ParkedReader.open(broker)) {
            var batch = new ArrayList<Fetched>();
            for (var next = reader.next(); next.isPresent(); next = reader.next()) {
                if (wanted.contains(next.get().copy().key())) {
                    batch.add(next.get());
                }
                if (isFull(batch)) {
                    taking.take(batch, reader, left);
                }
            }
            taking.take(batch, reader, left);
        }
    }

    private static boolean isFull(List<Fetched> batch) {
        return batch.size() == MOST_AT_ONCE
                || batch.stream().mapToLong(one -> one.body().length).sum() > MOST_BYTES_AT_ONCE;
    }

    private interface Before {
        void act(List<Fetched> batch) throws BrokerException, InterruptedException;
    }

    /** What is done with each batch, and which messages it was done with: a message may have several copies. */
    private static final class Taking {

        private final Before before;
        private final Noting noting;
        private final Consumer<ParkedCopy> done;
        private final Set<UUID> handled = new HashSet<>();

        Taking(Before before, Noting noting, Consumer<ParkedCopy> done) {
            this.before = before;
            this.noting = noting;
            this.done = done;
        }

        /** In this order: a crash in between leaves a copy in the queue, and what is done already does no harm twice. */
        void take(List<Fetched> batch, ParkedReader reader, Set<ParkedCopy.Key> left)
                throws BrokerException, DatabaseException, InterruptedException {
            var first =
                    batch.stream().filter(one -> handled.add(one.copy().uuid())).toList();
            before.act(first);
            noting.note(
                    first.stream().flatMap(one -> one.copy().note().stream()).toList());
            for (var one : batch) {
                reader.acknowledge(one);
                left.remove(one.copy().key());
            }
            first.forEach(one -> done.accept(one.copy()));
            batch.clear();
        }
    }
}
