package gov.va.vro.bie.persister.receive;

import gov.va.vro.bie.persister.config.BatchConfig;
import gov.va.vro.bie.persister.ops.Component;
import gov.va.vro.bie.persister.ops.EventLog;
import gov.va.vro.bie.persister.ops.Metrics;
import gov.va.vro.bie.persister.ops.Readiness;
import gov.va.vro.bie.persister.ops.Trouble;
import gov.va.vro.bie.persister.store.Database;
import gov.va.vro.bie.persister.store.DatabaseException;
import gov.va.vro.bie.persister.store.EventStore;
import gov.va.vro.bie.persister.store.ParkedStore;
import gov.va.vro.bie.persister.store.SchemaGate;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The service's one working thread: it owns the link and makes it again whenever it is lost, and takes batches from it
 * until it is.
 *
 * <p>Each turn connects and declares first, so that the queues gather events even while the database is away; waits for
 * the database and its schema; and only then subscribes, because whatever is delivered and given back counts against
 * the delivery limit of a quorum queue.
 *
 * <p>It never gives up, on a refused login or a mismatched queue no more than on an outage: under an orchestrator the
 * right answer to all of these is to stay up, not ready, and to say why. A process that exits would be started again
 * and again, and could not tell what it lacks while it waits; and a user, a virtual host or a queue can be set right
 * without it. What the configuration itself can tell was refused before this thread began.
 *
 * <p>{@link #stop} is called by another thread: a batch that is being stored is finished and acknowledged, one that
 * waits for the database is abandoned, and the broker will deliver it again.
 */
public final class Receiver implements Runnable {

    private static final Logger log = LoggerFactory.getLogger(Receiver.class);

    private static final Duration IDLE = Duration.ofSeconds(1);
    private static final String STOPPING = "stopping";

    private final Broker broker;
    private final Database database;
    private final SchemaGate schema;
    private final BatchConfig batch;
    private final Readiness readiness;
    private final Clock clock;
    private final EventStore store;
    private final EventLog eventLog;
    private final Metrics metrics;
    private final Trouble brokerTrouble;
    private final Trouble databaseTrouble;
    private final Backoff brokerBackoff = backoff();
    private final Backoff databaseBackoff = backoff();
    private final CountDownLatch ended = new CountDownLatch(1);

    private final Object stopLock = new Object();
    private Inbox inbox = new Inbox();
    private boolean stopping;

    public Receiver(
            Broker broker,
            Database database,
            SchemaGate schema,
            BatchConfig batch,
            Readiness readiness,
            Metrics metrics,
            Clock clock) {
        this.broker = broker;
        this.database = database;
        this.schema = schema;
        this.batch = batch;
        this.readiness = readiness;
        this.metrics = metrics;
        this.clock = clock;
        eventLog = new EventLog(metrics);
        store = new EventStore(database);
        brokerTrouble = new Trouble(log, clock, "the broker is back");
        databaseTrouble = new Trouble(log, clock, "the database is back");
    }

    @Override
    public void run() {
        try (var lot = new ParkingLot(broker)) {
            while (nextInbox()) {
                var lost = receive(lot);
                if (lost.isPresent()) {
                    brokerLost(lost.get());
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            readiness.down(Component.BROKER, "stopped");
            ended.countDown();
        }
    }

    /** Asks the thread to end; returns at once. */
    public void stop() {
        synchronized (stopLock) {
            stopping = true;
            inbox.end(STOPPING);
        }
    }

    /** Waits until the thread has ended, whatever has ended it. */
    public void awaitEnd() throws InterruptedException {
        ended.await();
    }

    /**
     * Waits until the thread has ended.
     *
     * @return whether it has
     */
    public boolean awaitEnd(Duration longest) throws InterruptedException {
        return ended.await(longest.toMillis(), TimeUnit.MILLISECONDS);
    }

    public boolean hasEnded() {
        return ended.getCount() == 0;
    }

    private boolean nextInbox() {
        synchronized (stopLock) {
            inbox = new Inbox();
            return !stopping;
        }
    }

    /**
     * One link, from its making to its end.
     *
     * @return why it ended; empty when it was asked to
     */
    private Optional<String> receive(ParkingLot lot) throws InterruptedException {
        var own = inbox;
        try (var link = Link.open(broker, own, metrics, reason -> notReady(own, reason))) {
            if (awaitDatabase()) {
                link.subscribe(batch.prefetch());
                consume(link, lot);
            }
            return endOfLink();
        } catch (BrokerException e) {
            return Optional.of(endOfLink().orElse(e.getMessage()));
        } catch (RuntimeException e) {
            log.atError().setCause(e).log("unexpected; nothing of the batch was acknowledged, connecting again");
            return Optional.of("unexpected " + e.getClass().getSimpleName());
        }
    }

    /**
     * At once, though the thread may be waiting for the database: nothing more can come over this link. Unless there is
     * another already, since the client's threads may tell late.
     */
    private void notReady(Inbox ofLink, String reason) {
        synchronized (stopLock) {
            if (ofLink == inbox) {
                readiness.down(Component.BROKER, "broker: " + reason);
            }
        }
    }

    /** What the link itself says says more than the call that met its end. */
    private Optional<String> endOfLink() {
        return inbox.ended().filter(reason -> !reason.equals(STOPPING)).map(reason -> "broker: " + reason);
    }

    private void consume(Link link, ParkingLot lot) throws BrokerException, InterruptedException {
        var parking = new Parking(
                lot, new ParkedStore(database), KeptPoison.shareOfTheHeap(link), readiness, eventLog, clock);
        parking.attempt();
        subscribed();
        var processor = new Processor(link, store, parking, eventLog, metrics, new DatabasePatience());
        while (inbox.ended().isEmpty()) {
            var taken = inbox.take(batch.size(), IDLE, batch.linger());
            var begun = System.nanoTime();
            processor.process(taken);
            metrics.batchDone(taken.size(), System.nanoTime() - begun, parking.size());
            link.endIfClosed();
            // Not before: what ends every link at its first delivery would be fetched several times a second.
            if (inbox.ended().isEmpty()) {
                brokerBackoff.reset();
            }
        }
    }

    private void subscribed() {
        brokerTrouble.over();
        readiness.up(Component.BROKER);
        log.info("ready: all queues are subscribed");
    }

    private void brokerLost(String reason) throws InterruptedException {
        metrics.linkLost();
        readiness.down(Component.BROKER, reason);
        brokerTrouble.say(reason);
        // The link's own inbox has ended with it; only a stop may cut this wait short.
        if (nextInbox()) {
            inbox.pause(brokerBackoff.next());
        }
    }

    private boolean awaitDatabase() throws InterruptedException {
        while (true) {
            try {
                database.probe();
                schema.pass(reason -> readiness.down(Component.DATABASE, reason));
                databaseUp();
                return true;
            } catch (DatabaseException e) {
                if (!databaseLost(e)) {
                    return false;
                }
            }
        }
    }

    private void databaseUp() {
        databaseBackoff.reset();
        databaseTrouble.over();
        readiness.up(Component.DATABASE);
    }

    private boolean databaseLost(DatabaseException failure) throws InterruptedException {
        metrics.databaseFailed();
        readiness.down(Component.DATABASE, failure.getMessage());
        databaseTrouble.say(failure.getMessage());
        return inbox.pause(databaseBackoff.next());
    }

    private static Backoff backoff() {
        return new Backoff(Duration.ofMillis(200), Duration.ofSeconds(10), RandomGenerator.getDefault());
    }

    private final class DatabasePatience implements Processor.Patience {

        @Override
        public boolean afterFailure(DatabaseException failure) throws InterruptedException {
            return databaseLost(failure);
        }

        @Override
        public void afterSuccess() {
            databaseUp();
        }
    }
}
