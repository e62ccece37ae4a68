package gov.va.vro.bie.connect.rabbitmq.config;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

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
    private static final String HEADER = "header.";
    private static final String VALUE = "value.";
    private static final Pattern PIECE = Pattern.compile("[^{}]+|\\{([^{}]*)}");

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
        Matcher piece = PIECE.matcher(text);
        while (piece.regionStart() < text.length()) {
            if (!piece.lookingAt()) {
                throw new IllegalArgumentException("the brace at position " + (piece.regionStart() + 1)
                        + " has no partner; placeholders are " + KNOWN);
            }
            if (piece.group(1) == null) {
                fixed += ShortString.bytesOf(piece.group());
                parts.add(new Literal(piece.group()));
            } else {
                parts.add(placeholder(piece.group(1)));
            }
            piece.region(piece.end(), text.length());
        }
        if (fixed > ShortString.MAX_BYTES) {
            throw new IllegalArgumentException(
                    "its fixed text alone has " + fixed + " bytes, and AMQP takes at most " + ShortString.MAX_BYTES);
        }
        return new Template(text, parts);
    }

    private static Part placeholder(String name) {
        return switch (name) {
            case "topic" -> new Topic();
            case "partition" -> new Partition();
            case "key" -> new Key();
            default -> placeholderWithName(name);
        };
    }

    private static Part placeholderWithName(String name) {
        if (name.startsWith(HEADER) && name.length() > HEADER.length()) {
            return new HeaderValue(name.substring(HEADER.length()));
        }
        if (name.startsWith(VALUE)) {
            var path = List.of(name.substring(VALUE.length()).split("\\.", -1));
            if (path.stream().noneMatch(String::isEmpty)) {
                return new ValueField(path);
            }
        }
        throw new IllegalArgumentException("there is no placeholder {" + name + "}; placeholders are " + KNOWN);
    }
}
