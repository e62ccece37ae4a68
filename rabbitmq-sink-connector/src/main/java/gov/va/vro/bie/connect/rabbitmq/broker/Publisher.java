package gov.va.vro.bie.connect.rabbitmq.broker;

import gov.va.vro.bie.connect.rabbitmq.config.RabbitMqSinkConfig;
import gov.va.vro.bie.connect.rabbitmq.delivery.Deliveries;
import gov.va.vro.bie.connect.rabbitmq.delivery.Dispatch;
import gov.va.vro.bie.connect.rabbitmq.delivery.LinkLoss;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
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
    private static final Duration CLOSER_IDLE = Duration.ofSeconds(5);

    private final RabbitMqSinkConfig config;
    private final Deliveries deliveries;
    private final Backoff backoff;
    private final ExecutorService closers;
    private final Thread thread;
    private final OutageLog outages;
    private final String taskName;
    /** What Connect puts before each line of the task's thread. */
    private final Map<String, String> logContext;

    private int address;
    private boolean accepted;
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
        this.closers = closers(taskName);
        this.thread = daemon(this::run, taskName + "-publisher");
        this.taskName = taskName;
        this.logContext = MDC.getCopyOfContextMap();
    }

    /** The client's own threads may still hand work over when the task has stopped, so the pool ends by being idle. */
    private static ExecutorService closers(String taskName) {
        return new ThreadPoolExecutor(
                0,
                Integer.MAX_VALUE,
                CLOSER_IDLE.toMillis(),
                TimeUnit.MILLISECONDS,
                new SynchronousQueue<>(),
                runnable -> daemon(runnable, taskName + "-closer"));
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
        try {
            var made = Link.open(config, target, taskName, deliveries, closers);
            link = made;
            made.begin();
            accepted = true;
            outages.connected(target);
            return true;
        } catch (BrokerException.Misconfigured wrong) {
            failure = wrong.getMessage();
        } catch (BrokerException.Refused refused) {
            if (accepted) {
                waitOut(refused);
            } else {
                failure = refused.getMessage();
            }
        } catch (BrokerException unavailable) {
            waitOut(unavailable);
        }
        return false;
    }

    private void waitOut(BrokerException why) throws InterruptedException {
        outages.unavailable(why.getMessage());
        pause(backoff.next());
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
            var dispatch = deliveries.awaitNext();
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
        var last = link;
        if (thread.isAlive() && last != null) {
            last.cut();
        }
        thread.interrupt();
    }
}
