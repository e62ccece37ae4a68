package gov.va.vro.bie.connect.random;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.kafka.connect.data.Date;
import org.apache.kafka.connect.data.Decimal;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.data.Time;
import org.apache.kafka.connect.data.Timestamp;

/** Random Connect schemas and valid values of them. */
public final class RandomData {

    private static final int DAY = 86_400_000;
    private static final int DEEPEST = 4;
    private static final double[] REALS = {
        Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, -0.0, Double.MIN_VALUE, Double.MAX_VALUE, 1e-7
    };

    private final Random random;
    private final RandomText texts;
    private final boolean everything;

    /**
     * @param everything also text outside the Basic Multilingual Plane and broken text, defaults, and maps with keys of
     *     any type, all of which Connect's own converter writes otherwise or not at all
     */
    public RandomData(Random random, boolean everything) {
        this.random = random;
        this.texts = new RandomText(random);
        this.everything = everything;
    }

    public Schema schema() {
        return schema(0);
    }

    /** Of a schema that is not optional never null. */
    public Object value(Schema schema) {
        if (schema.isOptional() && random.nextInt(4) == 0) {
            return null;
        }
        if (schema.name() != null) {
            return logical(schema);
        }
        return switch (schema.type()) {
            case INT8 -> (byte) random.nextInt();
            case INT16 -> (short) random.nextInt();
            case INT32 -> random.nextInt();
            case INT64 -> random.nextLong();
            case FLOAT32 -> (float) real(random.nextGaussian());
            case FLOAT64 -> real(random.nextGaussian() * 1e20);
            case BOOLEAN -> random.nextBoolean();
            case STRING -> text();
            case BYTES -> bytes();
            case ARRAY -> list(schema);
            case MAP -> map(schema);
            case STRUCT -> struct(schema);
        };
    }

    private Schema schema(int depth) {
        SchemaBuilder builder = switch (random.nextInt(depth < DEEPEST ? 16 : 13)) {
            case 0 -> SchemaBuilder.int8();
            case 1 -> SchemaBuilder.int16();
            case 2 -> SchemaBuilder.int32();
            case 3 -> SchemaBuilder.int64();
            case 4 -> SchemaBuilder.float32();
            case 5 -> SchemaBuilder.float64();
            case 6 -> SchemaBuilder.bool();
            case 7 -> SchemaBuilder.string();
            case 8 -> SchemaBuilder.bytes();
            case 9 -> Decimal.builder(random.nextInt(10));
            case 10 -> Date.builder();
            case 11 -> Time.builder();
            case 12 -> Timestamp.builder();
            case 13 -> SchemaBuilder.array(schema(depth + 1));
            case 14 -> SchemaBuilder.map(keySchema(depth), schema(depth + 1));
            default -> structSchema(depth);
        };
        if (everything && random.nextInt(8) == 0) {
            builder.defaultValue(value(builder));
        }
        return random.nextBoolean() ? builder.optional().build() : builder.build();
    }

    private Schema keySchema(int depth) {
        if (everything && random.nextInt(4) == 0) {
            return schema(depth + 1);
        }
        return random.nextBoolean() ? Schema.STRING_SCHEMA : Schema.INT64_SCHEMA;
    }

    private SchemaBuilder structSchema(int depth) {
        var builder = SchemaBuilder.struct();
        for (int i = random.nextInt(5); i >= 0; i--) {
            builder.field("f" + i + (everything ? texts.any() : texts.plain()), schema(depth + 1));
        }
        return builder;
    }

    private Object logical(Schema schema) {
        return switch (schema.name()) {
            case Decimal.LOGICAL_NAME ->
                new BigDecimal(
                        new BigInteger(80, random),
                        Integer.parseInt(schema.parameters().get(Decimal.SCALE_FIELD)));
            case Date.LOGICAL_NAME -> new java.util.Date((long) (random.nextInt(40_000) - 20_000) * DAY);
            case Time.LOGICAL_NAME -> new java.util.Date(random.nextInt(DAY));
            default -> new java.util.Date(random.nextLong() >> 20);
        };
    }

    private double real(double usual) {
        return random.nextInt(5) == 0 ? REALS[random.nextInt(REALS.length)] : usual;
    }

    private String text() {
        return everything ? texts.any() : texts.plain();
    }

    private Object bytes() {
        byte[] bytes = new byte[random.nextInt(40)];
        random.nextBytes(bytes);
        return everything && random.nextInt(4) == 0 ? slice(bytes) : bytes;
    }

    private ByteBuffer slice(byte[] bytes) {
        int from = random.nextInt(bytes.length + 1);
        return ByteBuffer.wrap(bytes, from, random.nextInt(bytes.length - from + 1));
    }

    private List<Object> list(Schema schema) {
        var list = new ArrayList<Object>();
        for (int i = random.nextInt(4); i > 0; i--) {
            list.add(value(schema.valueSchema()));
        }
        return list;
    }

    private Map<Object, Object> map(Schema schema) {
        var map = new LinkedHashMap<Object, Object>();
        for (int i = random.nextInt(4); i > 0; i--) {
            map.put(value(schema.keySchema()), value(schema.valueSchema()));
        }
        return map;
    }

    /** A field that has a default is sometimes left out, which makes it null whether or not it is optional. */
    private Struct struct(Schema schema) {
        var struct = new Struct(schema);
        for (Field field : schema.fields()) {
            if (field.schema().defaultValue() == null || random.nextInt(3) > 0) {
                struct.put(field, value(field.schema()));
            }
        }
        return struct;
    }
}
