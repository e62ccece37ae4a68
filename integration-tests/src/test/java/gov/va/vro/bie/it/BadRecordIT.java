package gov.va.vro.bie.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.rabbitmq.client.AMQP.BasicProperties;
import gov.va.vro.bie.it.faces.ConnectRest;
import gov.va.vro.bie.it.faces.Coordinates;
import gov.va.vro.bie.it.faces.Copy;
import gov.va.vro.bie.it.faces.Kafka;
import gov.va.vro.bie.localstack.events.Canaries;
import gov.va.vro.bie.localstack.events.EventKind;
import gov.va.vro.bie.localstack.events.WireFormat;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What no retry can cure, at the sink and at the persister: it goes where it is meant to, and its neighbours go on. */
@ExtendWith(LocalStack.class)
class BadRecordIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int LARGEST = 2_000;

    private final Pipeline pipeline;
    private final ConnectRest connect;
    private final Kafka kafka;

    BadRecordIT(Pipeline pipeline) {
        this.pipeline = pipeline;
        this.connect = pipeline.connect();
        this.kafka = pipeline.kafka();
    }

    @Test
    void sendsBadRecordsToTheDeadLetterTopicAndTheirNeighboursOn() throws Exception {
        var name = "it-bad-tolerant";
        var undecodable = new byte[] {0, 0x7F, 0x7F, 0x7F, 0x7F, 1, 2, 3};
        kafka.createTopics(1, name);
        var before = kafka.publish(name, "k", avro("before"));
        var noAvro = kafka.publish(name, "k", undecodable);
        var between = kafka.publish(name, "k", avro("between"));
        var noHeader = kafka.publish(name, "k", avro("unrenderable"), Kafka.header("n".repeat(256), "v"));
        var tooLarge = kafka.publish(name, "k", avro("x".repeat(LARGEST)));
        var tombstone = kafka.publish(name, "k", null);
        var after = kafka.publish(name, "k", avro("after"));
        try (var subscriber = pipeline.rabbitMq().subscribe("it.bad.tolerant", name)) {
            connect.deploy(
                    name,
                    sinkFor(
                            name,
                            Map.of(
                                    "errors.tolerance", "all",
                                    "errors.deadletterqueue.topic.name", name + "-dead-letters",
                                    "errors.deadletterqueue.topic.replication.factor", "1",
                                    "errors.deadletterqueue.context.headers.enable", "true")));

            var delivered = subscriber.takeAllOf(Set.of(before, between, tombstone, after));

            awaitCommitted(name, name, after.offset() + 1);
            assertThat(delivered)
                    .map(Copy::messageId)
                    .containsExactly(before.messageId(), between.messageId(), tombstone.messageId(), after.messageId());
            assertThat(kafka.read(name + "-dead-letters"))
                    .map(dead -> headerText(dead, "__connect.errors.offset"))
                    .containsExactlyInAnyOrder("" + noAvro.offset(), "" + noHeader.offset(), "" + tooLarge.offset());
            assertThat(kafka.read(name + "-dead-letters"))
                    .map(org.apache.kafka.clients.consumer.ConsumerRecord::value)
                    .as("the original bytes")
                    .contains(undecodable, avro("x".repeat(LARGEST)));
            assertThat(connect.isRunning(name)).isTrue();
        } finally {
            connect.delete(name);
        }
    }

    @Test
    void failsTheTaskAtABadRecordWhereNoneIsToleratedAndGoesOnBehindIt() throws Exception {
        var name = "it-bad-strict";
        kafka.createTopics(1, name);
        var before = kafka.publish(name, "k", avro("before"));
        var bad = kafka.publish(name, "k", avro("x".repeat(LARGEST)));
        var after = kafka.publish(name, "k", avro("after"));
        try (var subscriber = pipeline.rabbitMq().subscribe("it.bad.strict", name)) {
            assertThat(connect.post(name, sinkFor(name, Map.of())).code()).isEqualTo(201);

            var trace = connect.awaitFailure(name);

            assertThat(trace)
                    .contains(name, "partition 0", "offset " + bad.offset())
                    .contains("alter its offset")
                    .contains("to " + after.offset());
            awaitCommitted(name, name, bad.offset());
            assertThat(subscriber.take()).map(Copy::messageId).containsExactly(before.messageId());

            connect.stop(name);
            connect.alterOffset(name, name, 0, after.offset());
            connect.resume(name);

            assertThat(subscriber.takeAllOf(Set.of(after)))
                    .map(Copy::messageId)
                    .containsExactly(before.messageId(), after.messageId());
        } finally {
            connect.delete(name);
        }
    }

    @Test
    void holdsWhatNoQueueIsBoundToUntilOneIsAndLetsTheOthersFlow() throws Exception {
        var name = "it-bad-unbound";
        var bound = name + "-bound";
        kafka.createTopics(1, name, bound);
        var held = kafka.publish(name, "k", avro("held"));
        try (var others = pipeline.rabbitMq().subscribe("it.bad.bound", bound)) {
            connect.deploy(name, sinkFor(name + "," + bound, Map.of()));
            awaitLogged("holds", name, "offset");
            var flowing = kafka.publish(bound, "k", avro("flowing"));
            var alsoHeld = kafka.publish(name, "k", avro("also held"));

            others.takeAllOf(Set.of(flowing));
            awaitCommitted(name, bound, flowing.offset() + 1);
            assertThat(kafka.committed("connect-" + name, name).orElse(0L)).isEqualTo(held.offset());
            assertThat(connect.isRunning(name)).isTrue();

            try (var late = pipeline.rabbitMq().subscribe("it.bad.unbound", name)) {
                var copies = late.takeAllOf(Set.of(held, alsoHeld));

                assertThat(copies).map(Copy::messageId).containsExactly(held.messageId(), alsoHeld.messageId());
                assertThat(copies.get(0).isPossibleDuplicate()).isTrue();
                awaitCommitted(name, name, alsoHeld.offset() + 1);
            }
        } finally {
            connect.delete(name);
        }
    }

    @Test
    void parksAtThePersisterWhatIsNotJson() throws Exception {
        pipeline.deploy();
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
        assertThat(pipeline.database().parked("it-not-json"))
                .singleElement()
                .satisfies(row -> assertThat(row)
                        .containsEntry("event_type", "contention-updated")
                        .hasEntrySatisfying(
                                "reason", reason -> assertThat((String) reason).contains("not JSON")));
        awaitStored(neighbour, neighbourBehind);
        pipeline.assertNothingPersonalIsLeft();
    }

    @Test
    void parksAtThePersisterWhatHasNoClaimId() throws Exception {
        pipeline.deploy();
        var topic = EventKind.UPDATED.topic(Pipeline.TOPIC_PREFIX);
        var schema = withOptionalClaim();
        var id = pipeline.schemaRegistry().register("it-no-claim-value", schema);
        var event = AnEvent.copy(AnEvent.full(EventKind.UPDATED), schema);
        event.put("ClaimId", null);
        var neighbour = publishFull();

        var claimless = kafka.publish(topic, "k", WireFormat.encode(id, event));
        var neighbourBehind = publishFull();

        var parked = takeParked(claimless.messageId());
        assertThat(new String(parked.body(), StandardCharsets.UTF_8))
                .startsWith("{\"topic\":\"" + topic + "\",")
                .contains("\"ClaimId\":null", Canaries.TOKEN);
        assertReason(parked, "ClaimId");
        assertThat(parked.properties().getHeaders())
                .containsEntry("kafka.partition", claimless.partition())
                .containsEntry("kafka.offset", claimless.offset());
        assertThat(pipeline.database().parked(claimless))
                .singleElement()
                .satisfies(row -> assertThat(row)
                        .containsEntry("message_id", claimless.messageId())
                        .hasEntrySatisfying(
                                "reason", reason -> assertThat((String) reason).contains("ClaimId")));
        awaitStored(neighbour, neighbourBehind);
        assertThat(pipeline.database().events(Set.of(claimless))).isEmpty();
        pipeline.assertNothingPersonalIsLeft();
    }

    private static Map<String, String> sinkFor(String topics, Map<String, String> more) {
        var config = new HashMap<>(Pipeline.sinkFor(topics, "(.*)=unused"));
        config.put("rabbitmq.exchange.map", String.join(",", exchangesOfTheSameName(topics)));
        config.put("rabbitmq.max.message.bytes", Integer.toString(LARGEST));
        config.put("rabbitmq.retry.backoff.max.ms", "1000");
        config.putAll(more);
        return config;
    }

    private static List<String> exchangesOfTheSameName(String topics) {
        return List.of(topics.split(",")).stream()
                .map(topic -> topic + "=" + topic)
                .toList();
    }

    private byte[] avro(String text) throws Exception {
        var schema =
                SchemaBuilder.record("Note").fields().requiredString("text").endRecord();
        var note = new org.apache.avro.generic.GenericData.Record(schema);
        note.put("text", text);
        return WireFormat.encode(pipeline.schemaRegistry().register("it-note-value", schema), note);
    }

    private Coordinates publishFull() throws Exception {
        try (var publisher = pipeline.publisher()) {
            return Coordinates.of(
                    publisher.publish(AnEvent.full(EventKind.UPDATED)).get());
        }
    }

    private static Schema withOptionalClaim() {
        var fields = EventKind.UPDATED.schema().getFields().stream()
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

    private static void assertReason(Copy parked, String reason) {
        assertThat(parked.properties().getHeaders().get("reason"))
                .asString()
                .contains(reason)
                .doesNotContain(Canaries.TOKEN);
        assertThat(parked.properties().getHeaders().toString()).doesNotContain(Canaries.TOKEN);
    }

    private void awaitStored(Coordinates... records) {
        await("the neighbours stored")
                .atMost(PATIENCE)
                .until(() -> pipeline.database().hasStored(List.of(records)));
    }

    private void awaitCommitted(String connector, String topic, long offset) {
        await(topic + " committed")
                .atMost(PATIENCE)
                .untilAsserted(() -> assertThat(kafka.committed("connect-" + connector, topic))
                        .contains(offset));
    }

    private void awaitLogged(String... words) {
        await("the worker's log")
                .atMost(PATIENCE)
                .until(() -> pipeline.connectLog()
                        .lines()
                        .anyMatch(line -> List.of(words).stream().allMatch(line::contains)));
    }

    private static String headerText(
            org.apache.kafka.clients.consumer.ConsumerRecord<byte[], byte[]> dead, String name) {
        return new String(dead.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
    }
}
