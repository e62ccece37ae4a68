package gov.va.vro.bie.it;

import gov.va.vro.bie.localstack.events.BieEvent;
import gov.va.vro.bie.localstack.events.Canaries;
import gov.va.vro.bie.localstack.events.EventKind;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;

/** Events made by hand, at both ends of what a schema allows. Their keys are personal too. */
final class AnEvent {

    private static final String KEY = Canaries.TOKEN + "-KEY-271828";
    private static final long PARTICIPANT = 9_990_271_828L;
    private static final AtomicLong IDS = new AtomicLong(700_000_000);

    private AnEvent() {}

    /** Every field has a value of its own: text that JSON must escape, a canary where a person may show. */
    static BieEvent full(EventKind kind) {
        var value = new GenericData.Record(kind.schema());
        for (var field : kind.schema().getFields()) {
            value.put(field.pos(), filled(field.name(), present(field.schema())));
        }
        return new BieEvent(kind, value, KEY);
    }

    /** As {@link #full}, with these diagnostic codes. */
    static BieEvent withCodes(EventKind kind, String codes) {
        var event = full(kind);
        event.value().put("DiagnosticTypeCode", codes);
        return event;
    }

    /** Every field that may be null is. */
    static BieEvent empty(EventKind kind) {
        var value = new GenericData.Record(kind.schema());
        for (var field : kind.schema().getFields()) {
            if (!field.schema().isNullable()) {
                value.put(field.pos(), filled(field.name(), field.schema()));
            }
        }
        return new BieEvent(kind, value, KEY);
    }

    /** A record of another schema with the same fields. */
    static GenericRecord copy(BieEvent event, Schema schema) {
        var value = new GenericData.Record(schema);
        for (var field : schema.getFields()) {
            value.put(field.pos(), event.value().get(field.name()));
        }
        return value;
    }

    private static Object filled(String name, Schema schema) {
        return switch (schema.getType()) {
            case BOOLEAN -> true;
            case LONG -> number(name, schema);
            case STRING -> text(name);
            default -> throw new IllegalArgumentException(name + " has an unexpected type: " + schema);
        };
    }

    private static long number(String name, Schema schema) {
        if (schema.getLogicalType() instanceof LogicalTypes.TimestampMillis) {
            return 1_686_598_140_123L + name.hashCode() % 1_000_000;
        }
        return name.equals("VeteranParticipantId") ? PARTICIPANT : IDS.incrementAndGet();
    }

    private static String text(String name) {
        return switch (name) {
            case "ActorStation", "ActorUserId", "Description", "Details" ->
                Canaries.TOKEN + "-" + name + " \"quoted\" back\\slash / tab\t line\n bell\u0007 é ł 𝄞";
            case "DiagnosticTypeCode" -> "5299-5237";
            default -> "the \"" + name + "\" ñ\t€ 😀";
        };
    }

    private static Schema present(Schema schema) {
        return schema.isUnion()
                ? schema.getTypes().stream()
                        .filter(type -> type.getType() != Schema.Type.NULL)
                        .findFirst()
                        .orElseThrow()
                : schema;
    }
}
