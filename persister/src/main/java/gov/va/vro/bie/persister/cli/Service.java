package gov.va.vro.bie.persister.cli;

import gov.va.vro.bie.persister.config.ConfigurationException;
import gov.va.vro.bie.persister.config.HostPort;
import gov.va.vro.bie.persister.config.PersisterConfig;
import gov.va.vro.bie.persister.event.EventType;
import gov.va.vro.bie.persister.ops.Component;
import gov.va.vro.bie.persister.ops.Metrics;
import gov.va.vro.bie.persister.ops.MetricsBackends;
import gov.va.vro.bie.persister.ops.Pages;
import gov.va.vro.bie.persister.ops.Readiness;
import gov.va.vro.bie.persister.ops.StateMetrics;
import gov.va.vro.bie.persister.receive.Broker;
import gov.va.vro.bie.persister.receive.Receiver;
import gov.va.vro.bie.persister.store.Database;
import gov.va.vro.bie.persister.store.Schema;
import gov.va.vro.bie.persister.store.SchemaGate;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts the parts together, and takes them down again on a signal.
 *
 * <p>On SIGTERM the JVM runs the shutdown hook while the receiving thread goes on: the hook says so, asks it to end,
 * waits {@link #STOP_WITHIN}, and halts the JVM with 0. If the time is up, or the thread has died by itself, with 1; what was
 * not acknowledged is delivered again.
 */
final class Service {

    private static final Logger log = LoggerFactory.getLogger(Service.class);

    static final Duration STOP_WITHIN = Duration.ofSeconds(10);
    private static final Duration SAY_WITHIN = Duration.ofMillis(500);
    private static final Duration CLOSE_WITHIN = Duration.ofSeconds(1);

    private final PersisterConfig config;
    private final Readiness readiness = new Readiness();
    private final Database database;
    private final Receiver receiver;
    private final DatabaseProbe probe;
    private final MetricsBackends backends;

    private Service(PersisterConfig config) {
        this.config = config;
        database = Database.of(config.database());
        probe = new DatabaseProbe(database::probe, Clock.systemUTC());
        backends = MetricsBackends.start(config.agent());
        receiver = new Receiver(
                new Broker(config.broker()),
                database,
                new SchemaGate(new Schema(database), config.migrate()),
                config.batch(),
                readiness,
                new Metrics(backends, Clock.systemUTC()),
                Clock.systemUTC());
        StateMetrics.of(this::notReady, database::connectionsInUse, backends.registry());
        StateMetrics.ofTheJvm(backends.registry());
    }

    /**
     * Runs until the process is told to stop.
     *
     * @return when the receiving thread has died by itself
     */
    static int run(PersisterConfig config) throws ConfigurationException, InterruptedException {
        var service = new Service(config);
        try (var pages = service.startPages()) {
            service.announce(new HostPort(config.http().host(), pages.port()));
            daemon(service.probe, "database probe").start();
            daemon(new PolicyWatch(config.management()), "policies").start();
            Runtime.getRuntime().addShutdownHook(new Thread(service::stop, "stop"));
            var thread = new Thread(service.receiver, "receiver");
            thread.setUncaughtExceptionHandler(
                    (dead, failure) -> log.atError().setCause(failure).log("the receiving thread has died"));
            thread.start();
            service.receiver.awaitEnd();
            thread.join();
            return ExitCode.FAILED;
        }
    }

    private static Thread daemon(Runnable work, String name) {
        var thread = new Thread(work, name);
        thread.setDaemon(true);
        return thread;
    }

    private Pages startPages() throws ConfigurationException {
        try {
            return Pages.start(config.http(), this::notLive, this::notReadyByLabel, backends::scrape);
        } catch (IOException e) {
            database.close();
            throw new ConfigurationException(List.of("PERSISTER_HTTP is wrong: nobody can listen on " + config.http()
                    + " (is it in use already?); write a free address, or port 0 for any free one"));
        }
    }

    private void announce(HostPort http) {
        log.atInfo()
                .addKeyValue("version", VersionProvider.version())
                .addKeyValue("java", Runtime.version().toString())
                .addKeyValue("broker", config.broker().toString())
                .addKeyValue("database", config.database().toString())
                .addKeyValue("http", http.toString())
                .addKeyValue(
                        "queues",
                        String.join(
                                " ",
                                Arrays.stream(EventType.values())
                                        .map(EventType::queue)
                                        .toList()))
                .addKeyValue("batch_size", config.batch().size())
                .addKeyValue("batch_wait_ms", config.batch().linger().toMillis())
                .log("persister starts");
    }

    private Map<String, String> notLive() {
        return receiver.hasEnded() ? Map.of("receiver", "the receiving thread has ended") : Map.of();
    }

    private Map<Component, String> notReady() {
        var reasons = readiness.reasons();
        probe.failure().ifPresent(failure -> reasons.putIfAbsent(Component.DATABASE, failure));
        return reasons;
    }

    private Map<String, String> notReadyByLabel() {
        var reasons = new TreeMap<String, String>();
        notReady().forEach((component, reason) -> reasons.put(component.label(), reason));
        return reasons;
    }

    private void stop() {
        var diedByItself = receiver.hasEnded();
        within(SAY_WITHIN, "stopping", () -> log.info("persister is stopping"));
        receiver.stop();
        var inTime = awaitReceiver();
        var lastWords = inTime
                ? "persister has stopped"
                : "persister stops without its last batch, which will be delivered again";
        within(CLOSE_WITHIN, "closing", () -> {
            log.info(lastWords);
            database.close();
        });
        within(CLOSE_WITHIN, "metrics", backends::close);
        Runtime.getRuntime().halt(inTime && !diedByItself ? ExitCode.DONE : ExitCode.FAILED);
    }

    /**
     * Not on this thread: where nobody empties the pipe that standard output may be, a line of the log waits for ever, and
     * the pool for a connection that is being made for longer than anybody wants to wait now.
     */
    private static void within(Duration longest, String name, Runnable work) {
        var thread = daemon(work, name);
        thread.start();
        try {
            thread.join(longest.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean awaitReceiver() {
        try {
            return receiver.awaitEnd(STOP_WITHIN);
        } catch (InterruptedException e) {
            return false;
        }
    }
}
