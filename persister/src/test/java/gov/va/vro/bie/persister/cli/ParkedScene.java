package gov.va.vro.bie.persister.cli;

import static org.awaitility.Awaitility.await;

import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.Channel;
import gov.va.vro.bie.persister.event.EventType;
import gov.va.vro.bie.persister.receive.ReceiverScene;
import gov.va.vro.bie.persister.store.ParkedMessage;
import gov.va.vro.bie.persister.store.ParkedStore;
import gov.va.vro.bie.persister.store.Postgres;
import gov.va.vro.bie.persister.store.Schema;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
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

    private final ReceiverScene scene = new ReceiverScene();
    private ParkedOperator operator;

    @Override
    public void beforeEach(ExtensionContext context) throws Exception {
        scene.beforeEach(context);
        operator = new ParkedOperator(scene.servers().variables());
        new Schema(scene.database()).migrate();
        for (var queue : List.of(PARKED, UPDATED)) {
            channel().queueDeclare(queue, true, false, false, Map.of("x-queue-type", "quorum"));
        }
    }

    @Override
    public void afterEach(ExtensionContext context) throws Exception {
        scene.afterEach(context);
    }

    ParkedOperator operator() {
        return operator;
    }

    Postgres postgres() {
        return scene.postgres();
    }

    Channel channel() {
        return scene.channel();
    }

    /** Returns when it is ready. */
    void startPersister() {
        scene.startAndAwaitReady();
    }

    void stopPersister() throws Exception {
        scene.stop();
    }

    void awaitParked(int count) {
        await().atMost(SOON).until(() -> channel().messageCount(PARKED) == count);
    }

    /** Offsets of what is noted as discarded. */
    List<String> discarded() throws Exception {
        return postgres()
                .query("SELECT source_offset FROM bie.bie_event_parked WHERE discarded_at IS NOT NULL ORDER BY 1");
    }

    /** To where the sink would publish it. */
    void publish(EventType type, long offset, String body) throws Exception {
        channel()
                .basicPublish(
                        type.exchange(),
                        "T",
                        true,
                        properties(headers(offset), offset),
                        body.getBytes(StandardCharsets.UTF_8));
        channel().waitForConfirmsOrDie(10_000);
    }

    /** As the persister would. */
    void park(long offset, String reason, String body) throws Exception {
        send(PARKED, parkedHeaders(offset, reason), offset, body);
        channel().waitForConfirmsOrDie(10_000);
    }

    /** As the persister would. */
    void note(List<ParkedMessage> messages) throws Exception {
        new ParkedStore(scene.database()).note(messages);
    }

    /** As after its topic was made again: the message id of offset 7, and another timestamp. */
    void parkAnotherOfTheSameMessageId() throws Exception {
        var headers = parkedHeaders(7, "no ClaimId");
        headers.put("kafka.timestamp", 99L);
        send(PARKED, headers, 7, "{}");
        channel().waitForConfirmsOrDie(10_000);
    }

    void send(String queue, Map<String, Object> headers, long offset, String body) throws IOException {
        channel().basicPublish("", queue, true, properties(headers, offset), body.getBytes(StandardCharsets.UTF_8));
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
