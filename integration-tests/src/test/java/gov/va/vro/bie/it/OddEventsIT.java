package gov.va.vro.bie.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.rabbitmq.client.AMQP.BasicProperties;
import gov.va.vro.bie.it.contract.ExpectedRow;
import gov.va.vro.bie.it.faces.Coordinates;
import gov.va.vro.bie.localstack.events.BieEvent;
import gov.va.vro.bie.localstack.events.Canaries;
import gov.va.vro.bie.localstack.events.EventKind;
import gov.va.vro.bie.localstack.events.PublishedEvent;
import gov.va.vro.bie.localstack.events.WireFormat;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.generic.GenericData;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Events that are not as the schemas, the clock or the order of things would have them, and are stored all the same. */
@ExtendWith(LocalStack.class)
class OddEventsIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Pattern UNKNOWN_FIELDS =
            Pattern.compile("(?m)^persister_unknown_field_events_total\\{event_type=\"contention-updated\"} (\\S+)$");
    private static final String TOPIC = EventKind.UPDATED.topic(Pipeline.TOPIC_PREFIX);

    private final Pipeline pipeline;
    private final StoredEvents events;

    OddEventsIT(Pipeline pipeline) {
        this.pipeline = pipeline;
        this.events = new StoredEvents(pipeline);
    }

    @Test
    void storesWhatHasAFieldMoreAndSaysItsNameOnceAndCountsIt() throws Exception {
        pipeline.deploy();
        var counted = withUnknownFields();
        var schema = with(new Schema.Field(
                "AddedUpstreamTomorrow", SchemaBuilder.builder().stringType()));
        var first = publishAs(schema, "it-field-more", "AddedUpstreamTomorrow");
        var second = publishAs(schema, "it-field-more", "AddedUpstreamTomorrow");

        awaitStored(first, second);
        for (var record : List.of(first, second)) {
            assertThat(details(record)).doesNotContain("AddedUpstreamTomorrow").contains("\"ClaimId\"");
        }
        assertThat(pipeline.persister().log().lines().filter(line -> line.contains("AddedUpstreamTomorrow")))
                .singleElement()
                .satisfies(line -> assertThat(line).contains("unknown field").doesNotContain(Canaries.TOKEN));
        await("both counted, which happens after the commit")
                .atMost(PATIENCE)
                .untilAsserted(() -> assertThat(withUnknownFields()).isEqualTo(counted + 2));
        assertThat(pipeline.persister().page("/metrics")).doesNotContain("AddedUpstreamTomorrow");
        pipeline.assertNothingPersonalIsLeft();
    }

    @Test
    void storesWhatLacksOptionalFieldsWithNulls() throws Exception {
        pipeline.deploy();
        var schema = only(Set.of("ClaimId", "ContentionId", "AutomationIndicator"));

        var record = publishAs(schema, "it-fields-less", "");

        awaitStored(record);
        var row = pipeline.database().events(Set.of(record)).get(record).get(0);
        assertThat(row.get("event_at")).isNull();
        assertThat(row.get("classification")).isNull();
        assertThat(pipeline.database().codes(Set.of(record))).isEmpty();
        assertThat(pipeline.database().parked(record)).isEmpty();
    }

    @Test
    void storesOnceWhatComesTwiceWithDifferentMomentsOfNotification() throws Exception {
        pipeline.deploy();
        var record = new Coordinates(TOPIC, 2, 987_654_321L);
        var first = Instant.parse("2023-06-12T19:29:15.123Z");

        publishToExchange(record, first);
        awaitStored(record);
        publishToExchange(record, first.plusSeconds(3_600));

        await("the second one")
                .atMost(PATIENCE)
                .until(() -> pipeline.persister().hasLogged("stored before", record));
        assertThat(pipeline.database().events(Set.of(record)).get(record))
                .singleElement()
                .satisfies(row -> assertThat(row).containsEntry("notified_at", first));
    }

    /** The contention was updated, completed and deleted before it was associated to its claim. */
    @Test
    void storesEventsOfOneContentionInAnyOrder() throws Exception {
        pipeline.deploy();
        var published = new ArrayList<PublishedEvent>();
        for (var kind : List.of(EventKind.DELETED, EventKind.COMPLETED, EventKind.UPDATED, EventKind.ASSOCIATED)) {
            published.addAll(events.publish(List.of(ofOneContention(kind))));
            events.awaitStored(published);
        }

        events.assertEachIsStoredOnce(published);
    }

    /**
     * Around the hours that New York skips and has twice, and where the date differs; in the sessions that the driver
     * puts into the zone of its JVM, and in such as are in UTC nevertheless.
     */
    @Test
    void storesTheSameInstantsWhereverItRuns() throws Exception {
        var newYork = Map.of("TZ", "America/New_York", "JAVA_TOOL_OPTIONS", "-Duser.timezone=America/New_York");
        try (var persisters = OwnPersisters.start(pipeline, "persister-new-york", 1, newYork)) {
            assertThat(persisters.first().log()).contains("-Duser.timezone=America/New_York");
            assertStoresTheSameInstants();

            try (var sessions = SessionsInUtc.of(pipeline)) {
                assertStoresTheSameInstants();
                assertThat(sessions.askedFor()).contains("America/New_York");
            }
        }
    }

    private void assertStoresTheSameInstants() throws Exception {
        var published = events.publish(List.of(
                at("2023-03-12T02:30:00.001-00:00"),
                at("2023-03-12T07:30:00Z"),
                at("2023-11-05T05:30:00Z"),
                at("2023-11-05T06:30:00Z"),
                at("2023-12-31T23:59:59.999Z"),
                at("1969-12-31T23:59:59.999Z")));

        events.assertEachIsStoredOnce(published);
        assertSameInstantsForTheServer(published);
    }

    /** As the server itself writes them in UTC, without a driver that might shift them back. */
    private void assertSameInstantsForTheServer(List<PublishedEvent> published) throws Exception {
        for (var event : published) {
            var expected = (Instant) new ExpectedRow(event).columns().get("event_at");
            assertThat(pipeline.database().query("""
                            SELECT to_char(event_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS text
                            FROM bie_event WHERE source_topic = ? AND source_partition = ?::int
                                AND source_offset = ?::bigint""", event.topic(), "" + event.partition(), "" + event.offset()))
                    .singleElement()
                    .satisfies(row ->
                            assertThat(Instant.parse((String) row.get("text"))).isEqualTo(expected));
        }
    }

    private static BieEvent at(String moment) {
        var event = AnEvent.full(EventKind.UPDATED);
        var millis = ZonedDateTime.parse(moment).toInstant().toEpochMilli();
        List.of("EventTime", "DateAdded", "DateUpdated")
                .forEach(field -> event.value().put(field, millis));
        return event;
    }

    private static BieEvent ofOneContention(EventKind kind) {
        var event = AnEvent.full(kind);
        event.value().put("ClaimId", 690_000_001L);
        event.value().put("ContentionId", 39_000_001L);
        return event;
    }

    /** A full event in another schema's place; a field that events do not have gets a canary. */
    private Coordinates publishAs(Schema schema, String subject, String unknown) throws Exception {
        var id = pipeline.schemaRegistry().register(subject + "-value", schema);
        var full = AnEvent.full(EventKind.UPDATED);
        var value = new GenericData.Record(schema);
        for (var field : schema.getFields()) {
            value.put(
                    field.name(),
                    field.name().equals(unknown)
                            ? Canaries.TOKEN + "-TOMORROW"
                            : full.value().get(field.name()));
        }
        return pipeline.kafka().publish(TOPIC, "k", WireFormat.encode(id, value));
    }

    private static Schema with(Schema.Field more) {
        var fields = new ArrayList<>(copies(EventKind.UPDATED.schema().getFields()));
        fields.add(more);
        return Schema.createRecord("ContentionUpdated", null, "gov.va.bip.bie.claim.contention.it.more", false, fields);
    }

    private static Schema only(Set<String> names) {
        var fields = EventKind.UPDATED.schema().getFields().stream()
                .filter(field -> names.contains(field.name()))
                .toList();
        return Schema.createRecord(
                "ContentionUpdated", null, "gov.va.bip.bie.claim.contention.it.less", false, copies(fields));
    }

    private static List<Schema.Field> copies(List<Schema.Field> fields) {
        return fields.stream()
                .map(field -> new Schema.Field(field, field.schema()))
                .toList();
    }

    /** As the sink would, of a record of Kafka's. */
    private void publishToExchange(Coordinates record, Instant notified) throws Exception {
        var headers = Map.<String, Object>of(
                "kafka.topic", record.topic(),
                "kafka.partition", record.partition(),
                "kafka.offset", record.offset(),
                "kafka.timestamp", 1_686_598_000_000L,
                "notifiedAt", notified.toEpochMilli());
        var properties = new BasicProperties.Builder()
                .messageId(record.messageId())
                .contentType("application/json")
                .deliveryMode(2)
                .headers(headers)
                .build();
        var body = "{\"topic\":\"" + record.topic() + "\",\"notifiedAt\":\"2023-06-12T19:29 UTC+00:00\","
                + "\"event\":{\"ClaimId\":690000002,\"ContentionId\":39000002}}";
        pipeline.rabbitMq().publish(EventKind.UPDATED.exchange(), properties, body.getBytes(StandardCharsets.UTF_8));
    }

    private double withUnknownFields() throws Exception {
        return UNKNOWN_FIELDS
                .matcher(pipeline.persister().page("/metrics"))
                .results()
                .mapToDouble(found -> Double.parseDouble(found.group(1)))
                .findFirst()
                .orElseThrow();
    }

    private String details(Coordinates record) throws Exception {
        var rows = pipeline.database().events(Set.of(record)).get(record);
        assertThat(rows).hasSize(1);
        return (String) rows.get(0).get("event_details");
    }

    private void awaitStored(Coordinates... records) {
        await("the rows")
                .atMost(PATIENCE)
                .untilAsserted(() -> assertThat(pipeline.database().notStored(List.of(records)))
                        .isEmpty());
    }
}
