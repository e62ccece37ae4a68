package gov.va.vro.bie.connect.rabbitmq.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.json.JsonConverter;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Random data of random schemas, seeded: what is written is strict JSON, says the same as the data, and where Connect's
 * own JsonConverter has the same form it is the same bytes.
 */
class JsonWriterComparisonTest {

    private static final int ROUNDS = 5_000;

    private final JsonWriter writer = new JsonWriter(10_000_000);
    private final ObjectMapper strict = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();
    private final JsonConverter converter = new JsonConverter();

    @BeforeEach
    void configure() {
        converter.configure(
                Map.of("schemas.enable", "false", "decimal.format", "NUMERIC", "replace.null.with.default", "false"),
                false);
    }

    @Test
    void isStrictJsonThatSaysTheSameAsTheData() throws Exception {
        for (int seed = 0; seed < ROUNDS; seed++) {
            var data = new RandomData(new Random(seed), true);
            Schema schema = data.schema();
            Object value = data.value(schema);

            JsonNode json = strict.readTree(writer.write(schema, value));

            assertSame(json, schema, value, "seed " + seed);
        }
    }

    @Test
    void isWhatConnectsConverterWritesWhereItsFormLosesNothing() throws Exception {
        for (int seed = 0; seed < ROUNDS; seed++) {
            var data = new RandomData(new Random(seed), false);
            Schema schema = data.schema();
            Object value = data.value(schema);

            byte[] theirs = converter.fromConnectData("topic", schema, value);
            String expected = theirs == null ? "null" : new String(theirs, StandardCharsets.UTF_8);

            assertThat(writer.write(schema, value))
                    .asString(StandardCharsets.UTF_8)
                    .as("seed %d", seed)
                    .isEqualTo(expected);
        }
    }

    private void assertSame(JsonNode json, Schema schema, Object value, String where) {
        if (value == null) {
            assertThat(json.isNull()).as(where).isTrue();
        } else if (value instanceof java.util.Date moment) {
            long divisor = org.apache.kafka.connect.data.Date.LOGICAL_NAME.equals(schema.name()) ? 86_400_000 : 1;
            assertThat(json.longValue()).as(where).isEqualTo(moment.getTime() / divisor);
        } else if (value instanceof BigDecimal decimal) {
            assertThat(json.decimalValue()).as(where).isEqualByComparingTo(decimal);
        } else if (value instanceof Double || value instanceof Float) {
            assertNumber(json, ((Number) value).doubleValue(), where);
        } else if (value instanceof Number number) {
            assertThat(json.longValue()).as(where).isEqualTo(number.longValue());
        } else if (value instanceof Boolean bool) {
            assertThat(json.booleanValue()).as(where).isEqualTo(bool);
        } else if (value instanceof String text) {
            assertThat(json.textValue()).as(where).isEqualTo(Utf8.wellFormed(text));
        } else if (value instanceof byte[] bytes) {
            assertThat(json.textValue())
                    .as(where)
                    .isEqualTo(java.util.Base64.getEncoder().encodeToString(bytes));
        } else {
            assertSameStructure(json, schema, value, where);
        }
    }

    private static void assertNumber(JsonNode json, double value, String where) {
        if (Double.isFinite(value)) {
            assertThat(json.doubleValue()).as(where).isCloseTo(value, within(Math.abs(value) * 1e-6));
        } else {
            assertThat(json.textValue()).as(where).isEqualTo(Double.toString(value));
        }
    }

    private void assertSameStructure(JsonNode json, Schema schema, Object value, String where) {
        if (value instanceof Struct struct) {
            assertThat(json.fieldNames())
                    .toIterable()
                    .as(where)
                    .containsExactlyElementsOf(
                            schema.fields().stream().map(Field::name).toList());
            for (Field field : schema.fields()) {
                assertSame(json.get(field.name()), field.schema(), struct.getWithoutDefault(field.name()), where);
            }
        } else if (value instanceof List<?> list) {
            assertThat(json.size()).as(where).isEqualTo(list.size());
            for (int i = 0; i < list.size(); i++) {
                assertSame(json.get(i), schema.valueSchema(), list.get(i), where);
            }
        } else if (schema.keySchema().type() == Schema.Type.STRING) {
            var map = new HashMap<>((Map<?, ?>) value);
            assertThat(json.size()).as(where).isEqualTo(map.size());
            map.forEach((key, item) -> assertSame(json.get((String) key), schema.valueSchema(), item, where));
        } else {
            int i = 0;
            for (Map.Entry<?, ?> entry : ((Map<?, ?>) value).entrySet()) {
                assertSame(json.get(i).get(0), schema.keySchema(), entry.getKey(), where);
                assertSame(json.get(i).get(1), schema.valueSchema(), entry.getValue(), where);
                i++;
            }
        }
    }
}
