package gov.va.vro.bie.persister.ops;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.TreeMap;

/** What a health page says: {@code {"status": "not ready", "reasons": {"database": "…"}}}. */
final class HealthPage {

    private static final JsonFactory JSON = new JsonFactory();

    private HealthPage() {}

    /** 200 when there is no reason against it, else 503. */
    static Pages.Page of(String word, Map<String, String> reasons) {
        return reasons.isEmpty() ? page(200, word, reasons) : page(503, "not " + word, reasons);
    }

    static Pages.Page status(int code, String status) {
        return page(code, status, Map.of());
    }

    private static Pages.Page page(int code, String status, Map<String, String> reasons) {
        var text = new StringWriter();
        try (var json = JSON.createGenerator(text)) {
            json.writeStartObject();
            json.writeStringField("status", status);
            if (!reasons.isEmpty()) {
                writeReasons(json, reasons);
            }
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new Pages.Page(code, "application/json", text.append('\n').toString());
    }

    private static void writeReasons(JsonGenerator json, Map<String, String> reasons) throws IOException {
        json.writeObjectFieldStart("reasons");
        for (var reason : new TreeMap<>(reasons).entrySet()) {
            json.writeStringField(reason.getKey(), reason.getValue());
        }
        json.writeEndObject();
    }
}
