package gov.va.vro.bie.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import gov.va.vro.bie.it.contract.ExpectedMessage;
import gov.va.vro.bie.it.contract.ExpectedRow;
import gov.va.vro.bie.it.faces.Coordinates;
import gov.va.vro.bie.it.faces.Copy;
import gov.va.vro.bie.it.faces.Subscription;
import gov.va.vro.bie.localstack.events.BieEvent;
import gov.va.vro.bie.localstack.events.EventGenerator;
import gov.va.vro.bie.localstack.events.EventKind;
import gov.va.vro.bie.localstack.events.PublishedEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What the specification asks: a topic is registered, events are published on it, and the expected rows exist; and what
 * an independent subscriber of the exchanges gets of them, by the message contract.
 */
@ExtendWith(LocalStack.class)
class PipelineIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Pipeline pipeline;
    private Subscription subscriber;
    private Subscription otherSubscriber;

    PipelineIT(Pipeline pipeline) {
        this.pipeline = pipeline;
    }

    @BeforeEach
    void deployAndSubscribe() throws Exception {
        pipeline.deploy();
        subscriber = pipeline.rabbitMq().subscribe("it.pipeline", Pipeline.exchanges());
        otherSubscriber = pipeline.rabbitMq().subscribe("it.pipeline.other", Pipeline.exchanges());
    }

    @AfterEach
    void unsubscribe() throws Exception {
        subscriber.close();
        otherSubscriber.close();
    }

    @ParameterizedTest
    @EnumSource
    void carriesEachEventFromKafkaToItsRow(EventKind kind) throws Exception {
        var published = publish(List.of(AnEvent.full(kind), AnEvent.empty(kind)));

        assertDeliveredAndStored(published);
        for (var event : published) {
            awaitLogged("stored", Coordinates.of(event));
        }
    }

    @Test
    void carriesARealisticStreamOfAllFive() throws Exception {
        var published = publish(new EventGenerator(20_230_612).next(500));

        assertThat(published).map(event -> event.event().kind()).contains(EventKind.values());
        assertDeliveredAndStored(published);
        pipeline.assertNothingPersonalIsLeft();
    }

    @Test
    void givesEveryoneWhoSubscribesToAnExchangeEverything() throws Exception {
        var published = publish(new EventGenerator(7).next(100));
        var records = records(published);

        var ids = ids(subscriber.takeAllOf(records));
        var otherIds = ids(otherSubscriber.takeAllOf(records));

        assertThat(ids).doesNotHaveDuplicates().hasSameSizeAs(records).containsExactlyInAnyOrderElementsOf(otherIds);
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "null",
            value = {
                "'5237', '5237'",
                "'5299-5237', '5237,5299'",
                "' 5201, 6100;5201 ', '5201,6100'",
                "'7801/5299-5261', '5261,5299,7801'",
                "'tbi', 'TBI'",
                "'52a7', '52A7'",
                "'  ', ''",
                "null, ''"
            })
    void takesDiagnosticCodesApart(String text, String codes) throws Exception {
        var published = publish(List.of(AnEvent.withCodes(EventKind.CLASSIFIED, text)));
        awaitStored(published);

        var found = pipeline.database().codes(records(published)).values();
        assertThat(found.stream().flatMap(List::stream).collect(Collectors.joining(",")))
                .isEqualTo(codes);
    }

    @Test
    void deliversATombstoneAndStoresNothing() throws Exception {
        var topic = EventKind.DELETED.topic(Pipeline.TOPIC_PREFIX);
        var tombstone = pipeline.kafka().publish(topic, "42", null);
        var behind = publish(List.of(AnEvent.full(EventKind.DELETED)));

        var copy = subscriber.takeAllOf(Set.of(tombstone)).stream()
                .filter(taken -> taken.messageId().equals(tombstone.messageId()))
                .findFirst()
                .orElseThrow();
        var timestamp = (Long) copy.properties().getHeaders().get("kafka.timestamp");
        new ExpectedMessage(
                        topic,
                        tombstone.partition(),
                        tombstone.offset(),
                        timestamp,
                        EventKind.DELETED.exchange(),
                        Pipeline.CONNECTOR,
                        null)
                .assertIs(copy);
        awaitStored(behind);
        awaitLogged("tombstone", tombstone);
        assertThat(pipeline.database().events(Set.of(tombstone))).isEmpty();
        assertThat(pipeline.database().parked(tombstone)).isEmpty();
    }

    @Test
    void letsNothingPersonalReachATableOrALog() throws Exception {
        var published = publish(Stream.of(EventKind.values()).map(AnEvent::full).toList());
        awaitStored(published);

        pipeline.assertNothingPersonalIsLeft();
    }

    private List<PublishedEvent> publish(List<BieEvent> events) throws Exception {
        try (var publisher = pipeline.publisher()) {
            var published = events.stream().map(publisher::publish).toList();
            publisher.flush();
            return published.stream().map(CompletableFuture::join).toList();
        }
    }

    private void assertDeliveredAndStored(List<PublishedEvent> published) throws Exception {
        awaitStored(published);
        subscriber.takeAllOf(records(published));
        var copies = subscriber.byMessageId();
        var rows = pipeline.database().events(records(published));
        var codes = pipeline.database().codes(records(published));
        for (var event : published) {
            var record = Coordinates.of(event);
            assertThat(copies.get(record.messageId()))
                    .as("copies of %s", record)
                    .hasSize(1);
            assertThat(rows.get(record)).as("rows of %s", record).hasSize(1);
            var copy = copies.get(record.messageId()).get(0);
            message(event).assertIs(copy);
            var expected = new ExpectedRow(event);
            expected.assertIs(rows.get(record).get(0), notifiedAt(copy));
            assertThat(codes.getOrDefault(record, List.of()))
                    .as("codes of %s", record)
                    .isEqualTo(expected.codes());
        }
    }

    private void awaitStored(List<PublishedEvent> published) {
        await("the rows")
                .atMost(PATIENCE)
                .untilAsserted(() -> assertThat(pipeline.database().notStored(records(published)))
                        .isEmpty());
    }

    private void awaitLogged(String message, Coordinates record) {
        await("\"" + message + "\" in the persister's log")
                .atMost(PATIENCE)
                .until(() -> pipeline.persister().hasLogged(message, record));
    }

    private static ExpectedMessage message(PublishedEvent event) {
        return new ExpectedMessage(
                event.topic(),
                event.partition(),
                event.offset(),
                event.timestamp(),
                event.event().kind().exchange(),
                Pipeline.CONNECTOR,
                event.event().value());
    }

    private static Instant notifiedAt(Copy copy) {
        return Instant.ofEpochMilli((Long) copy.properties().getHeaders().get("notifiedAt"));
    }

    private static Set<Coordinates> records(List<PublishedEvent> published) {
        return published.stream().map(Coordinates::of).collect(Collectors.toSet());
    }

    private static List<String> ids(List<Copy> copies) {
        return copies.stream().map(Copy::messageId).toList();
    }
}
