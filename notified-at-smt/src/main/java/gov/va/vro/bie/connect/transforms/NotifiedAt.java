package gov.va.vro.bie.connect.transforms;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.DateTimeException;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.connect.components.Versioned;
import org.apache.kafka.connect.connector.ConnectRecord;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.header.ConnectHeaders;
import org.apache.kafka.connect.header.Header;
import org.apache.kafka.connect.header.Headers;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.transforms.Transformation;

/**
 * Wraps a record's value into (topic, notifiedAt, event), and puts the exact instant beside it as a header.
 *
 * <p>The body has what a person reads, to the minute by default; the header {@code notifiedAt} has the same instant in
 * milliseconds, whatever the layout. The topic is the one that Kafka delivered (KIP-793), also behind a transform that
 * renames it.
 *
 * <p>A value with a schema becomes a {@link Struct}, any other a {@link Map} with its members in that order. A
 * tombstone comes out of Connect's converters without a schema, so it becomes a Map too: there is no schema to say what
 * the event would have been. A null that has a schema stays a null, whatever the schema's default.
 *
 * <p>Every failure is a {@link DataException}, which Connect treats as a bad record. A RetriableException would be worse
 * than useless: every Connect 3 drops the record in silence (KAFKA-18073).
 *
 * <p>Connect gives each task a transform of its own and applies it on the task's thread alone: nothing here is locked.
 */
public abstract sealed class NotifiedAt<R extends ConnectRecord<R>> implements Transformation<R>, Versioned {

    public static final String OVERVIEW_DOC = "Wrap the value of a record into the three members <code>topic</code> "
            + "(where Kafka delivered it), <code>notifiedAt</code> (when) and <code>event</code> (the whole value): "
            + "a Struct if the value has a schema, a Map otherwise. The exact instant is added as the header "
            + "<code>notifiedAt</code>, in milliseconds since the epoch.";

    public static final String FORMAT_CONFIG = "notified.at.format";
    public static final String SOURCE_CONFIG = "notified.at.source";

    public static final String TOPIC_FIELD = "topic";
    public static final String NOTIFIED_AT_FIELD = "notifiedAt";
    public static final String EVENT_FIELD = "event";

    /** An int64 of milliseconds since 1970-01-01T00:00Z. An incoming header of this name is replaced. */
    public static final String NOTIFIED_AT_HEADER = "notifiedAt";

    private static final String WALLCLOCK = "wallclock";
    private static final String RECORD = "record";

    private static final String FORMAT_DOC = "How notifiedAt is written into the body, in UTC: <code>minute</code> "
            + "(2023-06-12T19:29 UTC+00:00), <code>iso</code> (2023-06-12T19:29:07.123Z), <code>epoch_millis</code> "
            + "(the number 1686598147123), or any pattern of Java's DateTimeFormatter.";
    private static final String SOURCE_DOC = "Which moment notifiedAt is: <code>wallclock</code>, when this transform "
            + "saw the record, or <code>record</code>, the Kafka record's timestamp (the wall clock for a record that "
            + "has none).";

    public static final ConfigDef CONFIG_DEF = new ConfigDef()
            .define(
                    FORMAT_CONFIG,
                    ConfigDef.Type.STRING,
                    NotifiedAtFormat.MINUTE,
                    ConfigDef.LambdaValidator.with(
                            NotifiedAt::formatOf, () -> "[minute, iso, epoch_millis] or a DateTimeFormatter pattern"),
                    ConfigDef.Importance.MEDIUM,
                    FORMAT_DOC)
            .define(
                    SOURCE_CONFIG,
                    ConfigDef.Type.STRING,
                    WALLCLOCK,
                    ConfigDef.ValidString.in(WALLCLOCK, RECORD),
                    ConfigDef.Importance.LOW,
                    SOURCE_DOC);

    private final Clock clock;

    private NotifiedAtFormat format;
    private boolean fromRecord;
    private Wrappers wrappers;
    private Moment moment;

