package gov.va.vro.bie.connect.rabbitmq.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
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

class JsonWriterTest {

    private static final Schema TEXTS = SchemaBuilder.map(Schema.STRING_SCHEMA, Schema.OPTIONAL_INT32_SCHEMA)
            .build();
    private static final Schema NUMBERED =
            SchemaBuilder.map(Schema.INT32_SCHEMA, Schema.STRING_SCHEMA).build();
    private static final java.util.Date MOMENT = new java.util.Date(1_686_598_140_123L);
    private static final java.util.Date DAY = new java.util.Date(19_520L * 86_400_000);

    private final JsonWriter writer = new JsonWriter(1_000_000);

    static Stream<Arguments> values() {
        return Stream.of(
                Arguments.of(null, null, "null"),
                Arguments.of(Schema.OPTIONAL_STRING_SCHEMA, null, "null"),
                Arguments.of(SchemaBuilder.string().defaultValue("d").optional().build(), null, "null"),
                Arguments.of(null, true, "true"),
                Arguments.of(Schema.INT8_SCHEMA, (byte) -128, "-128"),
                Arguments.of(Schema.INT16_SCHEMA, (short) 32767, "32767"),
                Arguments.of(Schema.INT32_SCHEMA, Integer.MIN_VALUE, "-2147483648"),
                Arguments.of(Schema.INT64_SCHEMA, Long.MAX_VALUE, "9223372036854775807"),
                Arguments.of(Schema.INT64_SCHEMA, Long.MIN_VALUE, "-9223372036854775808"),
                Arguments.of(Schema.FLOAT32_SCHEMA, 1.1f, "1.1"),
                Arguments.of(Schema.FLOAT64_SCHEMA, -0.0, "-0.0"),
                Arguments.of(null, 1e300, "1.0E300"),
                Arguments.of(null, Double.NaN, "\"NaN\""),
                Arguments.of(null, Double.POSITIVE_INFINITY, "\"Infinity\""),
                Arguments.of(null, Double.NEGATIVE_INFINITY, "\"-Infinity\""),
                Arguments.of(null, Float.NaN, "\"NaN\""),
                Arguments.of(null, Float.NEGATIVE_INFINITY, "\"-Infinity\""),
                Arguments.of(null, new BigInteger("123456789012345678901234567890"), "123456789012345678901234567890"),
                Arguments.of(Schema.STRING_SCHEMA, "", "\"\""),
                Arguments.of(null, "a\"b\\c\n\u0001/\u007f", "\"a\\\"b\\\\c\\n\\u0001/\u007f\""),
                Arguments.of(null, "\u00e4\u20ac\ud83d\ude00\u0000", "\"\u00e4\u20ac\ud83d\ude00\\u0000\""),
                Arguments.of(null, "a\ud83db", "\"a\ufffdb\""),
                Arguments.of(null, "\ude00\ud83d", "\"\ufffd\ufffd\""),
                Arguments.of(null, "\ud83d\ud83d\ude00", "\"\ufffd\ud83d\ude00\""),
                Arguments.of(Schema.BYTES_SCHEMA, new byte[] {0, 1, -1}, "\"AAH/\""),
                Arguments.of(null, new byte[0], "\"\""),
                Arguments.of(Schema.BYTES_SCHEMA, ByteBuffer.wrap(new byte[] {9, 0, 1, -1, 9}, 1, 3), "\"AAH/\""),
                Arguments.of(null, ByteBuffer.wrap(new byte[] {0, 1, -1}).asReadOnlyBuffer(), "\"AAH/\""),
                Arguments.of(Timestamp.SCHEMA, MOMENT, "1686598140123"),
                Arguments.of(Timestamp.SCHEMA, new java.util.Date(-1), "-1"),
                Arguments.of(Date.SCHEMA, DAY, "19520"),
                Arguments.of(Date.SCHEMA, new java.util.Date(-86_400_000), "-1"),
                Arguments.of(Time.SCHEMA, new java.util.Date(86_399_999), "86399999"),
                Arguments.of(null, MOMENT, "1686598140123"),
                Arguments.of(Timestamp.SCHEMA, 5L, "5"),
                Arguments.of(Decimal.schema(2), new BigDecimal("12.30"), "12.30"),
                Arguments.of(Decimal.schema(-3), new BigDecimal("12E3"), "12000"),
                Arguments.of(null, new BigDecimal("0.00000000001"), "0.00000000001"),
                Arguments.of(null, new BigDecimal("1E+999"), "1" + "0".repeat(999)),
                Arguments.of(null, new BigDecimal("1E+1000"), "1E+1000"),
                Arguments.of(null, new BigDecimal("1E+1000000000"), "1E+1000000000"),
                Arguments.of(null, new BigDecimal("-1.5E-1000000000"), "-1.5E-1000000000"),
                Arguments.of(SchemaBuilder.array(Schema.INT32_SCHEMA).build(), List.of(1, 2), "[1,2]"),
                Arguments.of(SchemaBuilder.array(Date.SCHEMA).build(), List.of(DAY), "[19520]"),
                Arguments.of(null, Arrays.asList(1, null, "x", List.of()), "[1,null,\"x\",[]]"),
                Arguments.of(TEXTS, Collections.singletonMap("a", null), "{\"a\":null}"),
                Arguments.of(TEXTS, Map.of(), "{}"),
                Arguments.of(NUMBERED, ordered(1, "a", 2, "b"), "[[1,\"a\"],[2,\"b\"]]"),
                Arguments.of(NUMBERED, Map.of(), "[]"),
                Arguments.of(null, Map.of(), "{}"),
                Arguments.of(null, ordered("a", 1, "b\ud83d", Map.of("c", 2)), "{\"a\":1,\"b\ufffd\":{\"c\":2}}"),
                Arguments.of(null, ordered("a", 1, 2, "b"), "[[\"a\",1],[2,\"b\"]]"),
                Arguments.of(null, ordered("a", 1, null, 2), "[[\"a\",1],[null,2]]"),
                Arguments.of(
                        SchemaBuilder.map(Date.SCHEMA, Timestamp.SCHEMA).build(),
                        Map.of(DAY, MOMENT),
                        "[[19520,1686598140123]]"));
    }

