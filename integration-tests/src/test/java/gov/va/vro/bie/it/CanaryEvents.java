package gov.va.vro.bie.it;

import static java.nio.charset.StandardCharsets.UTF_8;

import gov.va.vro.bie.it.faces.Refusal;
import gov.va.vro.bie.localstack.events.Canaries;
import gov.va.vro.bie.localstack.events.EventKind;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;

/**
 * Events, and what is none, with a canary in every place that is not to be stored. Counts the canaries it hands out; a
 * number's canary is a participant id, which the pattern knows by its range.
 */
final class CanaryEvents {

    /** What is wrong with the one that only the database refuses, where {@link Refusal} makes it. */
    static final String REFUSED = "refused";

    private static final int LONGER_THAN_AN_INDEX_TAKES = 9_000;
    private static final String TIME = "EventTime";
    private static final List<String> TEXTS =
            List.of("ActorApplicationId", "ActorStation", "ActorUserId", "Description", "Details");
    private static final Schema NESTED = SchemaBuilder.record("Unheard")
            .namespace("gov.va.bip.bie.claim.contention.it")
            .fields()
            .requiredString("Name")
            .requiredLong("Number")
            .name("Names")
            .type()
            .array()
            .items()
            .stringType()
            .noDefault()
            .name("ByName")
            .type()
            .map()
            .values()
            .stringType()
            .noDefault()
            .endRecord();

    private int placed;

    int placed() {
        return placed;
    }

    /** A text to put somewhere. */
    String text(String place) {
        placed++;
        return Canaries.TOKEN + "-" + place + "-" + placed;
    }

    /** The same as a number. */
    long number() {
        placed++;
        return 9_990_314_000L + placed;
    }

    /** The kind's schema with fields that nobody knows, nested ones too, and Description where it lacks it. */
    static Schema schema(EventKind kind) {
        var text = Schema.create(Schema.Type.STRING);
        var known = kind.schema().getFields().stream().map(field -> new Schema.Field(field, field.schema()));
        var missing = TEXTS.stream()
                .filter(name -> kind.schema().getField(name) == null)
                .map(name -> new Schema.Field(name, text));
        var unheard = Stream.of(
                new Schema.Field("UnheardText", text),
                new Schema.Field("UnheardNumber", Schema.create(Schema.Type.LONG)),
                new Schema.Field("Unheard", NESTED));
        return Schema.createRecord(
                kind.schema().getName(),
                null,
                "gov.va.bip.bie.claim.contention.it.canary",
                false,
                Stream.of(known, missing, unheard).flatMap(fields -> fields).toList());
    }

    /** The same with a text where an event has its time. */
    static Schema schemaWithTextAsTime(EventKind kind) {
        var schema = schema(kind);
        return Schema.createRecord(
                schema.getName(),
                null,
                schema.getNamespace(),
                false,
                schema.getFields().stream()
                        .map(field -> field.name().equals(TIME)
                                ? new Schema.Field(TIME, Schema.create(Schema.Type.STRING))
                                : new Schema.Field(field, field.schema()))
                        .toList());
    }

    /** An event that can be stored, unless its time is a text. */
    GenericRecord event(EventKind kind, Schema schema) {
        var event = new GenericData.Record(schema);
        var full = AnEvent.full(kind).value();
        kind.schema().getFields().forEach(field -> event.put(field.name(), full.get(field.name())));
        TEXTS.forEach(name -> event.put(name, text(name)));
        if (schema.getField(TIME).schema().getType() == Schema.Type.STRING) {
            event.put(TIME, text(TIME));
        }
        if (schema.getField("VeteranParticipantId") != null) {
            event.put("VeteranParticipantId", number());
        }
        event.put("UnheardText", text("unheard"));
        event.put("UnheardNumber", number());
        var nested = new GenericData.Record(NESTED);
        nested.put("Name", text("nested"));
        nested.put("Number", number());
        nested.put("Names", List.of(text("array")));
        nested.put("ByName", Map.of(text("map-key"), text("map-value")));
        event.put("Unheard", nested);
        return event;
    }

    /** Bodies that can never be stored, by what is wrong with them. */
    Map<String, byte[]> poison() {
        var bodies = new LinkedHashMap<String, byte[]>();
        bodies.put("no-json", text("no-json").getBytes(UTF_8));
        bodies.put("bare-word", ("{\"event\": {\"ClaimId\": " + text("bare-word") + "}}").getBytes(UTF_8));
        bodies.put("cut", ("{\"event\": {\"ClaimId\": 1, \"Description\": \"" + text("cut")).getBytes(UTF_8));
        bodies.put("control", ("{\"event\": {\"Details\": \"" + text("control") + "\u0001\"}}").getBytes(UTF_8));
        bodies.put("not-utf-8", concat("{\"event\": {\"Details\": \"" + text("not-utf-8"), (byte) 0xFF));
        bodies.put("claim-id", event("\"ClaimId\": \"" + text("claim-id") + "\", \"ContentionId\": 2"));
        bodies.put("time", event("\"ClaimId\": 1, \"ContentionId\": 2, \"EventTime\": \"" + text("time") + "\""));
        bodies.put(
                "flag",
                event("\"ClaimId\": 1, \"ContentionId\": 2, \"AutomationIndicator\": \"" + text("flag") + "\""));
        bodies.put("no-claim-id", event("\"ContentionId\": 2, \"Description\": \"" + text("no-claim-id") + "\""));
        bodies.put("too-long", classified("x".repeat(LONGER_THAN_AN_INDEX_TAKES), "too-long"));
        bodies.put(REFUSED, classified(Refusal.TEXT, REFUSED));
        return bodies;
    }

    private byte[] classified(String classification, String place) {
        return event("\"ClaimId\": 1, \"ContentionId\": 2, \"ContentionClassificationName\": \"" + classification
                + "\", \"Description\": \"" + text(place) + "\", \"VeteranParticipantId\": " + number());
    }

    private static byte[] event(String fields) {
        return ("{\"topic\": \"T\", \"notifiedAt\": \"2024-06-12T19:29 UTC+00:00\", \"event\": {" + fields + "}}")
                .getBytes(UTF_8);
    }

    private static byte[] concat(String text, byte last) {
        var bytes = (text + " ").getBytes(UTF_8);
        bytes[bytes.length - 1] = last;
        return bytes;
    }
}
