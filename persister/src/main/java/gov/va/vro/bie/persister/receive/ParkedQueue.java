package gov.va.vro.bie.persister.receive;

import gov.va.vro.bie.persister.receive.ParkedReader.Fetched;
import gov.va.vro.bie.persister.store.DatabaseException;
import gov.va.vro.bie.persister.store.ParkedMessage;
import gov.va.vro.bie.persister.store.ParkedNote;
import gov.va.vro.bie.persister.store.ParkedStore;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
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

    private final Broker broker;

    public ParkedQueue(Broker broker) {
        this.broker = broker;
    }

    /** Every copy that is in the queue, in its order; all of them stay. */
    public List<ParkedCopy> copies() throws BrokerException, InterruptedException {
        try (var reader = ParkedReader.open(broker)) {
            var copies = new ArrayList<ParkedCopy>();
            for (var next = reader.next(); next.isPresent(); next = reader.next()) {
                copies.add(next.get().copy());
            }
            return copies;
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

    /** Sends chosen copies to where they came from, each message once, and then takes them out. */
    public void replay(
            Set<ParkedCopy.Key> chosen,
            Optional<byte[]> mended,
            ParkedStore store,
            Map<UUID, ParkedNote> seen,
            Consumer<ParkedCopy> done)
            throws BrokerException, DatabaseException, InterruptedException {
        try (var replay = new Replay(broker, mended)) {
            takeOut(chosen, replay::publish, taken -> store.replayed(taken, seen), done);
        }
    }

    /** Takes chosen copies out for good. */
    public void discard(
            Set<ParkedCopy.Key> chosen, ParkedStore store, Map<UUID, ParkedNote> seen, Consumer<ParkedCopy> done)
            throws BrokerException, DatabaseException, InterruptedException {
        takeOut(chosen, batch -> {}, taken -> store.discarded(taken, seen), done);
    }

    private void takeOut(Set<ParkedCopy.Key> chosen, Before before, Noting noting, Consumer<ParkedCopy> done)
            throws BrokerException, DatabaseException, InterruptedException {
        try (var reader = ParkedReader.open(broker)) {
            var handled = new HashSet<UUID>();
            var batch = new ArrayList<Fetched>();
            for (var next = reader.next(); next.isPresent(); next = reader.next()) {
                if (chosen.contains(next.get().copy().key())) {
                    batch.add(next.get());
                } else {
                }
                if (isFull(batch)) {
                    takeOut(batch, reader, handled, before, noting, done);
                }
            }
            takeOut(batch, reader, handled, before, noting, done);
        }
    }

    /** In this order: a crash in between leaves a copy in the queue, and what it has done already does no harm twice. */
    private static void takeOut(
            List<Fetched> batch,
            ParkedReader reader,
            Set<UUID> handled,
            Before before,
            Noting noting,
            Consumer<ParkedCopy> done)
            throws BrokerException, DatabaseException, InterruptedException {
        var first = batch.stream().filter(one -> handled.add(one.copy().uuid())).toList();
        before.act(first);
        noting.note(first.stream().flatMap(one -> one.copy().note().stream()).toList());
        for (var one : batch) {
            reader.acknowledge(one);
        }
        first.forEach(one -> done.accept(one.copy()));
        batch.clear();
    }

    private static boolean isFull(List<Fetched> batch) {
        return batch.size() == MOST_AT_ONCE
                || batch.stream().mapToLong(one -> one.body().length).sum() > MOST_BYTES_AT_ONCE;
    }

    private interface Before {
        void act(List<Fetched> batch) throws BrokerException, InterruptedException;
    }

    private interface Noting {
        void note(List<ParkedMessage> taken) throws DatabaseException;
    }
}
