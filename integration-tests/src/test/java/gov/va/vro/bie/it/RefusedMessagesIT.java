package gov.va.vro.bie.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import gov.va.vro.bie.it.faces.Coordinates;
import gov.va.vro.bie.it.faces.Copy;
import gov.va.vro.bie.it.faces.Kafka;
import gov.va.vro.bie.it.faces.RabbitMqNode;
import gov.va.vro.bie.localstack.Endpoints;
import gov.va.vro.bie.localstack.events.WireFormat;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.generic.GenericData;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Messages that RabbitMQ refuses by closing the channel, or that do not fit AMQP: each has its outcome, and the others flow. */
@Tag("faults")
@ExtendWith(LocalStack.class)
class RefusedMessagesIT {

    private static final String ANY_EXCHANGE = "^(?!persister\\.|amq\\.)";
    private static final int BROKERS_LIMIT = 5_000;
    private static final int BROKERS_DEFAULT = 134_217_728;
    private static final int FRAME = 131_072;

    private final Pipeline pipeline;
    private final Kafka kafka;
    private final RabbitMqNode node;

    RefusedMessagesIT(Pipeline pipeline) throws Exception {
        this.pipeline = pipeline;
        this.kafka = pipeline.kafka();
        this.node = new RabbitMqNode(pipeline.directory());
    }

    @Test
    void reportsTheOneMessageThatIsOverTheBrokersLimitAndSendsTheOthers() throws Exception {
        var topic = "it-refused-size";
        var other = topic + "-other";
        try (var sink = SmallSink.over(pipeline, topic, topic, other);
                var subscriber = pipeline.rabbitMq().subscribe("it.refused.size", topic, other)) {
            node.limitMessages(BROKERS_LIMIT);
            var expected = new HashSet<>(kafka.publishMany(topic, 300));
            var refused =
                    kafka.publish(topic, "k", "x".repeat(2 * BROKERS_LIMIT).getBytes(UTF_8));
            expected.addAll(kafka.publishMany(topic, 300));
            expected.addAll(kafka.publishMany(other, 300));
            sink.deploy(sink.tolerant(Map.of()));

            subscriber.takeAllOf(expected);
            sink.awaitCommitted(topic, 601);
            sink.awaitCommitted(other, 300);

            assertThat(kafka.read(sink.deadLetters()))
                    .singleElement()
                    .satisfies(dead -> assertThat(dead.value()).hasSize(2 * BROKERS_LIMIT));
            assertOnlyFlaggedCopies(subscriber.take(), expected);
            assertThat(subscriber.byMessageId()).doesNotContainKey(refused.messageId());
            assertThat(sink.isRunning()).isTrue();
        } finally {
            node.limitMessages(BROKERS_DEFAULT);
        }
    }

    @Test
    void holdsWhatMayNotBeWrittenAndSendsTheOthersUntilItMay() throws Exception {
        var topic = "it-forbidden-while";
        var other = topic + "-other";
        try (var sink = SmallSink.over(pipeline, topic, topic, other);
                var subscriber = pipeline.rabbitMq().subscribe("it.forbidden.while", topic, other)) {
            sink.deploy(Map.of("rabbitmq.confirm.timeout.ms", "60000", "rabbitmq.exchange.declare", "none"));
            forbid(topic);
            var held = kafka.publishMany(topic, 500);
            var flowing = kafka.publishMany(other, 500);
            sink.awaitCommitted(other, 500);
            assertThat(kafka.committed("connect-" + topic, topic).orElse(0L)).isZero();
            permitAll();

            sink.awaitCommitted(topic, 500);
            var expected = new HashSet<>(held);
            expected.addAll(flowing);
            subscriber.takeAllOf(expected);
            assertOnlyFlaggedCopies(subscriber.take(), expected);
            assertThat(sink.isRunning()).isTrue();
        } finally {
            permitAll();
        }
    }

    @Test
    void failsTheTaskWhenItMayNotWriteForLong() throws Exception {
        var topic = "it-forbidden-for-long";
        var other = topic + "-other";
        try (var sink = SmallSink.over(pipeline, topic, topic, other);
                var subscriber = pipeline.rabbitMq().subscribe("it.forbidden.for.long", topic, other)) {
            sink.deploy(Map.of("rabbitmq.exchange.declare", "none"));
            forbid(topic);
            kafka.publishMany(topic, 5);

            assertThat(sink.awaitFailure()).contains(topic, "403");
            assertThat(subscriber.take()).isEmpty();
            assertThat(kafka.committed("connect-" + topic, topic).orElse(0L)).isZero();
        } finally {
            permitAll();
        }
    }

