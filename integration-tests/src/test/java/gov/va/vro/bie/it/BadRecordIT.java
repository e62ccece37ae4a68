package gov.va.vro.bie.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import gov.va.vro.bie.it.faces.ConnectRest;
import gov.va.vro.bie.it.faces.Copy;
import gov.va.vro.bie.it.faces.Kafka;
import gov.va.vro.bie.localstack.events.WireFormat;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.generic.GenericData;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What no retry can cure at the sink goes where it is meant to, and its neighbours go on. */
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
                    .map(ConsumerRecord::value)
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
                    .contains(name, "alter its offset", "to " + after.offset())
                    .containsPattern("partition\\W0\\b.*offset\\W" + bad.offset() + "\\b");
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

    private static Map<String, String> sinkFor(String topics, Map<String, String> more) {
        var config = new HashMap<>(Pipeline.sinkFor(topics, exchangesOfTheSameName(topics)));
        config.put("rabbitmq.max.message.bytes", Integer.toString(LARGEST));
        config.put("rabbitmq.retry.backoff.max.ms", "1000");
        config.putAll(more);
        return config;
    }

    private static String exchangesOfTheSameName(String topics) {
        return Stream.of(topics.split(",")).map(topic -> topic + "=" + topic).collect(Collectors.joining(","));
    }

    private byte[] avro(String text) throws Exception {
        var schema =
                SchemaBuilder.record("Note").fields().requiredString("text").endRecord();
        var note = new GenericData.Record(schema);
        note.put("text", text);
        return WireFormat.encode(pipeline.schemaRegistry().register("it-note-value", schema), note);
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

    private static String headerText(ConsumerRecord<byte[], byte[]> dead, String name) {
        return new String(dead.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
    }
}
