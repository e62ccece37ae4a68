package gov.va.vro.bie.connect.fuzz;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads UTF-8 JSON as a strict subscriber does: nothing malformed, no name twice, nothing behind the value, and no
 * deeper than parsers allow by default. What it makes of it can be compared with {@link ExpectedJson}.
 */
final class StrictJson {

    private static final JsonFactory FACTORY = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .streamReadConstraints(
                    StreamReadConstraints.builder().maxNumberLength(100_000).build())
            .build();

    private StrictJson() {}

    /** A number as it was written. */
    record Digits(String text) {}

    static Object read(byte[] bytes) throws IOException {
        String text = StandardCharsets.UTF_8
                .newDecoder()
                .decode(ByteBuffer.wrap(bytes))
                .toString();
        try (JsonParser parser = FACTORY.createParser(text)) {
            Object value = value(parser, parser.nextToken());
            if (parser.nextToken() != null) {
                throw new IOException("There is something behind the value");
            }
            return value;
        }
    }

    private static Object value(JsonParser parser, JsonToken token) throws IOException {
        return switch (token) {
            case START_OBJECT -> object(parser);
            case START_ARRAY -> array(parser);
            case VALUE_STRING -> parser.getText();
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> new Digits(parser.getText());
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            case VALUE_NULL -> null;
            default -> throw new IOException("Unexpected " + token);
        };
    }

    private static Map<String, Object> object(JsonParser parser) throws IOException {
        var members = new LinkedHashMap<String, Object>();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            members.put(name, value(parser, parser.nextToken()));
        }
        return members;
    }

    private static List<Object> array(JsonParser parser) throws IOException {
        var items = new ArrayList<Object>();
        for (JsonToken token = parser.nextToken(); token != JsonToken.END_ARRAY; token = parser.nextToken()) {
            items.add(value(parser, token));
        }
        return items;
    }

    /** Whether what was read is what was expected, members in the same order. */
    static boolean isSame(Object read, Object expected) {
        if (read instanceof Digits digits) {
            return isSameNumber(digits.text(), expected);
        } else if (read instanceof Map<?, ?> members) {
            return expected instanceof Map<?, ?> others
                    && isSameSequence(
                            members.keySet().iterator(), others.keySet().iterator())
                    && isSameSequence(
                            members.values().iterator(), others.values().iterator());
        } else if (read instanceof List<?> items) {
            return expected instanceof List<?> others && isSameSequence(items.iterator(), others.iterator());
        }
        return read == null ? expected == null : read.equals(expected);
    }

    private static boolean isSameNumber(String digits, Object expected) {
        if (expected instanceof Float real) {
            return Float.compare(Float.parseFloat(digits), real) == 0;
        } else if (expected instanceof Double real) {
            return Double.compare(Double.parseDouble(digits), real) == 0;
        }
        return expected instanceof BigDecimal decimal && new BigDecimal(digits).compareTo(decimal) == 0;
    }

    private static boolean isSameSequence(Iterator<?> read, Iterator<?> expected) {
        while (read.hasNext() && expected.hasNext()) {
            if (!isSame(read.next(), expected.next())) {
                return false;
            }
        }
        return !read.hasNext() && !expected.hasNext();
    }
}
