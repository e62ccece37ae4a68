package gov.va.vro.bie.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import gov.va.vro.bie.it.faces.ConnectRest;
import gov.va.vro.bie.it.faces.Coordinates;
import gov.va.vro.bie.it.faces.Copy;
import gov.va.vro.bie.it.faces.Subscription;
import gov.va.vro.bie.localstack.events.EventKind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Offsets set over REST (KIP-875): what subscribers get then, and what the database holds. One connector reads one
 * partition of its own into an exchange that the persister has a queue at; each test begins with everything delivered
 * and the connector stopped, and ends with everything delivered.
 */
@ExtendWith(LocalStack.class)
@TestInstance(Lifecycle.PER_CLASS)
class OffsetsIT {

    private static final String NAME = "it-offsets";
    private static final String PREFIX = "IT_OFFSETS_";
    private static final String TOPIC = EventKind.DELETED.topic(PREFIX);
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Pipeline pipeline;
    private final ConnectRest connect;
    private final List<Coordinates> published = new ArrayList<>();
    private Subscription subscriber;
    private int seen;

    OffsetsIT(Pipeline pipeline) {
        this.pipeline = pipeline;
        this.connect = pipeline.connect();
    }

    @BeforeAll
    void deliverTwentyEvents() throws Exception {
        pipeline.deploy();
        pipeline.kafka().createTopics(1, TOPIC);
        subscriber = pipeline.rabbitMq().subscribe("it.offsets", EventKind.DELETED.exchange());
        publish(20);
        connect.deploy(NAME, Pipeline.sinkFor(TOPIC, TOPIC + "=" + EventKind.DELETED.exchange()));
        assertThat(delivered()).containsExactlyElementsOf(offsets(0, 20));
    }

    @BeforeEach
    void stop() {
        connect.stop(NAME);
    }

    @AfterAll
    void tidyUp() throws Exception {
        connect.delete(NAME);
        subscriber.close();
    }

    @Test
    void replaysExactlyFromAnOffsetFurtherBack() throws Exception {
        long end = published.size();
        assertThat(connect.offset(NAME, TOPIC, 0)).hasValue(end);

        connect.alterOffset(NAME, TOPIC, 0, end - 8);

        assertThat(connect.offset(NAME, TOPIC, 0)).hasValue(end - 8);
        connect.resume(NAME);
        assertThat(delivered()).containsExactlyElementsOf(offsets(end - 8, end));
        assertEachIsStoredOnce(offsets(end - 8, end));
    }

    @Test
    void skipsExactlyWhatIsBeforeAnOffsetFurtherOn() throws Exception {
        long end = published.size();
        publish(10);

        connect.alterOffset(NAME, TOPIC, 0, end + 4);

        connect.resume(NAME);
        assertThat(delivered()).containsExactlyElementsOf(offsets(end + 4, end + 10));
        assertEachIsStoredOnce(offsets(end + 4, end + 10));
    }

    @Test
    void deliversEverythingAgainAfterAReset() throws Exception {
        connect.resetOffsets(NAME);

        assertThat(connect.offset(NAME, TOPIC, 0)).isEqualTo(OptionalLong.empty());
        connect.resume(NAME);
        assertThat(delivered()).containsExactlyElementsOf(offsets(0, published.size()));
        assertEachIsStoredOnce(offsets(0, published.size()));
    }

    @Test
    void beginsAgainAtTheBeginningWithAnOffsetBeyondTheEnd() throws Exception {
        connect.alterOffset(NAME, TOPIC, 0, published.size() + 1_000);

        connect.resume(NAME);
        assertThat(delivered()).containsExactlyElementsOf(offsets(0, published.size()));
        assertEachIsStoredOnce(offsets(0, published.size()));
    }

    @ParameterizedTest
    @CsvSource({
        "IT_OFFSETS_CONTENTION_DELETED_V02, 0, -1, below zero",
        "IT_OFFSETS_CONTENTION_DELETED_V02, -1, 3, below zero",
        "IT_OFFSETS_CONTENTION_DELETED_V02, first, 3, first",
        "IT_OFFSETS_CONTENTION_DELETED_V02, 0, last, last",
        "IT_OFFSETS_CONTENTION_DELETD_V02, 0, 3, rabbitmq.exchange.map",
    })
    void refusesNonsenseAndChangesNothing(String topic, String partition, String offset, String hint) {
        var before = connect.offset(NAME, TOPIC, 0);

        var answer = connect.patchOffset(NAME, topic, partition, offset);

        assertThat(answer.code()).as(answer.message()).isBetween(400, 599);
        assertThat(answer.message()).contains(hint);
        assertThat(connect.offset(NAME, TOPIC, 0)).isEqualTo(before);
    }

    @Test
    void refusesToChangeTheOffsetsOfAConnectorThatRuns() {
        connect.resume(NAME);

        var answer = connect.patchOffset(NAME, TOPIC, 0, 3);

        assertThat(answer.code()).isEqualTo(400);
        assertThat(answer.message()).contains("STOPPED");
    }

    private void publish(int events) throws Exception {
        try (var publisher = pipeline.publisher(PREFIX)) {
            for (int i = 0; i < events; i++) {
                published.add(Coordinates.of(
                        publisher.publish(AnEvent.full(EventKind.DELETED)).get()));
            }
        }
    }

    /** The offsets of what has come since the last time, in the order of arrival, once all is committed. */
    private List<Long> delivered() throws Exception {
        await("everything committed")
                .atMost(PATIENCE)
                .until(() -> connect.offset(NAME, TOPIC, 0).equals(OptionalLong.of(published.size())));
        var all = subscriber.takeUntil("the last event", this::endsInTheLastEvent);
        var fresh = all.subList(seen, all.size());
        seen = all.size();
        return fresh.stream()
                .map(copy -> copy.properties().getHeaders().get("kafka.offset"))
                .map(Long.class::cast)
                .toList();
    }

    private boolean endsInTheLastEvent(List<Copy> copies) {
        var last = published.get(published.size() - 1).messageId();
        return copies.size() > seen && copies.get(copies.size() - 1).messageId().equals(last);
    }

    private static List<Long> offsets(long from, long to) {
        return LongStream.range(from, to).boxed().toList();
    }

    private void assertEachIsStoredOnce(List<Long> offsets) throws Exception {
        var records = offsets.stream()
                .map(offset -> new Coordinates(TOPIC, 0, offset))
                .toList();
        await("every event stored")
                .atMost(PATIENCE)
                .until(() -> pipeline.database().notStored(records).isEmpty());
        assertThat(pipeline.database().sources("bie_event", records)).hasSize(records.size());
    }
}
