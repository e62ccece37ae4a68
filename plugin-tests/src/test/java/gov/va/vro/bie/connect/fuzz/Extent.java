package gov.va.vro.bie.connect.fuzz;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** About how many bytes something takes, so that a refusal for its size can be doubted. */
final class Extent {

    private Extent() {}

    /** As JSON, of what {@link ExpectedJson} makes. */
    static long ofJson(Object json) {
        long extent = 2;
        if (json instanceof Map<?, ?> members) {
            for (Map.Entry<?, ?> member : members.entrySet()) {
                extent += ofJson(member.getKey()) + 2 + ofJson(member.getValue());
            }
        } else if (json instanceof List<?> items) {
            for (Object item : items) {
                extent += 1 + ofJson(item);
            }
        } else if (json instanceof String text) {
            extent += text.codePoints().mapToLong(Extent::ofCodePoint).sum();
        } else if (json instanceof BigDecimal decimal) {
            extent += decimal.toString().length() + Math.min(Math.abs((long) decimal.scale()), 1_000);
        } else {
            extent += String.valueOf(json).length();
        }
        return extent;
    }

    private static int ofCodePoint(int c) {
        if (c < 0x20) {
            return c == '\n' || c == '\t' || c == '\r' || c == '\b' || c == '\f' ? 2 : 6;
        } else if (c == '"' || c == '\\') {
            return 2;
        }
        return c < 0x80 ? 1 : c < 0x800 ? 2 : c < 0x10000 ? 3 : 4;
    }

    /** As a value of a header table, of what {@link ExpectedHeaders} makes. */
    static long ofHeader(Object value) {
        long extent = 5;
        if (value instanceof ExpectedHeaders.JsonText text) {
            extent += ofJson(text.json());
        } else if (value instanceof Map<?, ?> table) {
            for (Map.Entry<?, ?> entry : table.entrySet()) {
                extent += 1 + entry.getKey().toString().length() + ofHeader(entry.getValue());
            }
        } else if (value instanceof List<?> list) {
            for (Object item : list) {
                extent += ofHeader(item);
            }
        } else if (value instanceof byte[] bytes) {
            extent += bytes.length;
        } else if (value instanceof BigDecimal decimal) {
            extent += ofJson(decimal);
        } else if (value instanceof String text) {
            extent += text.getBytes(StandardCharsets.UTF_8).length;
        } else {
            extent += 4;
        }
        return extent;
    }
}
