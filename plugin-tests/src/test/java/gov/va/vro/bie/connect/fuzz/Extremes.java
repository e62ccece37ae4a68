package gov.va.vro.bie.connect.fuzz;

import gov.va.vro.bie.connect.random.RandomText;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.kafka.connect.data.Date;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.data.Time;

/** What lies at the limits and beyond: big, deep, moments that their types do not have. */
final class Extremes {

    private static final int MEGABYTE = 1 << 20;

    private final Random random;

    Extremes(Random random) {
        this.random = random;
    }

    /** A megabyte of text, alone or within a Struct, or of bytes. */
    SchemaAndValue big() {
        return switch (random.nextInt(3)) {
            case 0 -> new SchemaAndValue(Schema.STRING_SCHEMA, text());
            case 1 -> new SchemaAndValue(Schema.BYTES_SCHEMA, new byte[MEGABYTE]);
            default -> {
                var schema = SchemaBuilder.struct()
                        .field("before", Schema.INT32_SCHEMA)
                        .field("big", Schema.STRING_SCHEMA)
                        .field("after", Schema.INT32_SCHEMA)
                        .build();
                yield new SchemaAndValue(
                        schema,
                        new Struct(schema).put("before", 1).put("big", text()).put("after", 2));
            }
        };
    }

    private String text() {
        return new RandomText(random).longOne(MEGABYTE);
    }

    /** Up to the limit of 1,000 and a little over it; without a schema, sometimes far over it. */
    SchemaAndValue deep() {
        int depth = 990 + random.nextInt(15);
        if (random.nextBoolean()) {
            return deepWithSchema(depth);
        }
        return new SchemaAndValue(null, deepWithoutSchema(random.nextInt(10) == 0 ? 100_000 : depth));
    }

    private SchemaAndValue deepWithSchema(int depth) {
        Schema schema = Schema.INT32_SCHEMA;
        Object value = 1;
        for (int i = 0; i < depth; i++) {
            switch (random.nextInt(3)) {
                case 0 -> {
                    schema = SchemaBuilder.array(schema).build();
                    value = List.of(value);
                }
                case 1 -> {
                    schema = SchemaBuilder.map(Schema.STRING_SCHEMA, schema).build();
                    value = Map.of("k", value);
                }
                default -> {
                    schema = SchemaBuilder.struct().field("f", schema).build();
                    value = new Struct(schema).put("f", value);
                }
            }
        }
        return new SchemaAndValue(schema, value);
    }

    /** Nested until it is this deep as JSON, where a map with other keys than text counts twice. */
    Object deepWithoutSchema(int depth) {
        Object value = 1;
        int reached = 0;
        while (reached < depth) {
            boolean twice = random.nextInt(3) == 0;
            value = twice ? Map.of(reached, value) : random.nextBoolean() ? List.of(value) : Map.of("k", value);
            reached += twice ? 2 : 1;
        }
        if (random.nextInt(4) == 0) {
            return new LinkedHashMap<>(Map.of("k", value, "empty", Map.of()));
        }
        return value;
    }

    /** A Date with a time of day or a Time of more than a day, alone or in an array. */
    SchemaAndValue impossibleMoment() {
        Schema schema = random.nextBoolean() ? Date.SCHEMA : Time.SCHEMA;
        var value = new java.util.Date(random.nextBoolean() ? 86_400_001L : -1L);
        return random.nextBoolean()
                ? new SchemaAndValue(schema, value)
                : new SchemaAndValue(SchemaBuilder.array(schema).build(), List.of(value));
    }
}
