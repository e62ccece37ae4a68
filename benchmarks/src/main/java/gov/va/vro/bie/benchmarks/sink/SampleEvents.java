package gov.va.vro.bie.benchmarks.sink;

import gov.va.vro.bie.localstack.events.EventGenerator;
import gov.va.vro.bie.localstack.events.EventKind;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;

/**
 * Events whose rendered bodies have exactly the size that is wanted: the generator's, with a free text cut or filled.
 * The short ones have fewer fields, because the names alone of all of them would take more.
 */
final class SampleEvents {

    private static final String FREE_TEXT = "Description";
    private static final Set<String> SHORT = Set.of("ActionName", "ClaimId", "ContentionId", FREE_TEXT, "EventTime");
    private static final int DISTINCT = 2_000;

    private final EventSize size;
    private final Schema schema;

    SampleEvents(EventSize size) {
        this.size = size;
        this.schema = size == EventSize.B300
                ? narrowed(size.kind().schema())
                : size.kind().schema();
    }

    Schema schema() {
        return schema;
    }

    List<GenericRecord> records() {
        var generator = new EventGenerator(1);
        return Stream.generate(generator::next)
                .filter(event -> event.kind() == size.kind())
                .map(event -> sized(event.value()))
                .limit(DISTINCT)
                .toList();
    }

    /** The body as the sink renders it, but for the order of nothing: field by field, without spaces between. */
    String rendered(GenericRecord event) {
        var fields = IntStream.range(0, schema.getFields().size())
                .mapToObj(at -> quoted(schema.getFields().get(at).name(), event.get(at)))
                .toList();
        return envelope() + String.join(",", fields) + "}}";
    }

    private GenericRecord sized(GenericRecord event) {
        var copy = new GenericData.Record(schema);
        for (var field : schema.getFields()) {
            copy.put(field.pos(), event.get(field.name()));
        }
        copy.put(FREE_TEXT, "");
        if (size.kind() == EventKind.UPDATED) {
            copy.put("Details", "as claimed");
        }
        var missing = size.bytes() - rendered(copy).getBytes(StandardCharsets.UTF_8).length;
        if (missing < 0) {
            throw new IllegalStateException("An event of " + size.label() + " takes " + -missing + " bytes too many");
        }
        copy.put(FREE_TEXT, "worse on stairs, ".repeat(missing / 17 + 1).substring(0, missing));
        return copy;
    }

    private String envelope() {
        return "{\"topic\":\"" + size.topic() + "\",\"notifiedAt\":\"2023-06-12T19:29 UTC+00:00\",\"event\":{";
    }

    private static String quoted(String name, Object value) {
        var text = value instanceof CharSequence ? "\"" + value.toString().replace("\"", "\\\"") + "\"" : value;
        return "\"" + name + "\":" + text;
    }

    private static Schema narrowed(Schema whole) {
        var fields = whole.getFields().stream()
                .filter(field -> SHORT.contains(field.name()))
                .map(field -> new Schema.Field(field, field.schema()))
                .toList();
        return Schema.createRecord(whole.getName(), whole.getDoc(), whole.getNamespace(), false, fields);
    }
}
