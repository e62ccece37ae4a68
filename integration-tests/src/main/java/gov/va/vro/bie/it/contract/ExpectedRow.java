package gov.va.vro.bie.it.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import gov.va.vro.bie.localstack.events.PublishedEvent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;

/** The database contract written down a second time: the row that a published event must become, column by column. */
public record ExpectedRow(PublishedEvent published) {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** What may be stored of an event, name by name. */
    private static final Set<String> ALLOWED = Set.of(
            "ActionName",
            "ActionResultName",
            "AutomationIndicator",
            "BenefitClaimTypeCode",
            "ClaimId",
            "ContentionClassificationName",
            "ContentionId",
            "ContentionStatusTypeCode",
            "ContentionTypeCode",
            "CurrentLifecycleStatus",
            "DateAdded",
            "DateCompleted",
            "DateUpdated",
            "DiagnosticTypeCode",
            "EventTime",
            "JournalStatusTypeCode",
            "BieTs",
            "SourceTs",
            "ConnectorTs");

    /** @param notifiedAt the instant that the message said in its header */
    public void assertIs(Map<String, Object> row, Instant notifiedAt) throws Exception {
        var columns = new HashMap<>(row);
        assertThat((Instant) columns.remove("created_at")).isBetween(notifiedAt, Instant.now());
        assertThat(columns.remove("notified_at")).isEqualTo(notifiedAt);
        columns.computeIfPresent("event_details", (name, text) -> tree((String) text));
        assertThat(columns).isEqualTo(columns());
    }

    /** All but created_at and notified_at, which no publisher knows; times as Instants, event_details as a tree. */
    public Map<String, Object> columns() {
        var expected = new HashMap<String, Object>();
        expected.put("uuid", uuid());
        expected.put("event_type", published.event().kind().eventType());
        expected.put("event_details", details());
        expected.put("event_at", field("EventTime") == null ? null : Instant.ofEpochMilli((Long) field("EventTime")));
        expected.put("benefit_claim_id", field("ClaimId"));
        expected.put("contention_id", field("ContentionId"));
        expected.put("classification", field("ContentionClassificationName"));
        expected.put("source_topic", published.topic());
        expected.put("source_partition", published.partition());
        expected.put("source_offset", published.offset());
        expected.put("source_timestamp", Instant.ofEpochMilli(published.timestamp()));
        return expected;
    }

    /**
     * The codes that the event carries, sorted: a text in which four digits stand alone is taken apart at whatever
     * joins them, any other is kept as it stands, trimmed, in upper case.
     */
    public List<String> codes() {
        var text = (String) field("DiagnosticTypeCode");
        if (text == null || text.isBlank()) {
            return List.of();
        }
        var parts = text.matches(".*\\b[0-9]{4}\\b.*") ? text.split("[-/,;\\s]+") : new String[] {text.strip()};
        var codes = new TreeSet<String>();
        Arrays.stream(parts)
                .filter(part -> !part.isBlank())
                .map(part -> part.toUpperCase(Locale.ROOT))
                .forEach(codes::add);
        return List.copyOf(codes);
    }

    private JsonNode details() {
        var details = new LinkedHashMap<String, Object>();
        for (var field : published.event().value().getSchema().getFields()) {
            if (ALLOWED.contains(field.name())) {
                details.put(field.name(), field(field.name()));
            }
        }
        return tree(JSON.valueToTree(details).toString());
    }

    /** Read from text, so that numbers are of the same types whoever wrote them. */
    private static JsonNode tree(String text) {
        try {
            return JSON.readTree(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Null also where the kind's schema has no such field. */
    private Object field(String name) {
        return published.event().value().hasField(name)
                ? published.event().value().get(name)
                : null;
    }

    /** UUIDv8 of RFC 9562: 48 bits of the record's timestamp, then SHA-256 of where the record lies. */
    private UUID uuid() {
        var name = published.topic() + "-" + published.partition() + "-" + published.offset() + "-"
                + published.timestamp();
        var digest = sha256(name);
        var bytes = new byte[16];
        System.arraycopy(ByteBuffer.allocate(8).putLong(published.timestamp()).array(), 2, bytes, 0, 6);
        System.arraycopy(digest, 0, bytes, 6, 10);
        bytes[6] = (byte) (bytes[6] & 0x0F | 0x80);
        bytes[8] = (byte) (bytes[8] & 0x3F | 0x80);
        var halves = ByteBuffer.wrap(bytes);
        return new UUID(halves.getLong(), halves.getLong());
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
