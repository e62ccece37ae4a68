package gov.va.vro.bie.connect.rabbitmq.broker;

import com.rabbitmq.client.Address;
import gov.va.vro.bie.connect.rabbitmq.config.RabbitMqSinkConfig;
import gov.va.vro.bie.connect.rabbitmq.delivery.Deliveries;
import gov.va.vro.bie.connect.rabbitmq.delivery.Dispatch;
import gov.va.vro.bie.connect.rabbitmq.delivery.LinkLoss;
import java.io.IOException;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/**
 * The one thread that owns the link: it connects, publishes what the core gives it, and connects again, over the list of
 * addresses, for as long as the task lives. Nothing here throws to the task; what only a person can mend is kept for the
 * task to ask for ({@link #failure}).
 */
public final class Publisher implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Publisher.class);
    private static final Duration STOP = Duration.ofMillis(300);

    private final RabbitMqSinkConfig config;
    private final Deliveries deliveries;
    private final Backoff backoff;
    private final ExecutorService closers;
    private final Thread thread;
    private final OutageLog outages;
    private final String taskName;
    /** What Connect puts before each line of the task's thread. */
    private final Map<String, String> logContext;

    private final Set<Address> untrustedAt = new HashSet<>();

    private int address;
    private boolean accepted;
    private volatile Line line;
    private volatile Link link;
    private volatile boolean stopping;
    private volatile String failure;
    private volatile long writingSince;

    public Publisher(RabbitMqSinkConfig config, Deliveries deliveries, String taskName) {
        this.config = config;
        this.deliveries = deliveries;
        this.backoff = new Backoff(
                config.connection().retryBackoff(), config.connection().retryBackoffMax());
        this.outages = new OutageLog(LOG, taskName);
        this.closers = Closers.named(taskName + "-closer");
        this.thread = daemon(this::run, taskName + "-publisher");
        this.taskName = taskName;
        this.logContext = MDC.getCopyOfContextMap();
    }

    private static Thread daemon(Runnable runnable, String name) {
        var thread = new Thread(runnable, name);
        thread.setDaemon(true);
        return thread;
    }

    public void start() {
        thread.start();
    }

    private void run() {
        if (logContext != null) {
            MDC.setContextMap(logContext);
        }
        try {
            while (!stopping && failure == null) {
                if (connect()) {
                    publish();
                }
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException | Error bug) {
            failure = "the publisher thread failed: " + bug.getClass().getName();
            LOG.error("task={} the publisher thread failed", taskName, bug);
        } finally {
            end();
        }
    }

    private boolean connect() throws InterruptedException {
        var addresses = config.connection().addresses();
        var target = addresses.get(address++ % addresses.size());
        var attempt =
                new Line(config, target, taskName, closers, config.connection().connectionTimeout());
        line = attempt;
        if (stopping) {
            return false;
        }
        try {
            var made = Link.open(attempt, deliveries);
            link = made;
            made.begin();
            accepted = true;
            outages.connected(target);
            return true;
        } catch (BrokerException failed) {
            if (isAnOutage(failed, target)) {
                waitOut(failed);
            } else {
                failure = failed.getMessage();
            }
            return false;
        }
    }

    /** What never was better is a mistake in the configuration, which a person has to mend; what was, is an outage. */
    private boolean isAnOutage(BrokerException failed, Address target) {
        if (failed instanceof BrokerException.Untrusted) {
            untrustedAt.add(target);
            return accepted || !untrustedAt.containsAll(config.connection().addresses());
        }
        return failed instanceof BrokerException.Unavailable || accepted && failed instanceof BrokerException.Refused;
    }

    private void waitOut(BrokerException why) throws InterruptedException {
        if (!stopping) {
            outages.unavailable(why.getMessage());
            pause(backoff.next());
        }
    }

    private synchronized void pause(Duration duration) throws InterruptedException {
        var deadline = System.nanoTime() + duration.toNanos();
        for (var left = duration.toMillis(); !stopping && left > 0; ) {
            wait(left);
            left = (deadline - System.nanoTime()) / 1_000_000;
        }
    }

    private void publish() throws InterruptedException {
        var present = link;
        var upSince = System.nanoTime();
        while (!stopping && present.isUp()) {
            var dispatch = next(present);
            if (dispatch instanceof Dispatch.Publish publish) {
                write(present, publish);
            } else if (dispatch instanceof Dispatch.ChangeLink change) {
                present.lost(change.loss());
            }
        }
        if (!stopping) {
            outages.lost(present.loss().reason());
            if (deliveries.linkWasOfUse() || hasLived(upSince)) {
                backoff.reset();
            }
            pause(backoff.next());
        }
    }

    /** What to do next; before it waits for that, what was published is sent. */
    private Dispatch next(Link present) throws InterruptedException {
        var dispatch = deliveries.next();
        if (dispatch instanceof Dispatch.Wait) {
            send(present);
            // Nothing more comes over a link that has just been found lost.
            return present.isUp() ? deliveries.awaitNext() : dispatch;
        }
        return dispatch;
    }

    private void send(Link present) throws InterruptedException {
        writingSince = System.nanoTime();
        try {
            present.send();
        } catch (IOException gone) {
            present.awaitLoss(gone);
        } finally {
            writingSince = 0;
        }
    }

    private boolean hasLived(long upSince) {
        return System.nanoTime() - upSince
                > config.connection().retryBackoffMax().toNanos();
    }

    private void write(Link present, Dispatch.Publish publish) throws InterruptedException {
        var message = publish.again() ? publish.message().asPossibleDuplicate() : publish.message();
        writingSince = System.nanoTime();
        try {
            present.publish(message);
        } catch (IOException gone) {
            present.awaitLoss(gone);
        } catch (RuntimeException refusal) {
            deliveries.clientRefused(
                    present.number(), publish.delivery(), refusal.getClass().getSimpleName());
            present.lost(new LinkLoss.CutByUs("the client library refused a message", false));
        } finally {
            writingSince = 0;
        }
    }

    /** Cuts the link when one write has hung for longer than a confirm may take, and no alarm excuses it. */
    public void watch() {
        var since = writingSince;
        var present = link;
        if (since != 0 && present != null && deliveries.hasHung(since)) {
            present.lost(new LinkLoss.CutByUs(
                    "the broker has read nothing for "
                            + config.delivery().confirmTimeout().toMillis() + " ms",
                    true));
        }
    }

    /** Why only a person can go on; empty while the publisher works or waits for the broker. */
    public Optional<String> failure() {
        return Optional.ofNullable(failure);
    }

    private void end() {
        var last = link;
        if (last != null) {
            last.close(STOP.dividedBy(2));
        }
    }

    /** Ends the thread and the link, within half a second, whatever the broker does. */
    @Override
    public void close() {
        synchronized (this) {
            stopping = true;
            notifyAll();
        }
        deliveries.stop();
        try {
            thread.join(STOP.toMillis());
        } catch (InterruptedException hurry) {
            Thread.currentThread().interrupt();
        } finally {
            cutWhatHangs();
        }
    }

    private void cutWhatHangs() {
        var last = line;
        if (thread.isAlive() && last != null) {
            last.cut();
        }
        thread.interrupt();
    }
}