    private NotifiedAt(Clock clock) {
        this.clock = clock;
    }

    @Override
    public ConfigDef config() {
        return CONFIG_DEF;
    }

    @Override
    public void configure(Map<String, ?> props) {
        var config = new AbstractConfig(CONFIG_DEF, props, false);
        format = formatOf(FORMAT_CONFIG, config.getString(FORMAT_CONFIG));
        wrappers = new Wrappers(format.schema());
        moment = null;
        fromRecord = config.getString(SOURCE_CONFIG).equals(RECORD);
    }

    /** @throws DataException if the value is not what its schema says, or the layout cannot write the record's time */
    @Override
    public R apply(R record) {
        try {
            writeMoment(fromRecord && record.timestamp() != null ? record.timestamp() : clock.millis());
            return record.valueSchema() == null
                    ? newRecord(record, null, new WrappedMap(originalTopic(record), moment.written, record.value()))
                    : newStructRecord(record);
        } catch (DataException | DateTimeException e) {
            throw new DataException("Cannot wrap the value of " + coordinates(record) + ": " + e.getMessage(), e);
        }
    }

    private void writeMoment(long instant) {
        if (moment == null || moment.instant != instant) {
            moment = new Moment(instant, format.write(instant));
        }
    }

    private R newStructRecord(R record) {
        var wrapper =
                record.value() == null ? wrappers.ofNull(record.valueSchema()) : wrappers.of(record.valueSchema());
        return newRecord(record, wrapper.schema(), wrapper.wrap(originalTopic(record), moment.written, record.value()));
    }

    private R newRecord(R record, Schema schema, Object value) {
        return record.newRecord(
                record.topic(),
                record.kafkaPartition(),
                record.keySchema(),
                record.key(),
                schema,
                value,
                record.timestamp(),
                headers(record));
    }

    private Headers headers(ConnectRecord<?> record) {
        var headers = new ConnectHeaders();
        for (Header header : record.headers()) {
            if (!header.key().equals(NOTIFIED_AT_HEADER)) {
                headers.add(header);
            }
        }
        return headers.add(moment.header);
    }

    /** What the records of one millisecond have in common; a busy task has many of those. */
    private static final class Moment {

        private final long instant;
        private final Object written;
        private final Header header;

        Moment(long instant, Object written) {
            this.instant = instant;
            this.written = written;
            this.header =
                    new ConnectHeaders().addLong(NOTIFIED_AT_HEADER, instant).lastWithName(NOTIFIED_AT_HEADER);
        }
    }

    private static String originalTopic(ConnectRecord<?> record) {
        return record instanceof SinkRecord sink ? sink.originalTopic() : record.topic();
    }

    private static String coordinates(ConnectRecord<?> record) {
        return record instanceof SinkRecord sink
                ? "topic \"%s\", partition %d, offset %d"
                        .formatted(sink.originalTopic(), sink.originalKafkaPartition(), sink.originalKafkaOffset())
                : "a record for topic \"%s\"".formatted(record.topic());
    }

    private static NotifiedAtFormat formatOf(String name, Object setting) {
        try {
            return NotifiedAtFormat.of((String) setting);
        } catch (IllegalArgumentException e) {
            throw new ConfigException(
                    name, setting, e.getMessage() + ". Use minute, iso, epoch_millis or a DateTimeFormatter pattern");
        }
    }

    /** The version of this module, as its build wrote it into the jar. */
    @Override
    public String version() {
        try (InputStream in = NotifiedAt.class.getResourceAsStream("notified-at.properties")) {
            var properties = new Properties();
            properties.load(in);
            return properties.getProperty("version");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {}

    /** The transform as a connector names it. Only values are wrapped; Connect's own transforms spell that so. */
    public static final class Value<R extends ConnectRecord<R>> extends NotifiedAt<R> {

        public Value() {
            this(Clock.systemUTC());
        }

        Value(Clock clock) {
            super(clock);
        }
    }
}
