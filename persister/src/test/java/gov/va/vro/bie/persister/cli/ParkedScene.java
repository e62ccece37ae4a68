package gov.va.vro.bie.persister.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import gov.va.vro.bie.persister.config.BatchConfig;
import gov.va.vro.bie.persister.event.EventType;
import gov.va.vro.bie.persister.ops.Metrics;
import gov.va.vro.bie.persister.ops.Readiness;
import gov.va.vro.bie.persister.receive.Broker;
import gov.va.vro.bie.persister.receive.Receiver;
import gov.va.vro.bie.persister.store.Database;
import gov.va.vro.bie.persister.store.ParkedMessage;
import gov.va.vro.bie.persister.store.ParkedStore;
import gov.va.vro.bie.persister.store.Postgres;
import gov.va.vro.bie.persister.store.Schema;
import gov.va.vro.bie.persister.store.SchemaGate;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Parked messages in a real broker, a migrated schema in a real database, and a persister when a test wants one. Each test
 * finds the queues and the tables empty.
 */
final class ParkedScene implements BeforeEachCallback, AfterEachCallback {

    static final String PARKED = "persister.parked";
    static final String UPDATED = EventType.UPDATED.queue();
    static final Duration SOON = Duration.ofSeconds(30);
    static final String CANARY = "CANARY";
    static final long TIMESTAMP = 1_718_220_540_123L;
    static final String MENDED =
            "{\"topic\": \"T\", \"notifiedAt\": \"2024-06-12T19:29 UTC+00:00\", \"event\": {\"ClaimId\": 1, \"ContentionId\": 2}}";

    private final List<Receiver> receivers = new ArrayList<>();
    private ParkedServers servers;
    private ParkedOperator operator;
    private Database database;
    private Connection connection;
    private Channel channel;

    @Override
    public void beforeEach(ExtensionContext context) throws Exception {
        servers = ParkedServers.shared(context);
        operator = new ParkedOperator(servers.variables());
        servers.postgres().execute("DROP SCHEMA IF EXISTS " + ParkedServers.SCHEMA + " CASCADE");
        database = Database.of(servers.postgres().config(ParkedServers.SCHEMA));
        new Schema(database).migrate();
        connection = servers.rabbit().connect();
        channel = connection.createChannel();
        for (var queue : List.of(PARKED, UPDATED)) {
            channel.queueDeclare(queue, true, false, false, Map.of("x-queue-type", "quorum"));
        }
        channel.confirmSelect();
    }

    @Override
    public void afterEach(ExtensionContext context) throws Exception {
        stopPersister();
        database.close();
        for (var type : EventType.values()) {
            channel.queueDelete(type.queue());
        }
        channel.queueDelete(PARKED);
        connection.close();
    }

    ParkedOperator operator() {
        return operator;
    }

    Postgres postgres() {
        return servers.postgres();
    }

    Channel channel() {
        return channel;
    }

    /** Returns when it is ready. */
    void startPersister() {
        var readiness = new Readiness();
        var receiver = new Receiver(
                new Broker(servers.rabbit().config()),
                database,
                new SchemaGate(new Schema(database), true),
                new BatchConfig(100, Duration.ofMillis(20)),
                readiness,
                new Metrics(new SimpleMeterRegistry(), Clock.systemUTC()),
                Clock.systemUTC());
        receivers.add(receiver);
        new Thread(receiver, "receiver").start();
        await().atMost(SOON).until(() -> readiness.reasons().isEmpty());
    }

    void stopPersister() throws Exception {
        for (var receiver : receivers) {
            receiver.stop();
            assertThat(receiver.awaitEnd(Duration.ofSeconds(10))).isTrue();
        }
        receivers.clear();
    }

    void awaitParked(int count) {
        await().atMost(SOON).until(() -> channel.messageCount(PARKED) == count);
    }

    /** Offsets of what is noted as discarded. */
    List<String> discarded() throws Exception {
        return postgres()
                .query("SELECT source_offset FROM bie.bie_event_parked WHERE discarded_at IS NOT NULL ORDER BY 1");
    }

    /** To where the sink would publish it. */
    void publish(EventType type, long offset, String body) throws Exception {
        channel.basicPublish(
                type.exchange(), "T", true, properties(headers(offset), offset), body.getBytes(StandardCharsets.UTF_8));
        channel.waitForConfirmsOrDie(10_000);
    }

    /** As the persister would. */
    void park(long offset, String reason, String body) throws Exception {
        send(PARKED, parkedHeaders(offset, reason), offset, body);
        channel.waitForConfirmsOrDie(10_000);
    }

    /** As the persister would. */
    void note(List<ParkedMessage> messages) throws Exception {
        new ParkedStore(database).note(messages);
    }

    /** As after its topic was made again: the message id of offset 7, and another timestamp. */
    void parkAnotherOfTheSameMessageId() throws Exception {
        var headers = parkedHeaders(7, "no ClaimId");
        headers.put("kafka.timestamp", 99L);
        send(PARKED, headers, 7, "{}");
        channel.waitForConfirmsOrDie(10_000);
    }

    void send(String queue, Map<String, Object> headers, long offset, String body) throws IOException {
        channel.basicPublish("", queue, true, properties(headers, offset), body.getBytes(StandardCharsets.UTF_8));
    }

    private static BasicProperties properties(Map<String, Object> headers, long offset) {
        return new BasicProperties.Builder()
                .deliveryMode(2)
                .messageId("T-0-" + offset)
                .headers(headers)
                .build();
    }

    static Map<String, Object> parkedHeaders(long offset, String reason) {
        var headers = headers(offset);
        headers.put("reason", reason);
        headers.put("queue", UPDATED);
        headers.put("parkedAt", 1_718_220_600_000L + offset);
        return headers;
    }

    static Map<String, Object> headers(long offset) {
        return new HashMap<>(Map.of(
                "kafka.topic",
                "T",
                "kafka.partition",
                0,
                "kafka.offset",
                offset,
                "kafka.timestamp",
                TIMESTAMP,
                "notifiedAt",
                1_718_220_541_999L));
    }
}
