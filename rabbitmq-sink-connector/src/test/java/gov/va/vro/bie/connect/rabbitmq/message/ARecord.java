package gov.va.vro.bie.connect.rabbitmq.message;

import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.header.ConnectHeaders;
import org.apache.kafka.connect.sink.SinkRecord;

/** Builds records for tests: topic {@code events}, partition 3, offset 17, with a timestamp and nothing else. */
final class ARecord {

    private final ConnectHeaders headers = new ConnectHeaders();
    private String topic = "events";
    private int partition = 3;
    private long offset = 17;
    private Long timestamp = 1_686_598_140_123L;
    private Schema keySchema;
    private Object key;
    private Schema valueSchema;
    private Object value;

    static ARecord of(Object value) {
        return of(null, value);
    }

    static ARecord of(Schema schema, Object value) {
        var builder = new ARecord();
        builder.valueSchema = schema;
        builder.value = value;
        return builder;
    }

    ARecord from(String topic, int partition, long offset) {
        this.topic = topic;
        this.partition = partition;
        this.offset = offset;
        return this;
    }

    ARecord at(Long timestamp) {
        this.timestamp = timestamp;
        return this;
    }

    ARecord withKey(Schema schema, Object key) {
        this.keySchema = schema;
        this.key = key;
        return this;
    }

    ARecord withHeader(String name, Schema schema, Object value) {
        headers.add(name, value, schema);
        return this;
    }

    ARecord withHeader(String name, Object value) {
        return withHeader(name, null, value);
    }

    SinkRecord build() {
        return new SinkRecord(
                topic,
                partition,
                keySchema,
                key,
                valueSchema,
                value,
                offset,
                timestamp,
                TimestampType.CREATE_TIME,
                headers);
    }

    /** The record as a transform that renames topics hands it on. */
    SinkRecord renamedTo(String newTopic) {
        var read = build();
        return read.newRecord(
                newTopic,
                99,
                read.keySchema(),
                read.key(),
                read.valueSchema(),
                read.value(),
                read.timestamp(),
                read.headers());
    }
}
