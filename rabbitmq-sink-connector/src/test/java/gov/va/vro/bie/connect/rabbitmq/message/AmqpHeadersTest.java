package gov.va.vro.bie.connect.rabbitmq.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import gov.va.vro.bie.connect.rabbitmq.config.RabbitMqSinkConfig;
import gov.va.vro.bie.connect.rabbitmq.config.Settings;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.connect.data.Date;
import org.apache.kafka.connect.data.Decimal;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.data.Time;
import org.apache.kafka.connect.data.Timestamp;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class AmqpHeadersTest {

    private static final Schema POINT =
            SchemaBuilder.struct().field("x", Schema.INT32_SCHEMA).optional().build();

    static Stream<Arguments> values() {
        return Stream.of(
                Arguments.of(null, null, null),
                Arguments.of(Schema.STRING_SCHEMA, "007", "007"),
                Arguments.of(null, "a\ud83d", "a\ufffd"),
                Arguments.of(Schema.INT8_SCHEMA, (byte) 1, (byte) 1),
                Arguments.of(Schema.INT16_SCHEMA, (short) 1, (short) 1),
                Arguments.of(Schema.INT32_SCHEMA, 1, 1),
                Arguments.of(Schema.INT64_SCHEMA, 1L, 1L),
                Arguments.of(Schema.FLOAT32_SCHEMA, 1f, 1f),
                Arguments.of(Schema.FLOAT64_SCHEMA, Double.NaN, Double.NaN),
                Arguments.of(Schema.BOOLEAN_SCHEMA, true, true),
                Arguments.of(Schema.BYTES_SCHEMA, new byte[] {1, 2}, new byte[] {1, 2}),
                Arguments.of(Schema.BYTES_SCHEMA, ByteBuffer.wrap(new byte[] {0, 1, 2}, 1, 2), new byte[] {1, 2}),
                Arguments.of(Decimal.schema(2), new BigDecimal("1E+3"), "1000"),
                Arguments.of(Decimal.schema(300), BigDecimal.valueOf(1, 300), "0." + "0".repeat(299) + "1"),
                Arguments.of(Timestamp.SCHEMA, new java.util.Date(5), 5L),
                Arguments.of(null, new java.util.Date(5), 5L),
                Arguments.of(Date.SCHEMA, new java.util.Date(86_400_000), 1),
                Arguments.of(Date.SCHEMA, new java.util.Date(86_400_000L * 3_000_000_000L), 3_000_000_000L),
                Arguments.of(Time.SCHEMA, new java.util.Date(5), 5),
                Arguments.of(POINT, new Struct(POINT).put("x", 1), "{\"x\":1}"),
                Arguments.of(null, Arrays.asList(1, null, new BigDecimal("0.10")), Arrays.asList(1, null, "0.10")),
                Arguments.of(
                        SchemaBuilder.array(Date.SCHEMA).build(), List.of(new java.util.Date(86_400_000)), List.of(1)),
                Arguments.of(null, Map.of("a", List.of(1L)), Map.of("a", List.of(1L))),
                Arguments.of(
                        SchemaBuilder.map(Schema.STRING_SCHEMA, POINT).build(),
                        Map.of("p", new Struct(POINT).put("x", 1)),
                        Map.of("p", "{\"x\":1}")),
                Arguments.of(null, Map.of(1, "a"), "[[1,\"a\"]]"));
    }

    @ParameterizedTest(name = "{2}")
    @MethodSource("values")
    void haveTheTypeThatHoldsTheValueWithoutLoss(Schema schema, Object value, Object expected) throws Unrenderable {
        var table = headers().of(ARecord.of("x").withHeader("h", schema, value).build());

        assertThat(table).containsKey("h");
        assertThat(table.get("h")).isEqualTo(expected);
        assertThat(WireSize.ofField(table.get("h"))).isPositive();
    }

    @Test
    void keepTheLastOfARepeatedName() throws Unrenderable {
        var table = headers()
                .of(ARecord.of("x").withHeader("h", "first").withHeader("h", 2).build());

        assertThat(table).containsEntry("h", 2);
    }

    @Test
    void areNotHarmedByWhatTheLastOfANameTakesThePlaceOf() throws Unrenderable {
        var table = headers()
                .of(ARecord.of("x")
                        .withHeader("h", new Object())
                        .withHeader("h", 2)
                        .build());

        assertThat(table).containsEntry("h", 2);
    }

    @Test
    void writeHalfASurrogatePairInANameAsInAText() throws Unrenderable {
        var table = headers()
                .of(ARecord.of("x")
                        .withHeader("\ud83d", "\ude00")
                        .withHeader("t", Map.of("\ude00", 1))
                        .build());

        assertThat(table).containsEntry("\ufffd", "\ufffd").containsEntry("t", Map.of("\ufffd", 1));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CC",
                "BCC",
                "x-death",
                "kafka.",
                "kafka.topic",
                "kafka.anything",
                "possible-duplicate",
                "possible-duplicates"
            })
    void leaveOutAndCountWhatOnlyRabbitMqAndThisConnectorMaySay(String name) throws Unrenderable {
        var headers = headers("rabbitmq.forward.kafka.metadata", "false");

        assertThat(headers.of(ARecord.of("x").withHeader(name, "y").build())).isEmpty();
        assertThat(headers.of(
                        ARecord.of("x").withHeader(name, "y").withHeader("h", 1).build()))
                .containsOnlyKeys("h");
        assertThat(headers.notForwarded()).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"cc", "kafka", "kafkaesque", "x-deaths", "duplicate", ""})
    void keepNamesThatMeanNothing(String name) throws Unrenderable {
        assertThat(headers().of(ARecord.of("x").withHeader(name, "y").build())).containsEntry(name, "y");
    }

    @Test
    void doNotCountWhatTheOperatorLeavesOut() throws Unrenderable {
        var headers = headers(
                "rabbitmq.forward.kafka.metadata", "false",
                "rabbitmq.headers.include", "h.*, CC",
                "rabbitmq.headers.exclude", "h2");
        var sinkRecord = ARecord.of("x")
                .withHeader("h1", 1)
                .withHeader("h2", 2)
                .withHeader("other", 3)
                .withHeader("CC", "y")
                .build();

        assertThat(headers.of(sinkRecord)).containsOnlyKeys("h1");
        assertThat(headers.notForwarded()).isEqualTo(1);
    }

    @Test
    void areOnlyThoseThatAreWanted() throws Unrenderable {
        var sinkRecord = ARecord.of("x").withKey(null, "k").withHeader("h", 1).build();

        assertThat(headers("rabbitmq.forward.kafka.headers", "false").of(sinkRecord))
                .containsOnlyKeys("kafka.topic", "kafka.partition", "kafka.offset", "kafka.timestamp");
        assertThat(headers("rabbitmq.forward.kafka.metadata", "false").of(sinkRecord))
                .containsOnlyKeys("h");
        assertThat(headers("rabbitmq.forward.kafka.key", "true").of(sinkRecord)).containsEntry("kafka.key", "k");
    }

    static Stream<Arguments> keys() {
        return Stream.of(
                Arguments.of(Schema.STRING_SCHEMA, "k", "k"),
                Arguments.of(null, 7L, 7L),
                Arguments.of(null, true, true),
                Arguments.of(null, new byte[] {1}, new byte[] {1}),
                Arguments.of(Decimal.schema(1), new BigDecimal("1.5"), "1.5"),
                Arguments.of(POINT, new Struct(POINT).put("x", 1), "{\"x\":1}"),
                Arguments.of(null, Map.of("a", 1), "{\"a\":1}"),
                Arguments.of(null, List.of(1, 2), "[1,2]"));
    }

    @ParameterizedTest(name = "{2}")
    @MethodSource("keys")
    void holdTheKeyAsItIsAndAStructureAsJson(Schema schema, Object key, Object expected) throws Unrenderable {
        var table = headers("rabbitmq.forward.kafka.key", "true")
                .of(ARecord.of("x").withKey(schema, key).build());

        assertThat(table.get("kafka.key")).isEqualTo(expected);
        assertThat(table).doesNotContainKey("kafka.key.omitted");
    }

    @Test
    void sayNothingOfAKeyThatIsNotThere() throws Unrenderable {
        var table =
                headers("rabbitmq.forward.kafka.key", "true").of(ARecord.of("x").build());

        assertThat(table).doesNotContainKeys("kafka.key", "kafka.key.omitted");
    }

    static Stream<Object> keysOf8KilobytesAndMore() {
        return Stream.of(
                "k".repeat(8_193), new byte[8_193], List.of("k".repeat(8_189)), List.of("k".repeat(10_000_000)));
    }

    @ParameterizedTest
    @MethodSource("keysOf8KilobytesAndMore")
    void leaveOutAKeyOverEightKilobytesAndSaySo(Object key) throws Unrenderable {
        var table = headers("rabbitmq.forward.kafka.key", "true")
                .of(ARecord.of("x").withKey(null, key).build());

        assertThat(table).doesNotContainKey("kafka.key").containsEntry("kafka.key.omitted", true);
    }

    static Stream<Object> keysOf8Kilobytes() {
        return Stream.of("k".repeat(8_192), new byte[8_192], List.of("k".repeat(8_188)));
    }

    @ParameterizedTest
    @MethodSource("keysOf8Kilobytes")
    void holdAKeyOfEightKilobytes(Object key) throws Unrenderable {
        var table = headers("rabbitmq.forward.kafka.key", "true")
                .of(ARecord.of("x").withKey(null, key).build());

        assertThat(table).containsKey("kafka.key");
    }

    static Stream<Arguments> impossible() {
        Object deep = 1;
        for (int i = 0; i < 101; i++) {
            deep = List.of(deep);
        }
        return Stream.of(
                Arguments.of("n".repeat(256), 1, "name of a header has 256 bytes"),
                Arguments.of("\u00e4".repeat(128), 1, "name of a header has 256 bytes"),
                Arguments.of("n".repeat(253) + "\ud83d", 1, "name of a header has 256 bytes"),
                Arguments.of("h", Map.of("n".repeat(256), 1), "name of a header has 256 bytes"),
                Arguments.of("h", Map.of("\ud83d", 1, "\ude00", 2), "two names within one structure"),
                Arguments.of("h", deep, "nested deeper than 100"),
                Arguments.of("h", new Object(), "no JSON form"),
                Arguments.of("h", Map.of(1, "v".repeat(131_072)), "over 131072 bytes"));
    }

    @ParameterizedTest(name = "{2}")
    @MethodSource("impossible")
    void refuseWhatAmqpCannotHold(String name, Object value, String reason) {
        assertThatExceptionOfType(Unrenderable.class)
                .isThrownBy(() ->
                        headers().of(ARecord.of("x").withHeader(name, value).build()))
                .withMessageContaining(reason);
    }

    @Test
    void holdANameOf255Bytes() throws Unrenderable {
        String name = "n".repeat(255);

        assertThat(headers()
                        .of(ARecord.of("x")
                                .withHeader(name, Collections.emptyList())
                                .build()))
                .containsKey(name);
    }

    private static AmqpHeaders headers(String... namesAndValues) {
        return new AmqpHeaders(
                RabbitMqSinkConfig.of(Settings.with(namesAndValues)).message());
    }
}
