package gov.va.vro.bie.it.chaos;

import gov.va.vro.bie.localstack.events.BieEvent;
import gov.va.vro.bie.localstack.events.EventKind;
import gov.va.vro.bie.localstack.events.SchemaRegistry;
import gov.va.vro.bie.localstack.events.WireFormat;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.generic.GenericData;

/**
 * Values that pass Kafka, the converters and both connectors, and can never be stored: without an id, with one that is a
 * text, or longer than an index takes, which only the database can tell.
 */
final class Poison {

    private static final String NAMESPACE = "gov.va.bip.bie.claim.contention.chaos";
    private static final int LONGER_THAN_AN_INDEX_TAKES = 12_000;

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
        return switch (random.nextInt(4)) {
            case 0 -> withoutId(event);
            case 1 -> idIsText(event);
            case 2 -> refused(event, "ContentionClassificationName", random);
            default -> refused(event, "DiagnosticTypeCode", random);
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
    private byte[] refused(BieEvent event, String field, SplittableRandom random) {
        if (!event.value().hasField(field)) {
            return withoutId(event);
        }
        event.value().put(field, incompressible(random));
        return WireFormat.encode(schemaIds.get(event.kind()), event.value());
    }

    /** Capital letters that PostgreSQL cannot make shorter. */
    private static String incompressible(SplittableRandom random) {
        return random.ints(LONGER_THAN_AN_INDEX_TAKES, 'A', 'Z' + 1)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    private static Schema schema(String name, String... longs) {
        var fields = SchemaBuilder.record(name).namespace(NAMESPACE).fields();
        for (var field : List.of(longs)) {
            fields = fields.requiredLong(field);
        }
        return fields.requiredLong("EventTime").endRecord();
    }
}
