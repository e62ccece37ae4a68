package gov.va.vro.bie.connect.rabbitmq.config;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A text with placeholders, parsed once: {@code {topic}}, {@code {partition}}, {@code {key}}, {@code {header.NAME}} and
 * {@code {value.FIELD.FIELD}}. Braces stand without a {@code $}, because {@code ${...}} belongs to Connect's config
 * providers; there is no way to write a literal brace.
 *
 * @param text the template as it was written
 * @param parts what it is made of, in order
 */
public record Template(String text, List<Part> parts) {

    private static final String KNOWN = "{topic}, {partition}, {key}, {header.NAME}, {value.FIELD.FIELD}";
    private static final int SHORT_STRING = 255;

    public Template {
        parts = List.copyOf(parts);
    }

    /** A piece of a template. */
    public sealed interface Part {
        /** The piece as it is written in a template. */
        String text();
    }

    /** Text that stands as it is. */
    public record Literal(String text) implements Part {}

    /** The record's topic, as it is after transforms. */
    public record Topic() implements Part {
        @Override
        public String text() {
            return "{topic}";
        }
    }

    /** The number of the Kafka partition that the record came from. */
    public record Partition() implements Part {
        @Override
        public String text() {
            return "{partition}";
        }
    }

    /** The record's key, a single value. */
    public record Key() implements Part {
        @Override
        public String text() {
            return "{key}";
        }
    }

    /** The last Connect header of a name. */
    public record HeaderValue(String name) implements Part {
        @Override
        public String text() {
            return "{header." + name + "}";
        }
    }

    /** A field of the value, reached through Structs and Maps by name. */
    public record ValueField(List<String> path) implements Part {
        public ValueField {
            path = List.copyOf(path);
        }

        @Override
        public String text() {
            return "{value." + String.join(".", path) + "}";
        }
    }

    /**
     * Parses a template.
     *
     * @throws IllegalArgumentException for a brace without its partner, an unknown placeholder, or fixed text that
     *     alone is over 255 bytes of UTF-8, the most that AMQP's short strings hold; the message says what is wrong and
     *     where
     */
    public static Template parse(String text) {
        var parts = new ArrayList<Part>();
        int fixed = 0;
        int at = 0;
        while (at < text.length()) {
            int open = text.indexOf('{', at);
            int end = open < 0 ? text.length() : open;
            if (end > at) {
                String literal = text.substring(at, end);
                if (literal.indexOf('}') >= 0) {
                    throw new IllegalArgumentException("the brace } at position " + (at + literal.indexOf('}') + 1)
                            + " closes nothing; placeholders are " + KNOWN);
                }
                fixed += literal.getBytes(StandardCharsets.UTF_8).length;
                parts.add(new Literal(literal));
            }
            if (open < 0) {
                break;
            }
            int close = text.indexOf('}', open);
            if (close < 0) {
                throw new IllegalArgumentException(
                        "the brace { at position " + (open + 1) + " is never closed; placeholders are " + KNOWN);
            }
            parts.add(placeholder(text.substring(open + 1, close)));
            at = close + 1;
        }
        if (fixed > SHORT_STRING) {
            throw new IllegalArgumentException(
                    "its fixed text alone has " + fixed + " bytes, and AMQP takes at most " + SHORT_STRING);
        }
        return new Template(text, parts);
    }

    private static Part placeholder(String name) {
        switch (name) {
            case "topic":
                return new Topic();
            case "partition":
                return new Partition();
            case "key":
                return new Key();
            default:
                break;
        }
        if (name.startsWith("header.") && name.length() > "header.".length()) {
            return new HeaderValue(name.substring("header.".length()));
        }
        if (name.startsWith("value.")) {
            var path = List.of(name.substring("value.".length()).split("\\.", -1));
            if (path.stream().noneMatch(String::isEmpty)) {
                return new ValueField(path);
            }
        }
        throw new IllegalArgumentException("there is no placeholder {" + name + "}; placeholders are " + KNOWN);
    }
}
