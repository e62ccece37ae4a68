package gov.va.vro.bie.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import gov.va.vro.bie.it.faces.Coordinates;
import gov.va.vro.bie.it.faces.Ledger;
import gov.va.vro.bie.localstack.Part;
import gov.va.vro.bie.localstack.events.BieEvent;
import gov.va.vro.bie.localstack.events.Canaries;
import gov.va.vro.bie.localstack.events.EventKind;
import gov.va.vro.bie.localstack.events.EventTopics;
import gov.va.vro.bie.localstack.events.PublishedEvent;
import gov.va.vro.bie.localstack.events.WireFormat;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * The ledger's connector beside the sink, each as it is shipped but for the topics, which are of one partition and of
 * this test's own: what the ledger records, how it shows a message that was lost on the way, and what mends that.
 */
@ExtendWith(LocalStack.class)
@TestInstance(Lifecycle.PER_CLASS)
class LedgerIT {

    private static final String LEDGER = "it-ledger";
    private static final String SINK = "it-ledger-sink";
    private static final String PREFIX = "IT_LEDGER_";
    private static final String QUEUE = "persister.contention-completed";
    private static final String TOPIC = EventKind.COMPLETED.topic(PREFIX);
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private final Pipeline pipeline;
    private final Ledger ledger;

    LedgerIT(Pipeline pipeline) {
        this.pipeline = pipeline;
        this.ledger = new Ledger(pipeline.endpoints().jdbc());
    }

    @BeforeAll
    void deploy() throws Exception {
        pipeline.deploy();
        EventTopics.create(pipeline.endpoints().kafka(), PREFIX, 1);
        pipeline.connect().deploy(SINK, config("rabbitmq-sink.json", "it-ledger-sink"));
        pipeline.connect().deploy(LEDGER, config("../persister-connector-config/ledger.json", "it-ledger"));
    }

    @AfterAll
    void tidyUp() {
        pipeline.connect().delete(LEDGER);
        pipeline.connect().delete(SINK);
    }