    @ParameterizedTest(name = "{2}")
    @MethodSource("values")
    void writesEachValueInItsForm(Schema schema, Object value, String json) throws Unrenderable {
        assertThat(writer.write(schema, value)).asString(StandardCharsets.UTF_8).isEqualTo(json);
    }

    @Test
    void writesTheFieldsOfAStructInTheOrderOfItsSchema() throws Unrenderable {
        var inner = SchemaBuilder.struct().field("day", Date.SCHEMA).optional().build();
        var schema = SchemaBuilder.struct()
                .field("z", Schema.INT64_SCHEMA)
                .field("a \"quoted\" \u00e4 \ud83d\ude00", Schema.OPTIONAL_STRING_SCHEMA)
                .field("inner", inner)
                .field("absent", inner)
                .build();
        var struct = new Struct(schema).put("z", 1L).put("inner", new Struct(inner).put("day", DAY));

        String expected =
                "{\"z\":1,\"a \\\"quoted\\\" \u00e4 \ud83d\ude00\":null,\"inner\":{\"day\":19520},\"absent\":null}";
        assertThat(writer.write(schema, struct))
                .asString(StandardCharsets.UTF_8)
                .isEqualTo(expected);
        assertThat(writer.write(schema, struct))
                .asString(StandardCharsets.UTF_8)
                .as("from the cache")
                .isEqualTo(expected);
    }

    @Test
    void writesANullThatHasADefaultAsTheNullThatItIs() throws Unrenderable {
        var schema = SchemaBuilder.struct()
                .field(
                        "flag",
                        SchemaBuilder.bool().optional().defaultValue(true).build())
                .build();

        assertThat(writer.write(schema, new Struct(schema)))
                .asString(StandardCharsets.UTF_8)
                .isEqualTo("{\"flag\":null}");
    }

