package gov.va.vro.bie.it.chaos;

import gov.va.vro.bie.it.faces.Refusal;
import gov.va.vro.bie.localstack.events.BieEvent;
import gov.va.vro.bie.localstack.events.EventKind;
import gov.va.vro.bie.localstack.events.SchemaRegistry;
import gov.va.vro.bie.localstack.events.WireFormat;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.generic.GenericData;

/**
 * Values that pass Kafka, the converters and the connectors, and can never be stored: without an id, with one that is a
 * text, with a text that is longer than an index takes; and what only the database can tell, which then takes back all
 * that was stored with it: a classification or a code that {@link Refusal} has made it refuse.
 */
final class Poison {

    private static final String NAMESPACE = "gov.va.bip.bie.claim.contention.chaos";
    private static final String TOO_LONG = "X".repeat(12_000);

    private final Map<EventKind, Integer> schemaIds;
    private final Schema withoutId = schema("WithoutId", "ContentionId");
    private final Schema idIsText = SchemaBuilder.record("IdIsText")
            .namespace(NAMESPACE)
            .fields()
            .requiredString("ClaimId")
            .requiredLong("ContentionId")
            .requiredLong("EventTime")
            .endRecord();
    private final int withoutIdId;
    private final int idIsTextId;

    Poison(SchemaRegistry registry, Map<EventKind, Integer> schemaIds) throws IOException, InterruptedException {
        this.schemaIds = schemaIds;
        withoutIdId = registry.register("chaos-without-id-value", withoutId);
        idIsTextId = registry.register("chaos-id-is-text-value", idIsText);
    }

    /** In the place of an event, which may be changed. */
    byte[] of(BieEvent event, SplittableRandom random) {
        return switch (random.nextInt(6)) {
            case 0 -> withoutId(event);
            case 1 -> idIsText(event);
            case 2 -> with(event, "ContentionClassificationName", text -> TOO_LONG);
            case 3 -> with(event, "DiagnosticTypeCode", text -> TOO_LONG);
            case 4 -> with(event, "ContentionClassificationName", text -> Refusal.TEXT);
            default -> with(event, "DiagnosticTypeCode", text -> text + "," + Refusal.TEXT);
        };
    }

    private byte[] withoutId(BieEvent event) {
        var value = new GenericData.Record(withoutId);
        value.put("ContentionId", event.contentionId());
        value.put("EventTime", 0L);
        return WireFormat.encode(withoutIdId, value);
    }

    private byte[] idIsText(BieEvent event) {
        var value = new GenericData.Record(idIsText);
        value.put("ClaimId", "six hundred");
        value.put("ContentionId", event.contentionId());
        value.put("EventTime", 0L);
        return WireFormat.encode(idIsTextId, value);
    }

    /** A kind that has no such field is without an id instead. */
    private byte[] with(BieEvent event, String field, UnaryOperator<Object> change) {
        if (!event.value().hasField(field)) {
            return withoutId(event);
        }
        event.value().put(field, change.apply(event.value().get(field)));
        return WireFormat.encode(schemaIds.get(event.kind()), event.value());
    }

    private static Schema schema(String name, String... longs) {
        var fields = SchemaBuilder.record(name).namespace(NAMESPACE).fields();
        for (var field : List.of(longs)) {
            fields = fields.requiredLong(field);
        }
        return fields.requiredLong("EventTime").endRecord();
    }
}