    @Test
    void recordsWhereEachEventLiesAndWhenItHappenedAndNothingElseOfIt() throws Exception {
        var events = new ArrayList<PublishedEvent>();
        for (var kind : EventKind.values()) {
            events.add(publish(AnEvent.full(kind)));
        }
        var timeless = publish(AnEvent.empty(EventKind.UPDATED));

        events.forEach(event -> assertThat(row(event))
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "source_topic", event.topic(),
                        "source_partition", event.partition(),
                        "source_offset", event.offset(),
                        "source_timestamp", event.timestamp(),
                        "event_time", event.event().value().get("EventTime"))));
        assertThat(row(timeless)).containsEntry("event_time", null);
        assertThat(pipeline.database().tablesThatShow(Canaries.PATTERN)).isEmpty();
        events.add(timeless);
        awaitAllStored(events);
    }

    @Test
    void leavesTombstonesOut() throws Exception {
        var tombstone = pipeline.kafka().publish(TOPIC, "k", null);
        var behind = publish(AnEvent.full(EventKind.COMPLETED));

        awaitAllStored(List.of(behind));
        assertThat(ledger.states(List.of(tombstone))).isEmpty();
    }

    @Test
    void showsWhatWasLostOnTheWayAndIsEmptyAgainAfterAReplay() throws Exception {
        var parked = publishWithoutClaim();
        awaitStates(Map.of(parked, "parked"));
        pipeline.persister().stop();
        var lost = List.of(
                Coordinates.of(publish(AnEvent.full(EventKind.COMPLETED))),
                Coordinates.of(publish(AnEvent.full(EventKind.COMPLETED))));
        await("the messages in the queue").atMost(PATIENCE).until(() -> waiting() == lost.size());
        pipeline.rabbitMq().onChannel(channel -> channel.queuePurge(QUEUE));
        pipeline.persister().start();
        var after = publish(AnEvent.full(EventKind.COMPLETED));
        awaitAllStored(List.of(after));

        awaitStates(Map.of(lost.get(0), "awaited", lost.get(1), "awaited", parked, "parked"));
        assertThat(ledger.missing(PREFIX)).as("younger than five minutes").isEmpty();
        ledger.age(PREFIX, Duration.ofMinutes(6));
        assertThat(ledger.missing(PREFIX)).containsExactlyInAnyOrderElementsOf(lost);

        replayFrom(lost.get(0).offset());
        await("nothing missing")
                .atMost(PATIENCE)
                .untilAsserted(() -> assertThat(ledger.missing(PREFIX)).isEmpty());
        awaitStates(Map.of(lost.get(0), "stored", lost.get(1), "stored", parked, "parked"));
    }

    /** Its connector waits while nobody listens, and gives up when the database says that it is just starting. */
    @Test
    void hasARecordOfWhatCameWhileTheDatabaseWasAway() throws Exception {
        awaitAllStored(List.of(publish(AnEvent.full(EventKind.COMPLETED))));
        pipeline.stack().kill(Part.POSTGRESQL);
        var meanwhile = publish(AnEvent.full(EventKind.COMPLETED));
        awaitLogged("Connection to 127.0.0.1");
        pipeline.stack().start(Part.POSTGRESQL);

        await("all in the ledger as stored").atMost(PATIENCE).until(() -> {
            if (!pipeline.connect().isRunning(LEDGER)) {
                pipeline.connect().restart(LEDGER);
            }
            return ledger.state(meanwhile).equals(Optional.of("stored"));
        });
    }

    @Test
    void tellsTheRecordsOfATopicThatWasMadeAgainFromThoseThatHadTheirOffsets() throws Exception {
        var topic = EventKind.DELETED.topic(PREFIX);
        var old = List.of(publish(AnEvent.full(EventKind.DELETED)), publish(AnEvent.full(EventKind.DELETED)));
        awaitAllStored(old);

        pipeline.kafka().deleteTopic(topic);
        pipeline.kafka().createTopics(1, topic);
        var young = new ArrayList<PublishedEvent>();
        // One at first: consumers notice the new topic by their old position being beyond its end.
        young.add(publish(AnEvent.full(EventKind.DELETED)));
        awaitAllStored(young);
        for (int i = 1; i <= old.get(1).offset(); i++) {
            young.add(publish(AnEvent.full(EventKind.DELETED)));
        }

        awaitAllStored(old);
        awaitAllStored(young);
        assertThat(young)
                .extracting(PublishedEvent::offset)
                .contains(old.get(0).offset(), old.get(1).offset());
        ledger.age(PREFIX, Duration.ofMinutes(6));
        assertThat(ledger.missing(topic)).isEmpty();
    }

    private PublishedEvent publish(BieEvent event) throws Exception {
        try (var publisher = pipeline.publisher(PREFIX)) {
            return publisher.publish(event).get();
        }
    }

    private Coordinates publishWithoutClaim() throws Exception {
        var schema = PoisonIT.withOptionalClaim(EventKind.COMPLETED);
        var id = pipeline.schemaRegistry().register("it-ledger-no-claim-value", schema);
        var event = AnEvent.copy(AnEvent.full(EventKind.COMPLETED), schema);
        event.put("ClaimId", null);
        return pipeline.kafka().publish(TOPIC, "k", WireFormat.encode(id, event));
    }

    private Map<String, Object> row(PublishedEvent event) {
        return await("row of " + event.topic() + " in the ledger")
                .atMost(PATIENCE)
                .until(() -> ledger.row(event), row -> !row.isEmpty());
    }

    private void awaitAllStored(List<PublishedEvent> events) {
        await("all in the ledger as stored")
                .atMost(PATIENCE)
                .untilAsserted(() -> assertThat(events)
                        .allSatisfy(event -> assertThat(ledger.state(event)).contains("stored")));
    }

    private void awaitStates(Map<Coordinates, String> states) {
        await("states")
                .atMost(PATIENCE)
                .untilAsserted(() -> assertThat(ledger.states(states.keySet())).isEqualTo(states));
    }

    private void awaitLogged(String text) throws Exception {
        var before = pipeline.connectLog().length();
        await("\"" + text + "\" in the worker's log")
                .atMost(PATIENCE)
                .until(() -> pipeline.connectLog().substring(before).contains(text));
    }

    private long waiting() throws Exception {
        var count = new long[1];
        pipeline.rabbitMq().onChannel(channel -> count[0] = channel.messageCount(QUEUE));
        return count[0];
    }

    private void replayFrom(long offset) {
        pipeline.connect().stop(SINK);
        pipeline.connect().alterOffset(SINK, TOPIC, 0, offset);
        pipeline.connect().resume(SINK);
    }

    /** A shipped connector's, for the topics of this test and a group of its own. */
    private Map<String, String> config(String file, String group) throws Exception {
        var config = ConnectorJson.config(pipeline.connectors().resolve(file));
        config.put("topics", config.get("topics").replace("${env:BIE_TOPIC_PREFIX}", PREFIX));
        config.put("consumer.override.group.id", group);
        return config;
    }
}