    @Test
    void keepsFromTheBrokerWhatWouldCloseTheChannel() throws Exception {
        var topic = "it-unfit";
        try (var sink = SmallSink.over(pipeline, topic, topic);
                var subscriber = pipeline.rabbitMq().subscribe("it.unfit", topic)) {
            var text = "text".getBytes(UTF_8);
            var route = Kafka.header("route", "here");
            var fit = new ArrayList<Coordinates>();
            fit.add(kafka.publish(topic, "k", text, route));
            fit.add(kafka.publish(topic, "k", text, route, Kafka.header("CC", "elsewhere")));
            fit.add(kafka.publish(topic, "k", text, route, Kafka.header("BCC", "elsewhere")));
            kafka.publish(topic, "k", text, Kafka.header("route", "r".repeat(256)));
            kafka.publish(topic, "k", text, route, Kafka.header("large", "l".repeat(FRAME)));
            kafka.publish(topic, "k", text);
            fit.add(kafka.publish(topic, "k", text, route));
            sink.deploy(sink.tolerant(Map.of("rabbitmq.routing.key", "{header.route}")));

            sink.awaitCommitted(topic, 7);

            assertThat(subscriber.take())
                    .map(Copy::messageId)
                    .as("no copy: the channel was never closed")
                    .containsExactlyElementsOf(
                            fit.stream().map(Coordinates::messageId).toList());
            assertThat(subscriber.take())
                    .allSatisfy(
                            copy -> assertThat(copy.properties().getHeaders()).doesNotContainKeys("CC", "BCC"));
            assertThat(kafka.read(sink.deadLetters()).stream().map(ConsumerRecord::value))
                    .hasSize(3);
        }
    }

    @Test
    void sendsATombstoneAMessageWithoutAKeyAndAMapWithoutASchema() throws Exception {
        var topic = "it-schemaless";
        try (var sink = SmallSink.over(pipeline, topic, topic);
                var subscriber = pipeline.rabbitMq().subscribe("it.schemaless", topic)) {
            var map = kafka.publish(topic, "k", "{\"a\": {\"b\": [1, 2.5, null]}}".getBytes(UTF_8));
            var tombstone = kafka.publish(topic, "k", null);
            var noKey = kafka.publish(topic, null, "{\"c\": true}".getBytes(UTF_8));
            sink.deploy(Map.of(
                    "value.converter", "org.apache.kafka.connect.json.JsonConverter",
                    "value.converter.schemas.enable", "false"));

            var copies = subscriber.takeAllOf(Set.of(map, tombstone, noKey));

            assertThat(copies)
                    .map(Copy::messageId)
                    .containsExactly(map.messageId(), tombstone.messageId(), noKey.messageId());
            assertThat(copies.stream().map(copy -> new String(copy.body(), UTF_8)))
                    .satisfiesExactly(
                            body -> assertThat(body).endsWith("\"event\":{\"a\":{\"b\":[1,2.5,null]}}}"),
                            body -> assertThat(body).endsWith("\"event\":null}"),
                            body -> assertThat(body).endsWith("\"event\":{\"c\":true}}"));
            sink.awaitCommitted(topic, 3);
        }
    }

    @Test
    void sendsAFieldThatItHasNeverSeenBefore() throws Exception {
        var topic = "it-new-field";
        var first =
                SchemaBuilder.record("Evolving").fields().requiredString("a").endRecord();
        var second = SchemaBuilder.record("Evolving")
                .fields()
                .requiredString("a")
                .optionalString("neverSeen")
                .endRecord();
        try (var sink = SmallSink.over(pipeline, topic, topic);
                var subscriber = pipeline.rabbitMq().subscribe("it.new.field", topic)) {
            sink.deploy(Map.of(
                    "value.converter", "io.apicurio.registry.utils.converter.AvroConverter",
                    "value.converter.apicurio.registry.url", pipeline.registryUrl(),
                    "value.converter.apicurio.registry.as-confluent", "true",
                    "value.converter.apicurio.registry.use-id", "contentId",
                    "value.converter.apicurio.registry.headers.enabled", "false"));
            var before = kafka.publish(topic, "k", avro(topic, first, Map.of("a", "1")));
            subscriber.takeAllOf(Set.of(before));
            var with = kafka.publish(topic, "k", avro(topic, second, Map.of("a", "2", "neverSeen", "new")));
            var again = kafka.publish(topic, "k", avro(topic, first, Map.of("a", "3")));

            var copies = subscriber.takeAllOf(Set.of(before, with, again));

            assertThat(copies.stream().map(copy -> new String(copy.body(), UTF_8)))
                    .satisfiesExactly(
                            body -> assertThat(body).endsWith("\"event\":{\"a\":\"1\"}}"),
                            body -> assertThat(body).endsWith("\"event\":{\"a\":\"2\",\"neverSeen\":\"new\"}}"),
                            body -> assertThat(body).endsWith("\"event\":{\"a\":\"3\"}}"));
        }
    }

    private byte[] avro(String topic, Schema schema, Map<String, String> values) throws Exception {
        var record = new GenericData.Record(schema);
        values.forEach(record::put);
        return WireFormat.encode(pipeline.schemaRegistry().register(topic + "-value", schema), record);
    }

    private static void assertOnlyFlaggedCopies(List<Copy> copies, Set<Coordinates> expected) {
        var seen = new HashSet<String>();
        assertThat(copies)
                .allSatisfy(copy -> assertThat(seen.add(copy.messageId()) || copy.isPossibleDuplicate())
                        .as(copy.messageId())
                        .isTrue());
        assertThat(copies.size()).as("copies in all").isLessThan(3 * expected.size());
    }

    private void forbid(String exchange) throws Exception {
        permit("^(?!" + exchange + "$)");
    }

    private void permitAll() throws Exception {
        permit(ANY_EXCHANGE);
    }

    /** The rest as the stack gives it to the worker's user. */
    private void permit(String write) throws Exception {
        node.ctl("set_permissions", Endpoints.CONNECT, ANY_EXCHANGE, write, "^$");
    }
}
