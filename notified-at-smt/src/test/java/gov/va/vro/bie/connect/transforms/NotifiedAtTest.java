package gov.va.vro.bie.connect.transforms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;
import static org.assertj.core.api.Assertions.tuple;

import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.data.Timestamp;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.errors.RetriableException;
import org.apache.kafka.connect.header.ConnectHeaders;
import org.apache.kafka.connect.header.Header;
import org.apache.kafka.connect.header.Headers;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NotifiedAtTest {

    private static final String TOPIC = "TST_ORDERS";
    private static final Instant NOW = Instant.parse("2023-06-12T19:29:07.123Z");
    private static final long RECORD_TIME =
            Instant.parse("2021-02-03T04:05:06.007Z").toEpochMilli();

    private static final Schema ORDER = SchemaBuilder.struct()
            .name("Order")
            .field("id", Schema.INT64_SCHEMA)
            .field("note", Schema.OPTIONAL_STRING_SCHEMA)
            .field("at", Timestamp.builder().optional().build())
            .build();

    @Nested
    class Wraps {

        @Test
        void aStructIntoAStruct() {
            var order = order(17);

            var wrapped = wrap(ORDER, order);

            var value = (Struct) wrapped.value();
            assertThat(value.schema()).isSameAs(wrapped.valueSchema());
            assertThat(value.schema().fields()).extracting("name").containsExactly("topic", "notifiedAt", "event");
            assertThat(value.getString("topic")).isEqualTo(TOPIC);
            assertThat(value.getString("notifiedAt")).isEqualTo("2023-06-12T19:29 UTC+00:00");
            assertThat(value.getStruct("event")).isSameAs(order);
            assertThat(value.schema().field("event").schema()).isSameAs(ORDER);
            assertThatCode(value::validate).doesNotThrowAnyException();
        }

        @Test
        void aMapWithoutSchemaIntoAMap() {
            var order = Map.of("id", 17);

            var wrapped = wrap(null, order);

            assertThat(wrapped.valueSchema()).isNull();
            assertThat(members(wrapped))
                    .containsExactly(
                            entry("topic", TOPIC),
                            entry("notifiedAt", "2023-06-12T19:29 UTC+00:00"),
                            entry("event", order));
            assertThat(members(wrapped).get("event")).isSameAs(order);
        }

        @Test
        void aMapThatReadsLikeAnyOtherAndIsNobodysToChange() {
            var wrapped = members(transform().apply(record().value(null, "text").build()));

            assertThat(wrapped).isEqualTo(new HashMap<>(wrapped)).hasSize(3);
            assertThat(wrapped.keySet()).containsExactly("topic", "notifiedAt", "event");
            assertThat(wrapped.get("event")).isEqualTo("text");
            assertThat(wrapped.get("notifiedAt")).isEqualTo(new HashMap<>(wrapped).get("notifiedAt"));
            assertThat(wrapped.get("topic")).isEqualTo("TST_ORDERS");
            assertThat(wrapped.get("other")).isNull();
            assertThat(wrapped).doesNotContainKey("other");
            assertThatThrownBy(() -> wrapped.put("event", "other")).isInstanceOf(UnsupportedOperationException.class);
        }

        @Test
        void aStructWhoseSchemaIsOptionalWithADefault() {
            var builder = SchemaBuilder.struct().optional().field("id", Schema.INT64_SCHEMA);
            var schema = builder.defaultValue(new Struct(builder).put("id", 0L)).build();
            var order = new Struct(schema).put("id", 17L);

            assertThat(event(wrap(schema, order))).isSameAs(order);
            assertThat(eventSchema(wrap(schema, order))).isSameAs(schema);
            assertThat(event(wrap(schema, null))).isNull();
        }

        @Test
        void textWithASchema() {
            assertThat(event(wrap(Schema.STRING_SCHEMA, "text"))).isEqualTo("text");
        }

        @Test
        void textWithoutOne() {
            assertThat(members(wrap(null, "text"))).containsEntry("event", "text");
        }

        @Test
        void aNumber() {
            assertThat(event(wrap(Schema.OPTIONAL_INT32_SCHEMA, 5))).isEqualTo(5);
        }

        @Test
        void bytesUncopied() {
            byte[] bytes = {1, 2, 3};
            var buffer = ByteBuffer.wrap(bytes);

            assertThat(event(wrap(Schema.BYTES_SCHEMA, bytes))).isSameAs(bytes);
            assertThat(event(wrap(Schema.BYTES_SCHEMA, buffer))).isSameAs(buffer);
            assertThat(members(wrap(null, bytes)).get("event")).isSameAs(bytes);
        }

        @Test
        void aList() {
            var schema = SchemaBuilder.array(Schema.STRING_SCHEMA).build();

            assertThat(event(wrap(schema, List.of("a", "b")))).isEqualTo(List.of("a", "b"));
        }
    }

    @Nested
    class PassesNullOn {

        @Test
        void ofATombstoneInAMap() {
            var wrapped = wrap(null, null);

            assertThat(wrapped.valueSchema()).isNull();
            assertThat(members(wrapped))
                    .containsExactly(
                            entry("topic", TOPIC),
                            entry("notifiedAt", "2023-06-12T19:29 UTC+00:00"),
                            entry("event", null));
        }

        @Test
        void ofAnOptionalSchemaAsItIs() {
            var optional = SchemaBuilder.struct()
                    .optional()
                    .field("id", Schema.INT64_SCHEMA)
                    .build();

            var wrapped = wrap(optional, null);

            assertThat(event(wrapped)).isNull();
            assertThat(eventSchema(wrapped)).isSameAs(optional);
        }

        @Test
        void ofARequiredSchema() {
            var wrapped = wrap(ORDER, null);

            assertThat(event(wrapped)).isNull();
            assertThat(eventSchema(wrapped).isOptional()).isTrue();
            assertThat(eventSchema(wrapped).name()).isEqualTo("Order");
            assertThat(eventSchema(wrapped).fields()).isEqualTo(ORDER.fields());
            assertThatCode(((Struct) wrapped.value())::validate).doesNotThrowAnyException();
        }

        @Test
        void notAsTheDefaultOfItsSchema() {
            var schema = SchemaBuilder.string().optional().defaultValue("none").build();

            var wrapped = wrap(schema, null);

            assertThat(event(wrapped)).isNull();
            assertThat(eventSchema(wrapped)).isEqualTo(Schema.OPTIONAL_STRING_SCHEMA);
        }

        @Test
        void ofAMapAndOfAnArray() {
            var map = SchemaBuilder.map(Schema.STRING_SCHEMA, Schema.INT32_SCHEMA)
                    .doc("counts")
                    .version(3)
                    .parameter("unit", "day");
            var array = SchemaBuilder.array(Schema.INT32_SCHEMA);

            var wrappedMap = wrap(map.build(), null);
            var wrappedArray = wrap(array.build(), null);

            assertThat(eventSchema(wrappedMap)).isEqualTo(map.optional().build());
            assertThat(eventSchema(wrappedArray)).isEqualTo(array.optional().build());
        }

        @Test
        void betweenOrdinaryValuesOfTheSameSchema() {
            var transform = transform();

            assertThat(event(transform.apply(record().value(ORDER, order(1)).build())))
                    .isEqualTo(order(1));
            assertThat(event(transform.apply(record().value(ORDER, null).build())))
                    .isNull();
            assertThat(event(transform.apply(record().value(ORDER, order(2)).build())))
                    .isEqualTo(order(2));
        }
    }

    @Nested
    class TakesTheTime {

        @Test
        void fromTheClockByDefault() {
            assertThat(exactInstant(transform().apply(record().build()))).isEqualTo(NOW.toEpochMilli());
        }

        @Test
        void fromTheRecord() {
            var wrapped = transform("notified.at.source", "record").apply(record().build());

            assertThat(members(wrapped)).containsEntry("notifiedAt", "2021-02-03T04:05 UTC+00:00");
            assertThat(exactInstant(wrapped)).isEqualTo(RECORD_TIME);
        }

        @Test
        void fromTheClockWhenTheRecordHasNone() {
            var wrapped = transform("notified.at.source", "record")
                    .apply(record().timestamp(null).build());

            assertThat(members(wrapped)).containsEntry("notifiedAt", "2023-06-12T19:29 UTC+00:00");
            assertThat(exactInstant(wrapped)).isEqualTo(NOW.toEpochMilli());
            assertThat(wrapped.timestamp()).isNull();
        }

        @ParameterizedTest
        @ValueSource(longs = {Long.MIN_VALUE, -1, Long.MAX_VALUE})
        void fromARecordHoweverFarAway(long timestamp) {
            for (var format : List.of("minute", "iso", "epoch_millis")) {
                var transform = transform("notified.at.format", format, "notified.at.source", "record");

                assertThat(exactInstant(
                                transform.apply(record().timestamp(timestamp).build())))
                        .isEqualTo(timestamp);
            }
        }

        @Test
        void anewForEachRecord() {
            var clock = new SettableClock(NOW);
            var transform = configured(new NotifiedAt.Value<SinkRecord>(clock), Map.of());

            transform.apply(record().build());
            clock.now = NOW.plusSeconds(60);

            var later = transform.apply(record().build());
            assertThat(members(later)).containsEntry("notifiedAt", "2023-06-12T19:30 UTC+00:00");
            assertThat(exactInstant(later)).isEqualTo(NOW.toEpochMilli() + 60_000);
        }

        @Test
        void fromTheSystemsClockUnlessATestGivesOne() {
            var transform = configured(new NotifiedAt.Value<SinkRecord>(), Map.of());
            long before = System.currentTimeMillis();

            var wrapped = transform.apply(record().build());

            assertThat(exactInstant(wrapped)).isBetween(before, System.currentTimeMillis());
        }
    }

    @Nested
    class WritesTheTime {

        @ParameterizedTest(name = "{0} as {1}")
        @CsvSource({
            "minute,                  2023-06-12T19:29 UTC+00:00",
            "iso,                     2023-06-12T19:29:07.123Z",
            "uuuu-MM-dd HH:mm:ss xxx, 2023-06-12 19:29:07 +00:00",
        })
        void asText(String format, String text) {
            var transform = transform("notified.at.format", format);

            var struct = transform.apply(record().value(ORDER, order(1)).build());
            var map = transform.apply(record().build());

            assertThat(((Struct) struct.value()).getString("notifiedAt")).isEqualTo(text);
            assertThat(struct.valueSchema().field("notifiedAt").schema()).isEqualTo(Schema.STRING_SCHEMA);
            assertThat(members(map)).containsEntry("notifiedAt", text);
        }

        @Test
        void asANumberOfMilliseconds() {
            var transform = transform("notified.at.format", "epoch_millis");

            var struct = transform.apply(record().value(ORDER, order(1)).build());
            var map = transform.apply(record().build());

            assertThat(((Struct) struct.value()).getInt64("notifiedAt")).isEqualTo(1686598147123L);
            assertThat(struct.valueSchema().field("notifiedAt").schema()).isEqualTo(Schema.INT64_SCHEMA);
            assertThat(members(map)).containsEntry("notifiedAt", 1686598147123L);
        }

        @Test
        void asConfiguredLastThoughTheClockStandsStill() {
            var transform = transform("notified.at.format", "minute");
            transform.apply(record().build());

            transform.configure(Map.of("notified.at.format", "iso"));

            assertThat(members(transform.apply(record().build())))
                    .containsEntry("notifiedAt", "2023-06-12T19:29:07.123Z");
        }

        @Test
        void exactlyInTheHeaderWhateverTheLayout() {
            for (var format : List.of("minute", "iso", "epoch_millis", "uuuu")) {
                var header = transform("notified.at.format", format)
                        .apply(record().build())
                        .headers()
                        .lastWithName("notifiedAt");

                assertThat(header.value()).isEqualTo(1686598147123L);
                assertThat(header.schema()).isEqualTo(Schema.INT64_SCHEMA);
            }
        }
    }

    @Nested
    class HeadersOfTheRecord {

        @Test
        void areRetainedInOrderWithTheirRepeats() {
            var headers =
                    new ConnectHeaders().addString("a", "1").addInt("b", 2).addString("a", "3");

            var wrapped = transform().apply(record().headers(headers).build());

            assertThat(wrapped.headers())
                    .extracting(Header::key, Header::value)
                    .containsExactly(
                            tuple("a", "1"), tuple("b", 2), tuple("a", "3"), tuple("notifiedAt", NOW.toEpochMilli()));
        }

        @Test
        void ofThatNameAreReplaced() {
            var headers = new ConnectHeaders()
                    .addString("notifiedAt", "yesterday")
                    .addString("a", "1")
                    .addLong("notifiedAt", 1);

            var wrapped = transform().apply(record().headers(headers).build());

            assertThat(wrapped.headers())
                    .extracting(Header::key, Header::value)
                    .containsExactly(tuple("a", "1"), tuple("notifiedAt", NOW.toEpochMilli()));
        }

        @Test
        void ofTheIncomingRecordStayAsTheyWere() {
            var headers = new ConnectHeaders().addString("notifiedAt", "yesterday");
            var incoming = record().headers(headers).build();

            transform().apply(incoming);

            assertThat(incoming.headers())
                    .extracting(Header::key, Header::value)
                    .containsExactly(tuple("notifiedAt", "yesterday"));
        }
    }

    @Nested
    class Keeps {

        @Test
        void whateverElseTheRecordHas() {
            var incoming = record().value(ORDER, order(1)).build();

            var wrapped = transform().apply(incoming);

            assertThat(wrapped.topic()).isEqualTo(TOPIC);
            assertThat(wrapped.kafkaPartition()).isEqualTo(3);
            assertThat(wrapped.kafkaOffset()).isEqualTo(42);
            assertThat(wrapped.keySchema()).isSameAs(incoming.keySchema());
            assertThat(wrapped.key()).isSameAs(incoming.key());
            assertThat(wrapped.timestamp()).isEqualTo(RECORD_TIME);
            assertThat(wrapped.timestampType()).isEqualTo(TimestampType.CREATE_TIME);
            assertThat(wrapped.originalTopic()).isEqualTo(TOPIC);
            assertThat(wrapped.originalKafkaPartition()).isEqualTo(3);
            assertThat(wrapped.originalKafkaOffset()).isEqualTo(42);
        }

        @Test
        void theTopicThatKafkaDeliveredBehindARenaming() {
            var incoming = record().value(ORDER, order(1)).build();
            var renamed = incoming.newRecord(
                    "renamed",
                    9,
                    incoming.keySchema(),
                    incoming.key(),
                    incoming.valueSchema(),
                    incoming.value(),
                    incoming.timestamp());

            var wrapped = transform().apply(renamed);

            assertThat(((Struct) wrapped.value()).getString("topic")).isEqualTo(TOPIC);
            assertThat(wrapped.topic()).isEqualTo("renamed");
            assertThat(wrapped.kafkaPartition()).isEqualTo(9);
            assertThat(wrapped.originalTopic()).isEqualTo(TOPIC);
            assertThat(wrapped.originalKafkaPartition()).isEqualTo(3);
            assertThat(wrapped.originalKafkaOffset()).isEqualTo(42);
        }

        @Test
        void theCoordinatesOfASourceRecord() {
            var transform = configured(new NotifiedAt.Value<SourceRecord>(fixedClock()), Map.of());
            var incoming = new SourceRecord(
                    Map.of("file", "f"), Map.of("line", 1L), "lines", null, Schema.STRING_SCHEMA, "text");

            var wrapped = transform.apply(incoming);

            assertThat(((Struct) wrapped.value()).getString("topic")).isEqualTo("lines");
            assertThat(wrapped.sourcePartition()).isEqualTo(incoming.sourcePartition());
            assertThat(wrapped.sourceOffset()).isEqualTo(incoming.sourceOffset());
            assertThat(wrapped.kafkaPartition()).isNull();
        }
    }

    @Nested
    class BuildsTheSchema {

        @Test
        void onceForEachIncomingOne() {
            var transform = transform();
            var text = record().value(Schema.STRING_SCHEMA, "text").build();
            var order = record().value(ORDER, order(1)).build();

            var ofOrders = transform.apply(order).valueSchema();
            var ofText = transform.apply(text).valueSchema();

            assertThat(transform.apply(order).valueSchema()).isSameAs(ofOrders);
            assertThat(transform.apply(order).valueSchema()).isSameAs(ofOrders);
            assertThat(transform.apply(text).valueSchema()).isSameAs(ofText).isNotSameAs(ofOrders);
        }

        @Test
        void onceForEqualOnes() {
            var transform = transform();
            var twin = SchemaBuilder.string().build();

            assertThat(transform.apply(record().value(twin, "b").build()).valueSchema())
                    .isSameAs(transform
                            .apply(record().value(Schema.STRING_SCHEMA, "a").build())
                            .valueSchema());
        }

        @Test
        void againAfterMoreSchemasThanItRemembers() {
            var transform = transform();

            for (int round = 0; round < 2; round++) {
                for (int version = 1; version <= 200; version++) {
                    var schema = SchemaBuilder.string().version(version).build();
                    var wrapped = transform.apply(record().value(schema, "text").build());
                    assertThat(eventSchema(wrapped)).isEqualTo(schema);
                }
            }
        }
    }

    @Nested
    class CallsBad {

        @Test
        void aValueThatIsNotWhatItsSchemaSays() {
            var record = record().value(Schema.INT32_SCHEMA, "secret").build();

            assertThatThrownBy(() -> transform().apply(record))
                    .isInstanceOf(DataException.class)
                    .isNotInstanceOf(RetriableException.class)
                    .hasMessageStartingWith(
                            "Cannot wrap the value of topic \"TST_ORDERS\", partition 3, offset 42: Invalid Java object")
                    .hasMessageNotContaining("secret");
        }

        @Test
        void aTimeThatThePatternHasNoRoomFor() {
            var transform = transform("notified.at.format", "ppppy", "notified.at.source", "record");
            var record = record().timestamp(
                            Instant.parse("+55555-01-01T00:00:00Z").toEpochMilli())
                    .build();

            assertThatThrownBy(() -> transform.apply(record))
                    .isInstanceOf(DataException.class)
                    .hasMessage("Cannot wrap the value of topic \"TST_ORDERS\", partition 3, offset 42: "
                            + "Cannot print as output of 5 characters exceeds pad width of 4");
        }

        @Test
        void aSourceRecordByTheTopicItIsFor() {
            var transform = configured(new NotifiedAt.Value<SourceRecord>(fixedClock()), Map.of());
            var record = new SourceRecord(Map.of(), Map.of(), "lines", Schema.INT32_SCHEMA, "text");

            assertThatThrownBy(() -> transform.apply(record))
                    .isInstanceOf(DataException.class)
                    .hasMessageStartingWith("Cannot wrap the value of a record for topic \"lines\": ");
        }
    }

    private static SinkRecord wrap(Schema schema, Object value) {
        return transform().apply(record().value(schema, value).build());
    }

    private static NotifiedAt<SinkRecord> transform(String... settings) {
        Map<String, String> props = switch (settings.length) {
            case 0 -> Map.of();
            case 2 -> Map.of(settings[0], settings[1]);
            default -> Map.of(settings[0], settings[1], settings[2], settings[3]);
        };
        return configured(new NotifiedAt.Value<SinkRecord>(fixedClock()), props);
    }

    private static <T extends NotifiedAt<?>> T configured(T transform, Map<String, String> props) {
        transform.configure(props);
        return transform;
    }

    private static Clock fixedClock() {
        return Clock.fixed(NOW, ZoneId.of("America/New_York"));
    }

    private static Struct order(long id) {
        return new Struct(ORDER).put("id", id);
    }

    private static RecordBuilder record() {
        return new RecordBuilder();
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> members(SinkRecord wrapped) {
        return (Map<String, Object>) wrapped.value();
    }

    private static Object event(SinkRecord wrapped) {
        return ((Struct) wrapped.value()).get("event");
    }

    private static Schema eventSchema(SinkRecord wrapped) {
        return wrapped.valueSchema().field("event").schema();
    }

    private static long exactInstant(SinkRecord wrapped) {
        return (long) wrapped.headers().lastWithName("notifiedAt").value();
    }

    private static final class RecordBuilder {

        private Schema schema;
        private Object value = Map.of("id", 1);
        private Long timestamp = RECORD_TIME;
        private Headers headers = new ConnectHeaders();

        RecordBuilder value(Schema schema, Object value) {
            this.schema = schema;
            this.value = value;
            return this;
        }

        RecordBuilder timestamp(Long timestamp) {
            this.timestamp = timestamp;
            return this;
        }

        RecordBuilder headers(Headers headers) {
            this.headers = headers;
            return this;
        }

        SinkRecord build() {
            var type = timestamp == null ? TimestampType.NO_TIMESTAMP_TYPE : TimestampType.CREATE_TIME;
            return new SinkRecord(TOPIC, 3, Schema.STRING_SCHEMA, "key", schema, value, 42, timestamp, type, headers);
        }
    }

    private static final class SettableClock extends Clock {

        private Instant now;

        SettableClock(Instant now) {
            this.now = now;
        }

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneId.of("America/New_York");
        }

        @Override
        public Clock withZone(ZoneId zone) {
            throw new UnsupportedOperationException("The transform asks for no zone");
        }
    }
}
