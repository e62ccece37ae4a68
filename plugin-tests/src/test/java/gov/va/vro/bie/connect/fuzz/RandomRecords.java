package gov.va.vro.bie.connect.fuzz;

import gov.va.vro.bie.connect.random.RandomData;
import gov.va.vro.bie.connect.random.RandomText;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Random;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.apache.kafka.connect.header.ConnectHeaders;
import org.apache.kafka.connect.sink.SinkRecord;

/** Random records, each drawn from a seed of its own. */
final class RandomRecords {

    static final String TOPIC = "events";
    static final String TOPIC_WITHOUT_EXCHANGE = "unknown";
    static final String LONG_TOPIC = "t".repeat(249);

    private static final String[] HEADER_NAMES = {
        "h", "h", "notifiedAt", "CC", "BCC", "x-death", "kafka.topic", "possible-duplicate", "n".repeat(300)
    };

    private final Random random;
    private final RandomText texts;
    private final RandomData data;
    private final Schemaless schemaless;
    private final Extremes extremes;

    private RandomRecords(long seed) {
        this.random = new Random(seed);
        // Neighbouring seeds draw alike at first.
        random.nextInt();
        this.texts = new RandomText(random);
        this.data = new RandomData(random, true);
        this.schemaless = new Schemaless(random);
        this.extremes = new Extremes(random);
    }

    /**
     * A record and how it was meant.
     *
     * @param fitsSchema whether its value is what its schema says
     * @param variant a number that decides on the configurations that it is rendered with
     */
    record Drawn(SinkRecord sinkRecord, boolean fitsSchema, int variant) {}

    static Drawn draw(long seed) {
        return new RandomRecords(seed).draw();
    }

    private Drawn draw() {
        boolean fits = random.nextInt(50) > 0;
        SchemaAndValue value = fits ? value() : misfit();
        SchemaAndValue key = key();
        var sinkRecord = new SinkRecord(
                topic(),
                random.nextInt(3),
                key.schema(),
                key.value(),
                value.schema(),
                value.value(),
                random.nextLong() >>> 1,
                timestamp(),
                TimestampType.CREATE_TIME,
                headers());
        return new Drawn(random.nextInt(10) == 0 ? renamed(sinkRecord) : sinkRecord, fits, random.nextInt(1 << 20));
    }

    private SchemaAndValue value() {
        int kind = random.nextInt(100);
        if (kind < 60) {
            return withSchema();
        } else if (kind < 85) {
            return new SchemaAndValue(null, schemaless.value());
        } else if (kind < 90) {
            return new SchemaAndValue(data.schema(), null);
        } else if (kind < 93) {
            return SchemaAndValue.NULL;
        } else if (kind < 96) {
            return extremes.impossibleMoment();
        } else if (kind < 98) {
            return new SchemaAndValue(null, Map.of("a", schemaless.formless()));
        }
        return random.nextInt(8) > 0 ? plain() : random.nextBoolean() ? extremes.deep() : extremes.big();
    }

    private SchemaAndValue withSchema() {
        Schema schema = data.schema();
        return new SchemaAndValue(schema, data.value(schema));
    }

    /** What the body takes as it is. */
    private SchemaAndValue plain() {
        return random.nextBoolean()
                ? new SchemaAndValue(Schema.STRING_SCHEMA, texts.any())
                : new SchemaAndValue(Schema.BYTES_SCHEMA, texts.any().getBytes(StandardCharsets.UTF_8));
    }

    private SchemaAndValue misfit() {
        return new SchemaAndValue(
                data.schema(), random.nextBoolean() ? withSchema().value() : schemaless.value());
    }

    private SchemaAndValue key() {
        return switch (random.nextInt(6)) {
            case 0 -> SchemaAndValue.NULL;
            case 1 -> new SchemaAndValue(null, schemaless.value());
            case 2 -> withSchema();
            case 3 -> new SchemaAndValue(null, texts.longOne(random.nextInt(20) == 0 ? 20_000 : 300));
            default -> new SchemaAndValue(Schema.STRING_SCHEMA, texts.any());
        };
    }

    private String topic() {
        int which = random.nextInt(50);
        return which == 0 ? TOPIC_WITHOUT_EXCHANGE : which == 1 ? LONG_TOPIC : TOPIC;
    }

    private Long timestamp() {
        return switch (random.nextInt(20)) {
            case 0 -> null;
            case 1 -> -1L;
            case 2 -> random.nextLong();
            default -> random.nextLong() >>> 22;
        };
    }

    private ConnectHeaders headers() {
        var headers = new ConnectHeaders();
        for (int i = random.nextInt(5) - 1; i > 0; i--) {
            String name = random.nextInt(3) == 0
                    ? HEADER_NAMES[random.nextInt(HEADER_NAMES.length)]
                    : random.nextBoolean() ? "h" : texts.any();
            SchemaAndValue value = headerValue();
            headers.add(name, value.value(), value.schema());
        }
        return headers;
    }

    private SchemaAndValue headerValue() {
        int kind = random.nextInt(1_000);
        if (kind == 0) {
            return extremes.big();
        } else if (kind == 1) {
            return new SchemaAndValue(null, extremes.deepWithoutSchema(95 + random.nextInt(10)));
        } else if (kind < 20) {
            return new SchemaAndValue(null, schemaless.formless());
        }
        return kind < 500 ? withSchema() : new SchemaAndValue(null, schemaless.value());
    }

    /** As a transform that renames topics hands it on. */
    private SinkRecord renamed(SinkRecord read) {
        return read.newRecord(
                RandomRecords.TOPIC,
                7,
                read.keySchema(),
                read.key(),
                read.valueSchema(),
                read.value(),
                read.timestamp(),
                read.headers());
    }
}
