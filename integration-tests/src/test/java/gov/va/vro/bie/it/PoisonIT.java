package gov.va.vro.bie.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.rabbitmq.client.AMQP.BasicProperties;
import gov.va.vro.bie.it.faces.Coordinates;
import gov.va.vro.bie.it.faces.Copy;
import gov.va.vro.bie.localstack.events.Canaries;
import gov.va.vro.bie.localstack.events.EventKind;
import gov.va.vro.bie.localstack.events.WireFormat;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What can never be stored is parked by the persister, once, with a reason and its body untouched; its neighbours are stored. */
@ExtendWith(LocalStack.class)
class PoisonIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration WINDOW = Duration.ofSeconds(3);
    private static final int POISON = 200;

    private final Pipeline pipeline;

    PoisonIT(Pipeline pipeline) {
        this.pipeline = pipeline;
    }

    @BeforeEach
    void deploy() throws Exception {
        pipeline.deploy();
    }

    @Test
    void f15ParksWhatIsNotJson() throws Exception {
        var body = ("{\"event\": " + Canaries.TOKEN + "-BODY-1").getBytes(StandardCharsets.UTF_8);
        var properties = new BasicProperties.Builder()
                .messageId("it-not-json")
                .contentType("application/json")
                .deliveryMode(2)
                .headers(Map.of("someones", Canaries.TOKEN + "-HEADER-1"))
                .build();
        var neighbour = publishFull();

        pipeline.rabbitMq().publish(EventKind.UPDATED.exchange(), properties, body);
        var neighbourBehind = publishFull();

        var parked = takeParked("it-not-json");
        assertThat(parked.body()).isEqualTo(body);
        assertReason(parked, "not JSON");
        assertThat(parked.properties().getHeaders()).doesNotContainKey("someones");
        awaitNoted("it-not-json");
        assertThat(pipeline.database().parked("it-not-json"))
                .singleElement()
                .satisfies(row -> assertThat(row)
                        .containsEntry("event_type", "contention-updated")
                        .hasEntrySatisfying(
                                "reason", reason -> assertThat((String) reason).contains("not JSON")));
        awaitStored(neighbour, neighbourBehind);
        assertNoSecondCopyIsParked("it-not-json");
        pipeline.assertNothingPersonalIsLeft();
    }

    @Test
    void f15ParksWhatHasNoClaimId() throws Exception {
        var topic = EventKind.UPDATED.topic(Pipeline.TOPIC_PREFIX);
        var schema = withOptionalClaim(EventKind.UPDATED);
        var id = pipeline.schemaRegistry().register("it-no-claim-value", schema);
        var event = AnEvent.copy(AnEvent.full(EventKind.UPDATED), schema);
        event.put("ClaimId", null);
        var neighbour = publishFull();

        var claimless = pipeline.kafka().publish(topic, "k", WireFormat.encode(id, event));
        var neighbourBehind = publishFull();

        var parked = takeParked(claimless.messageId());
        assertThat(new String(parked.body(), StandardCharsets.UTF_8))
                .startsWith("{\"topic\":\"" + topic + "\",")
                .contains("\"ClaimId\":null", Canaries.TOKEN);
        assertReason(parked, "ClaimId");
        assertThat(parked.properties().getHeaders())
                .containsEntry("kafka.partition", claimless.partition())
                .containsEntry("kafka.offset", claimless.offset());
        awaitNoted(claimless.messageId());
        assertThat(pipeline.database().parked(claimless))
                .singleElement()
                .satisfies(row -> assertThat(row)
                        .containsEntry("message_id", claimless.messageId())
                        .hasEntrySatisfying(
                                "reason", reason -> assertThat((String) reason).contains("ClaimId")));
        awaitStored(neighbour, neighbourBehind);
        assertNoSecondCopyIsParked(claimless.messageId());
        assertThat(pipeline.database().events(Set.of(claimless))).isEmpty();
        pipeline.assertNothingPersonalIsLeft();
    }

    @Test
    void f15ParksOnceWhatHasAnotherTypeAndNeverTouchesItAgain() throws Exception {
        var body = ("{\"topic\": \"T\", \"event\": {\"ClaimId\": 1, \"ContentionId\": 2, \"EventTime\": \""
                        + Canaries.TOKEN + "\"}}")
                .getBytes(StandardCharsets.UTF_8);
        var properties = new BasicProperties.Builder()
                .messageId("it-type")
                .deliveryMode(2)
                .build();
        var before = System.currentTimeMillis();
        var neighbour = publishFull();

        pipeline.rabbitMq().publish(EventKind.UPDATED.exchange(), properties, body);

        var parked = takeParked("it-type");
        assertThat(parked.body()).isEqualTo(body);
        assertReason(parked, "field EventTime is not epoch milliseconds or an ISO date and time");
        assertThat(parked.properties().getHeaders().get("queue")).hasToString("persister.contention-updated");
        assertThat((Long) parked.properties().getHeaders().get("parkedAt"))
                .isBetween(before, System.currentTimeMillis());
        awaitStored(neighbour);
        // What would be redelivered for ever would have been parked again, and again, before the last of these.
        for (var later = 0; later < 20; later++) {
            awaitStored(publishFull());
        }
        assertNoSecondCopyIsParked("it-type");
        assertThat(pipeline.persister().log().lines().filter(line -> line.contains("EventTime is not epoch")))
                .hasSize(1);
        pipeline.rabbitMq()
                .onChannel(channel -> assertThat(channel.messageCount("persister.contention-updated"))
                        .isZero());
        pipeline.assertNothingPersonalIsLeft();
    }

    /**
     * What is parked costs nothing more: hardly any processor time, no delivery and no second copy.
     */
    @Test
    void f15IsAtRestOnceAllPoisonIsParked() throws Exception {
        var before = counted();
        publishPoison("it-rest", POISON);
        await("all parked")
                .atMost(PATIENCE)
                .untilAsserted(() -> assertThat(counted().parked()).isGreaterThanOrEqualTo(before.parked() + POISON));

        await("the persister to use less than half of what a thread gets that never rests")
                .atMost(PATIENCE)
                .until(this::isAtRest);
        assertThat(counted()).isEqualTo(new Counted(before.parked() + POISON, before.redelivered()));
        pipeline.rabbitMq()
                .onChannel(channel -> assertThat(channel.messageCount("persister.contention-updated"))
                        .isZero());
        assertThat(pipeline.rabbitMq().queue("persister.parked").take())
                .filteredOn(copy -> String.valueOf(copy.messageId()).startsWith("it-rest-"))
                .hasSize(POISON);
    }

    private void publishPoison(String name, int count) throws Exception {
        pipeline.rabbitMq().onChannel(channel -> {
            channel.confirmSelect();
            for (var number = 0; number < count; number++) {
                var properties = new BasicProperties.Builder()
                        .messageId(name + "-" + number)
                        .deliveryMode(2)
                        .build();
                channel.basicPublish(EventKind.UPDATED.exchange(), "any", properties, new byte[] {'{'});
            }
            channel.waitForConfirmsOrDie(60_000);
        });
    }

    /** Compared with what the machine has to give, which may be little while others are at work. */
    private boolean isAtRest() {
        var restless = new Thread(
                () -> {
                    while (!Thread.currentThread().isInterrupted()) {
                        Thread.onSpinWait();
                    }
                },
                "restless");
        restless.setDaemon(true);
        restless.start();
        try {
            var before = pipeline.persister().cpu();
            await().pollDelay(WINDOW).timeout(PATIENCE).until(() -> true);
            var used = pipeline.persister().cpu().minus(before);
            var available = Duration.ofNanos(ManagementFactory.getThreadMXBean().getThreadCpuTime(restless.getId()));
            return used.compareTo(available.dividedBy(2)) < 0;
        } finally {
            restless.interrupt();
        }
    }

    private Counted counted() throws Exception {
        var page = pipeline.persister().page("/metrics");
        return new Counted(
                value(page, "persister_events_total{event_type=\"contention-updated\",outcome=\"parked\"} "),
                value(page, "persister_redelivered_messages_total{event_type=\"contention-updated\"} "));
    }

    private static double value(String page, String metric) {
        return page.lines()
                .filter(line -> line.startsWith(metric))
                .mapToDouble(line -> Double.parseDouble(line.substring(metric.length())))
                .findFirst()
                .orElseThrow();
    }

    /** Messages to this queue since the persister began. */
    private record Counted(double parked, double redelivered) {}

    private Coordinates publishFull() throws Exception {
        try (var publisher = pipeline.publisher()) {
            return Coordinates.of(
                    publisher.publish(AnEvent.full(EventKind.UPDATED)).get());
        }
    }

    static Schema withOptionalClaim(EventKind kind) {
        var fields = kind.schema().getFields().stream()
                .map(field -> field.name().equals("ClaimId")
                        ? new Schema.Field(
                                "ClaimId",
                                SchemaBuilder.unionOf()
                                        .nullType()
                                        .and()
                                        .longType()
                                        .endUnion())
                        : new Schema.Field(field, field.schema()))
                .toList();
        return Schema.createRecord("ContentionUpdated", null, "gov.va.bip.bie.claim.contention.it", false, fields);
    }

    private Copy takeParked(String messageId) throws Exception {
        var copies = pipeline.rabbitMq()
                .queue("persister.parked")
                .takeUntil(
                        "message " + messageId,
                        taken -> taken.stream().anyMatch(copy -> messageId.equals(copy.messageId())));
        return copies.stream()
                .filter(copy -> messageId.equals(copy.messageId()))
                .findFirst()
                .orElseThrow();
    }

    /** The first copy was taken out of the queue. */
    private void assertNoSecondCopyIsParked(String messageId) throws Exception {
        assertThat(pipeline.rabbitMq().queue("persister.parked").take())
                .extracting(Copy::messageId)
                .doesNotContain(messageId);
    }

    private static void assertReason(Copy parked, String reason) {
        assertThat(parked.properties().getHeaders().get("reason"))
                .asString()
                .contains(reason)
                .doesNotContain(Canaries.TOKEN);
        assertThat(parked.properties().getHeaders().toString()).doesNotContain(Canaries.TOKEN);
    }

    /** The persister notes what it has parked when RabbitMQ has confirmed it, which is after the copy can be seen. */
    private void awaitNoted(String messageId) {
        await("a row of the parked message " + messageId)
                .atMost(PATIENCE)
                .until(() -> !pipeline.database().parked(messageId).isEmpty());
    }

    private void awaitStored(Coordinates... records) {
        await("the neighbours stored")
                .atMost(PATIENCE)
                .untilAsserted(() -> assertThat(pipeline.database().notStored(List.of(records)))
                        .isEmpty());
    }
}
