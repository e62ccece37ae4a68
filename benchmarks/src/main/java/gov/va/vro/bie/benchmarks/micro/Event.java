package gov.va.vro.bie.benchmarks.micro;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.data.Timestamp;
import org.apache.kafka.connect.json.JsonConverter;
import org.apache.kafka.connect.sink.SinkRecord;

/** One BIE event as a converter hands it over: a Struct with a schema, or a Map of the same fields without one. */
public final class Event {

    private static final long MOMENT = 1_718_220_540_123L;
    private static final int WIDE = 60;

    private final String topic;
    private final Schema schema;
    private final Struct struct;
    private final Map<String, Object> map = new LinkedHashMap<>();

    private Event(String topic, List<Item> items) {
        this.topic = topic;
        var builder = SchemaBuilder.struct().name("gov.va.bip.bie.claim.contention." + topic);
        items.forEach(item -> builder.field(item.name, item.schema));
        this.schema = builder.build();
        this.struct = new Struct(schema);
        items.forEach(item -> {
            struct.put(item.name, item.value);
            map.put(item.name, item.value instanceof Date date ? (Long) date.getTime() : item.value);
        });
    }

    private record Item(String name, Schema schema, Object value) {

        static Item text(String name, String value) {
            return new Item(name, Schema.OPTIONAL_STRING_SCHEMA, value);
        }

        static Item number(String name, long value) {
            return new Item(name, Schema.INT64_SCHEMA, value);
        }

        static Item moment(String name, Long offset) {
            var schema = Timestamp.builder().optional().build();
            return new Item(name, schema, offset == null ? null : new Date(MOMENT + offset));
        }
    }

    /** "Associated": the 21 fields of its first schema, all of them filled in. */
    public static Event of21Fields() {
        return associated("worse than before");
    }

    /** "Associated", with free text that makes it 1,024 bytes of JSON. */
    public static Event of1KiB() {
        var room = 1_024 - associated("").jsonBytes();
        return associated("The right knee gives way on stairs. ".repeat(20).substring(0, room));
    }

    /** "Deleted" as it mostly comes, with little in it: 300 bytes of JSON. */
    public static Event of300Bytes() {
        var room = 300 - deleted("").jsonBytes();
        return deleted("INC-317".substring(0, room));
    }

    /** "Associated" after many years of added fields. */
    public static Event of60Fields() {
        var items = associatedItems("worse than before");
        for (var number = items.size() + 1; number <= WIDE; number++) {
            items.add(Item.text("AddedField" + number, "a later value " + number));
        }
        return new Event("TST_CONTENTION_BIE_CONTENTION_ASSOCIATED_TO_CLAIM_V02", items);
    }

    private static Event associated(String details) {
        return new Event("TST_CONTENTION_BIE_CONTENTION_ASSOCIATED_TO_CLAIM_V02", associatedItems(details));
    }

    private static List<Item> associatedItems(String details) {
        return new ArrayList<>(List.of(
                Item.text("ActionName", "Add Contention"),
                Item.text("ActionResultName", "SUCCESS"),
                Item.text("ActorApplicationId", "VBMS-UI"),
                Item.text("ActorStation", "317"),
                Item.text("ActorUserId", "VAUSER417"),
                new Item("AutomationIndicator", Schema.BOOLEAN_SCHEMA, false),
                Item.text("BenefitClaimTypeCode", "010INCR"),
                Item.number("ClaimId", 600_250_017),
                Item.text("ContentionClassificationName", "Musculoskeletal - Knee"),
                Item.number("ContentionId", 500_500_034),
                Item.text("ContentionStatusTypeCode", "Open"),
                Item.text("ContentionTypeCode", "INC"),
                Item.text("CurrentLifecycleStatus", "Open"),
                Item.moment("DateAdded", -86_400_000L),
                Item.text("Details", details),
                Item.text("DiagnosticTypeCode", "5257"),
                new Item("EventTime", Timestamp.SCHEMA, new Date(MOMENT)),
                new Item("VeteranParticipantId", Schema.OPTIONAL_INT64_SCHEMA, 1_234_567_890L),
                Item.moment("BieTs", 200L),
                Item.moment("SourceTs", 300L),
                Item.moment("ConnectorTs", 400L)));
    }

    private static Event deleted(String typeCode) {
        return new Event(
                "TST_CONTENTION_BIE_CONTENTION_DELETED_V02",
                List.of(
                        Item.text("ActionName", null),
                        Item.text("ActionResultName", null),
                        new Item("AutomationIndicator", Schema.OPTIONAL_BOOLEAN_SCHEMA, null),
                        Item.number("ClaimId", 600_250_017),
                        Item.number("ContentionId", 500_500_034),
                        Item.text("ContentionStatusTypeCode", null),
                        Item.text("ContentionTypeCode", typeCode),
                        Item.text("CurrentLifecycleStatus", null),
                        Item.text("Description", null),
                        new Item("EventTime", Timestamp.SCHEMA, new Date(MOMENT)),
                        Item.moment("BieTs", null),
                        Item.moment("SourceTs", null),
                        Item.moment("ConnectorTs", null)));
    }

    public String topic() {
        return topic;
    }

    public int fields() {
        return schema.fields().size();
    }

    /** A record of this event, with a schema. */
    public SinkRecord structRecord(long offset) {
        return new SinkRecord(topic, 0, null, null, schema, struct, offset, MOMENT + offset, TimestampType.CREATE_TIME);
    }

    /** A record of this event, without one. */
    public SinkRecord mapRecord(long offset) {
        return new SinkRecord(topic, 0, null, null, null, map, offset, MOMENT + offset, TimestampType.CREATE_TIME);
    }

    private int jsonBytes() {
        return new String(converter().fromConnectData(topic, schema, struct), StandardCharsets.UTF_8).length();
    }

    /** Connect's own converter to JSON, as it is set where JSON without a schema is wanted. */
    public static JsonConverter converter() {
        var converter = new JsonConverter();
        converter.configure(Map.of("schemas.enable", "false", "decimal.format", "NUMERIC"), false);
        return converter;
    }
}
