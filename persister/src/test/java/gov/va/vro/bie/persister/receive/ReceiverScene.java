package gov.va.vro.bie.persister.receive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import gov.va.vro.bie.persister.Servers;
import gov.va.vro.bie.persister.config.BatchConfig;
import gov.va.vro.bie.persister.event.EventType;
import gov.va.vro.bie.persister.ops.Component;
import gov.va.vro.bie.persister.ops.Metrics;
import gov.va.vro.bie.persister.ops.Readiness;
import gov.va.vro.bie.persister.store.Database;
import gov.va.vro.bie.persister.store.Postgres;
import gov.va.vro.bie.persister.store.Schema;
import gov.va.vro.bie.persister.store.SchemaGate;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A real broker and a real database, and between them a receiver while a test wants one. Each test finds no queues and no
 * tables, and a channel that confirms.
 */
public final class ReceiverScene implements BeforeAllCallback, BeforeEachCallback, AfterEachCallback {

    private static final Duration SOON = Duration.ofSeconds(60);

    private Servers servers;
    private Readiness readiness;
    private Database database;
    private Connection connection;
    private Channel channel;
    private Receiver receiver;

    @Override
    public void beforeAll(ExtensionContext context) {
        servers = Servers.shared(context);
    }

    @Override
    public void beforeEach(ExtensionContext context) throws Exception {
        servers = Servers.shared(context);
        postgres().execute("DROP SCHEMA IF EXISTS " + Servers.SCHEMA + " CASCADE");
        readiness = new Readiness();
        database = Database.of(postgres().config(Servers.SCHEMA));
        connection = rabbit().connect();
        channel = connection.createChannel();
        channel.confirmSelect();
    }

    @Override
    public void afterEach(ExtensionContext context) throws Exception {
        stop();
        database.close();
        for (var type : EventType.values()) {
            channel.queueDelete(type.queue());
        }
        channel.queueDelete(Topology.PARKED_QUEUE);
        connection.close();
    }

    public Servers servers() {
        return servers;
    }

    public RabbitMq rabbit() {
        return servers.rabbit();
    }

    public Postgres postgres() {
        return servers.postgres();
    }

    public Database database() {
        return database;
    }

    public Connection connection() {
        return connection;
    }

    public Channel channel() {
        return channel;
    }

    /** Why the receiver is not ready. */
    public Map<Component, String> reasons() {
        return readiness.reasons();
    }

    /** Returns the receiver's thread, at once. */
    Thread start(boolean migrates, Duration linger, MeterRegistry registry) {
        receiver = new Receiver(
                new Broker(rabbit().config()),
                database,
                new SchemaGate(new Schema(database), migrates),
                new BatchConfig(100, linger),
                readiness,
                new Metrics(registry, Clock.systemUTC()),
                Clock.systemUTC());
        var thread = new Thread(receiver, "receiver");
        thread.start();
        return thread;
    }

    /** Starts one that migrates and stores at once; returns before it is ready. */
    void start() {
        start(true, Duration.ofMillis(20), new SimpleMeterRegistry());
    }

    public void startAndAwaitReady() {
        start();
        awaitReady();
    }

    void awaitReady() {
        await("ready").atMost(SOON).until(() -> reasons().isEmpty());
    }

    /** Ends the receiver, if there is one; what it has not acknowledged goes back. */
    public void stop() throws Exception {
        if (receiver != null) {
            receiver.stop();
            assertThat(receiver.awaitEnd(Duration.ofSeconds(30))).isTrue();
            receiver = null;
        }
    }
}
