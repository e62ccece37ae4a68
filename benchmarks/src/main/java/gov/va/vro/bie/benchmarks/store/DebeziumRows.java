package gov.va.vro.bie.benchmarks.store;

import gov.va.vro.bie.persister.event.BieEvent;
import java.time.Instant;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.sink.SinkRecord;

/** Events as Debezium's sink wants them: a record with the columns of {@code bie_event}. */
record DebeziumRows(String topic) {

    private static final Schema KEY = SchemaBuilder.struct()
            .field("uuid", named(SchemaBuilder.string(), "io.debezium.data.Uuid"))
            .build();
    private static final Schema VALUE = SchemaBuilder.struct()
            .field("uuid", named(SchemaBuilder.string(), "io.debezium.data.Uuid"))
            .field("notified_at", moment())
            .field("event_type", Schema.STRING_SCHEMA)
            .field("event_details", named(SchemaBuilder.string(), "io.debezium.data.Json"))
            .field("event_at", moment())
            .field("benefit_claim_id", Schema.INT64_SCHEMA)
            .field("contention_id", Schema.INT64_SCHEMA)
            .field("classification", Schema.OPTIONAL_STRING_SCHEMA)
            .field("source_topic", Schema.STRING_SCHEMA)
            .field("source_partition", Schema.INT32_SCHEMA)
            .field("source_offset", Schema.INT64_SCHEMA)
            .field("source_timestamp", moment())
            .build();

    SinkRecord of(BieEvent event) {
        var source = event.source().orElseThrow();
        var value = new Struct(VALUE)
                .put("uuid", event.uuid().toString())
                .put("notified_at", event.notifiedAt().map(Instant::toString).orElse(null))
                .put("event_type", event.type().label())
                .put("event_details", event.details())
                .put("event_at", event.eventAt().map(Instant::toString).orElse(null))
                .put("benefit_claim_id", event.claimId())
                .put("contention_id", event.contentionId())
                .put("classification", event.classification().orElse(null))
                .put("source_topic", source.topic())
                .put("source_partition", source.partition())
                .put("source_offset", source.offset())
                .put(
                        "source_timestamp",
                        Instant.ofEpochMilli(source.timestamp().orElseThrow()).toString());
        var timestamp = source.timestamp().getAsLong();
        return new SinkRecord(
                topic,
                0,
                KEY,
                new Struct(KEY).put("uuid", event.uuid().toString()),
                VALUE,
                value,
                source.offset(),
                timestamp,
                TimestampType.CREATE_TIME);
    }

    private static Schema moment() {
        return named(SchemaBuilder.string(), "io.debezium.time.ZonedTimestamp");
    }

    private static Schema named(SchemaBuilder schema, String name) {
        return schema.name(name).version(1).optional().build();
    }
}
