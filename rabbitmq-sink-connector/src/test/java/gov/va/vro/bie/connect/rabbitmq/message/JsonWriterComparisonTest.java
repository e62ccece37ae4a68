package gov.va.vro.bie.connect.rabbitmq.message;

import static org.assertj.core.api.Assertions.assertThat;

import gov.va.vro.bie.connect.random.RandomData;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Random;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.json.JsonConverter;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Random data of random schemas, seeded: where Connect's own JsonConverter has a form that loses nothing, the same bytes
 * are written.
 */
class JsonWriterComparisonTest {

    private static final int ROUNDS = 5_000;

    private final JsonWriter writer = new JsonWriter(10_000_000);
    private final JsonConverter converter = new JsonConverter();

    @BeforeEach
    void configure() {
        converter.configure(
                Map.of("schemas.enable", "false", "decimal.format", "NUMERIC", "replace.null.with.default", "false"),
                false);
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
}