    @Test
    void tellsSchemasOfTheSameNameApart() throws Unrenderable {
        var first = SchemaBuilder.struct()
                .name("event")
                .field("a", Schema.INT32_SCHEMA)
                .build();
        var second = SchemaBuilder.struct()
                .name("event")
                .field("b", Schema.INT32_SCHEMA)
                .build();

        assertThat(writer.write(first, new Struct(first).put("a", 1)))
                .asString(StandardCharsets.UTF_8)
                .isEqualTo("{\"a\":1}");
        assertThat(writer.write(second, new Struct(second).put("b", 1)))
                .asString(StandardCharsets.UTF_8)
                .isEqualTo("{\"b\":1}");
    }

    @Test
    void survivesAConverterThatMakesANewSchemaForEachRecord() throws Unrenderable {
        for (int i = 0; i < 5_000; i++) {
            var schema =
                    SchemaBuilder.struct().field("f" + i, Schema.INT32_SCHEMA).build();
            assertThat(writer.write(schema, new Struct(schema).put("f" + i, i)))
                    .asString(StandardCharsets.UTF_8)
                    .isEqualTo("{\"f" + i + "\":" + i + "}");
        }
    }

    static Stream<Arguments> nesting() {
        return Stream.of(
                Arguments.of("arrays", (Nesting) inner -> inner == null ? List.of() : List.of(inner)),
                Arguments.of("maps", (Nesting) inner -> inner == null ? Map.of() : Map.of("k", inner)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("nesting")
    void writesAThousandLevelsAndRefusesMore(String what, Nesting nesting) throws Unrenderable {
        Object deep = null;
        for (int i = 0; i < 1_000; i++) {
            deep = nesting.around(deep);
        }
        Object deeper = nesting.around(deep);

        assertThat(writer.write(null, deep)).isNotEmpty();
        assertThatExceptionOfType(Unrenderable.class)
                .isThrownBy(() -> writer.write(null, deeper))
                .withMessage("it is nested deeper than 1000");
    }

    @Test
    void countsBothBracketsOfAPair() throws Unrenderable {
        Object pairs = 1;
        for (int i = 0; i < 500; i++) {
            pairs = Collections.singletonMap(1, pairs);
        }
        Object more = List.of(pairs);

        assertThat(writer.write(null, pairs)).isNotEmpty();
        assertThatExceptionOfType(Unrenderable.class).isThrownBy(() -> writer.write(null, more));
    }

    @Test
    void refusesAValueThatHoldsItself() {
        var endless = new ArrayList<Object>();
        endless.add(endless);

        assertThatExceptionOfType(Unrenderable.class).isThrownBy(() -> writer.write(null, endless));
    }

    static Stream<Arguments> formless() {
        return Stream.of(
                Arguments.of(null, new Object()),
                Arguments.of(null, new AtomicInteger(1)),
                Arguments.of(null, 'c'),
                Arguments.of(Date.SCHEMA, MOMENT),
                Arguments.of(Time.SCHEMA, new java.util.Date(-1)),
                Arguments.of(Time.SCHEMA, new java.util.Date(86_400_001)),
                Arguments.of(Schema.STRING_SCHEMA, Map.of("a", 1)));
    }

    @ParameterizedTest
    @MethodSource("formless")
    void refusesAValueWithoutAForm(Schema schema, Object value) {
        assertThatExceptionOfType(Unrenderable.class).isThrownBy(() -> writer.write(schema, value));
    }

    static Stream<Arguments> namesThatBecomeTheSame() {
        var schema = SchemaBuilder.struct()
                .field("\ud83d", Schema.INT32_SCHEMA)
                .field("\ude00", Schema.INT32_SCHEMA)
                .build();
        return Stream.of(
                Arguments.of(Map.of("\ud83d", 1, "\ude00", 2)),
                Arguments.of(Map.of("\ud83d", 1, "\ufffd", 2)),
                Arguments.of(new Struct(schema).put("\ud83d", 1).put("\ude00", 2)));
    }

    @ParameterizedTest
    @MethodSource("namesThatBecomeTheSame")
    void refusesNamesThatWouldBecomeTheSame(Object value) {
        assertThatExceptionOfType(Unrenderable.class)
                .isThrownBy(() -> writer.write(null, value))
                .withMessage("two names within one structure are the same in UTF-8");
    }

    @Test
    void goesOnAfterARefusal() throws Unrenderable {
        assertThatExceptionOfType(Unrenderable.class)
                .isThrownBy(() -> writer.write(null, List.of("half", new Object())));

        assertThat(writer.write(null, List.of(1)))
                .asString(StandardCharsets.UTF_8)
                .isEqualTo("[1]");
    }

    @Test
    void refusesWhatIsOverTheLimitBeforeItIsInMemory() throws Unrenderable {
        var small = new JsonWriter(20);

        assertThat(small.write(null, "x".repeat(18))).hasSize(20);
        assertThatExceptionOfType(TooLarge.class).isThrownBy(() -> small.write(null, "x".repeat(19)));
        assertThatExceptionOfType(TooLarge.class)
                .isThrownBy(() -> small.write(null, Collections.nCopies(1_000_000_000, 1)));
        assertThat(small.write(null, "x".repeat(18))).hasSize(20);
    }

    @Test
    void writesWhatJustFits() throws Unrenderable {
        for (Object value : Arrays.asList(
                12_345L, Long.MIN_VALUE, "12345", "1\n345", 1.5, true, null, List.of(1, "a", Map.of("b", 2)))) {
            byte[] written = writer.write(null, value);

            assertThat(new JsonWriter(written.length).write(null, value)).isEqualTo(written);
            assertThatExceptionOfType(TooLarge.class)
                    .isThrownBy(() -> new JsonWriter(written.length - 1).write(null, value));
        }
    }

    @Test
    void writesTheSameWhereverItsBufferEnds() throws Unrenderable {
        var items = List.of("plain", -1_234_567_890L, "\u00e4\ud83d\ude00\"", 0.25, Map.of("name", "value"));
        String json = "\"plain\",-1234567890,\"\u00e4\ud83d\ude00\\\"\",0.25,{\"name\":\"value\"}]";
        for (int before = 8_100; before < 8_200; before++) {
            var value = new ArrayList<Object>(List.of("x".repeat(before)));
            value.addAll(items);

            assertThat(new JsonWriter(1_000_000).write(null, value))
                    .asString(StandardCharsets.UTF_8)
                    .isEqualTo("[\"" + "x".repeat(before) + "\"," + json);
        }
    }

    @Test
    void writesTheLongestNumberWhereverItsBufferEnds() throws Unrenderable {
        for (int before = 8_160; before < 8_200; before++) {
            assertThat(new JsonWriter(1_000_000).write(null, List.of("x".repeat(before), Long.MIN_VALUE)))
                    .asString(StandardCharsets.UTF_8)
                    .isEqualTo("[\"" + "x".repeat(before) + "\",-9223372036854775808]");
        }
    }

    @Test
    void writesWhatIsManyTimesItsBuffer() throws Unrenderable {
        var large = new JsonWriter(10_000_000);

        assertThat(large.write(null, "x".repeat(9_999_998))).hasSize(10_000_000);
        assertThat(large.write(null, 1)).hasSize(1);
    }

    interface Nesting {
        Object around(Object inner);
    }

    private static Map<Object, Object> ordered(Object... keysAndValues) {
        var map = new LinkedHashMap<Object, Object>();
        for (int i = 0; i < keysAndValues.length; i += 2) {
            map.put(keysAndValues[i], keysAndValues[i + 1]);
        }
        return map;
    }
}
