package gov.va.vro.bie.it;

import static org.assertj.core.api.Assertions.assertThat;

import gov.va.vro.bie.it.faces.Coordinates;
import gov.va.vro.bie.it.faces.Copy;
import gov.va.vro.bie.it.faces.Kafka;
import gov.va.vro.bie.it.faults.FaultKind;
import gov.va.vro.bie.it.faults.PlannedFault;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Kafka is away, deletes what waits, or gives a topic anew; and a transform leaves records out. */
@Tag("faults")
@ExtendWith(LocalStack.class)
class KafkaFaultsIT {

    /** More than the consumer fetches ahead of a task that is paused. */
    private static final int BACKLOG = 60_000;

    private static final int DELETED_BEFORE = 50_000;

    /** So that the consumer cannot have fetched the records after the gap already when those before it are deleted. */
    private static final Map<String, String> FETCHES_LITTLE =
            Map.of("rabbitmq.window.records", "100", "consumer.override.max.partition.fetch.bytes", "65536");

    private final Pipeline pipeline;
    private final Kafka kafka;

    KafkaFaultsIT(Pipeline pipeline) {
        this.pipeline = pipeline;
        this.kafka = pipeline.kafka();
    }

    @Test
    void comesBackWhenTheKafkaBrokerWasKilled() throws Exception {
        try (var stage = Stage.open(pipeline, "it-kafka-killed", Map.of("rabbitmq.gap.policy", "fail"))) {
            stage.survives(PlannedFault.of(FaultKind.KAFKA_KILLED, 20_000, 7_000));
        }
    }

    @Test
    void commitsWhatATransformLeftOut() throws Exception {
        var topic = "it-filtered";
        try (var sink = SmallSink.over(pipeline, topic, topic);
                var subscriber = pipeline.rabbitMq().subscribe("it.filtered", topic)) {
            var kept = kafka.publishMany(topic, 1_000);
            var left = kafka.publishMany(topic, 1_000, Kafka.header("drop", "yes"));
            sink.deploy(Map.of(
                    "transforms", "left",
                    "transforms.left.type", "org.apache.kafka.connect.transforms.Filter",
                    "transforms.left.predicate", "marked",
                    "predicates", "marked",
                    "predicates.marked.type", "org.apache.kafka.connect.transforms.predicates.HasHeaderKey",
                    "predicates.marked.name", "drop"));

            sink.awaitCommitted(topic, SmallSink.last(left).offset() + 1);

            assertThat(subscriber.takeAllOf(new HashSet<>(kept))).hasSize(kept.size());
        }
    }

    @Test
    void saysHowManyRecordsRetentionHasDeletedWhileTheirExchangeWasHeld() throws Exception {
        var topic = "it-gap-held";
        try (var sink = SmallSink.over(pipeline, topic, topic)) {
            sink.deploy(FETCHES_LITTLE);
            var records = kafka.publishMany(topic, BACKLOG);
            sink.awaitLogged("holds", topic, "offset");
            kafka.deleteBefore(topic, DELETED_BEFORE);
            try (var late = pipeline.rabbitMq().subscribe("it.gap.held", topic)) {
                sink.awaitCommitted(topic, SmallSink.last(records).offset() + 1);

                var said = sink.awaitLogged("ERROR", topic, "records are missing before it");
                assertThat(said).contains("offset=" + DELETED_BEFORE);
                assertThat(late.take())
                        .map(Copy::messageId)
                        .contains(new Coordinates(topic, 0, 0).messageId())
                        .contains(new Coordinates(topic, 0, DELETED_BEFORE).messageId());
                assertThat(sink.isRunning()).isTrue();
            }
        }
    }

    @Test
    void failsTheTaskAtAGapWhereThatIsWanted() throws Exception {
        var topic = "it-gap-fail";
        try (var sink = SmallSink.over(pipeline, topic, topic)) {
            var settings = new HashMap<>(FETCHES_LITTLE);
            settings.put("rabbitmq.gap.policy", "fail");
            sink.deploy(settings);
            kafka.publishMany(topic, BACKLOG);
            sink.awaitLogged("holds", topic, "offset");
            kafka.deleteBefore(topic, DELETED_BEFORE);
            try (var late = pipeline.rabbitMq().subscribe("it.gap.fail", topic)) {
                var trace = sink.awaitFailure();

                assertThat(trace).contains(topic, Integer.toString(DELETED_BEFORE));
                assertThat(late.take())
                        .map(Copy::messageId)
                        .doesNotContain(new Coordinates(topic, 0, DELETED_BEFORE).messageId());
            }
        }
    }

    @Test
    void saysWhatRetentionHasDeletedBeyondTheCommittedOffsetWhileTheConnectorWasStopped() throws Exception {
        var topic = "it-gap-fresh";
        try (var sink = SmallSink.over(pipeline, topic, topic);
                var subscriber = pipeline.rabbitMq().subscribe("it.gap.fresh", topic)) {
            var first = kafka.publishMany(topic, 10);
            sink.deploy(Map.of());
            sink.awaitCommitted(topic, 10);
            sink.stop();
            var second = kafka.publishMany(topic, 100);
            kafka.deleteBefore(topic, 60);
            sink.resume();
            sink.awaitCommitted(topic, SmallSink.last(second).offset() + 1);

            assertThat(sink.awaitLogged("ERROR", topic, "records are missing before it"))
                    .contains("offset=60", "50 records are missing");
            var expected = new ArrayList<>(first);
            expected.addAll(second.subList(50, 100));
            assertThat(subscriber.take())
                    .map(Copy::messageId)
                    .containsExactlyElementsOf(
                            expected.stream().map(Coordinates::messageId).toList());
        }
    }

    @Test
    void beginsAnewWithATopicThatWasDeletedAndMadeAgain() throws Exception {
        var topic = "it-made-again";
        try (var sink = SmallSink.over(pipeline, topic, topic);
                var subscriber = pipeline.rabbitMq().subscribe("it.made.again", topic)) {
            sink.deploy(Map.of());
            var old = kafka.publishMany(topic, 100);
            sink.awaitCommitted(topic, 100);
            assertThat(subscriber.takeAllOf(new HashSet<>(old))).hasSize(100);

            kafka.deleteTopic(topic);
            kafka.createTopics(1, topic);
            var young = kafka.publishMany(topic, 40);

            sink.awaitCommitted(topic, SmallSink.last(young).offset() + 1);
            assertThat(subscriber.take().stream().skip(100).map(Copy::messageId))
                    .containsExactlyElementsOf(
                            young.stream().map(Coordinates::messageId).toList());
            assertThat(sink.isRunning()).isTrue();
        }
    }
}
