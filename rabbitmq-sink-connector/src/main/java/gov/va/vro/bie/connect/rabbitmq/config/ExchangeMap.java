package gov.va.vro.bie.connect.rabbitmq.config;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * Which exchange a topic's records go to, from {@code TOPIC_OR_REGEX=EXCHANGE, ...}.
 *
 * <p>A left side made only of the characters that Kafka allows in a topic's name (letters, digits, {@code . _ -}) is a
 * name and must equal the topic; so the dots of a name match nothing but dots. Anything else is a {@link Pattern}, and
 * the whole topic must match it. The first entry that matches wins. A comma inside braces, brackets or parentheses
 * belongs to the regex ({@code [a-z]{1,3}}); the exchange is what stands behind the last {@code =} of an entry.
 *
 * <p>What a topic led to is remembered, so a record costs one look-up in a map. Safe for any thread.
 */
public final class ExchangeMap {

    private static final Pattern TOPIC_NAME = Pattern.compile("[a-zA-Z0-9._-]+");
    private static final int REMEMBERED_TOPICS = 10_000;

    private final List<Entry> entries;
    private final Map<String, Optional<String>> found = new ConcurrentHashMap<>();

    private ExchangeMap(List<Entry> entries) {
        this.entries = List.copyOf(entries);
    }

    private record Entry(String source, Optional<Pattern> regex, String exchange) {

        boolean matches(String topic) {
            return regex.map(pattern -> pattern.matcher(topic).matches()).orElseGet(() -> source.equals(topic));
        }
    }

    /**
     * Parses a map.
     *
     * @throws IllegalArgumentException naming the entry that is wrong and why: no {@code =}, a bad regex, an exchange
     *     name that is empty, over 255 bytes of UTF-8, or looks like a pattern, or a left side that stands there twice
     */
    public static ExchangeMap parse(String text) {
        var entries = new ArrayList<Entry>();
        var sources = new LinkedHashSet<String>();
        for (String piece : CommaList.split(text)) {
            Entry entry = entry(piece.strip());
            if (!sources.add(entry.source)) {
                throw new IllegalArgumentException(
                        "\"" + entry.source + "\" stands there twice, and the second would never be used");
            }
            entries.add(entry);
        }
        return new ExchangeMap(entries);
    }

    /** The exchange of a topic, empty when no entry matches. */
    public Optional<String> exchangeOf(String topic) {
        Optional<String> known = found.get(topic);
        return known != null ? known : match(topic);
    }

    /** Every exchange, each once, in the order of the map. */
    public Set<String> exchanges() {
        var exchanges = new LinkedHashSet<String>();
        entries.forEach(entry -> exchanges.add(entry.exchange));
        return exchanges;
    }

    private Optional<String> match(String topic) {
        Optional<String> exchange = entries.stream()
                .filter(entry -> entry.matches(topic))
                .map(Entry::exchange)
                .findFirst();
        if (found.size() < REMEMBERED_TOPICS) {
            found.put(topic, exchange);
        }
        return exchange;
    }

    private static Entry entry(String piece) {
        int equals = piece.lastIndexOf('=');
        if (equals < 0) {
            throw new IllegalArgumentException("\"" + piece + "\" has no \"=\": write TOPIC_OR_REGEX=EXCHANGE");
        }
        String source = piece.substring(0, equals).strip();
        String exchange = piece.substring(equals + 1).strip();
        if (source.isEmpty()) {
            throw new IllegalArgumentException("\"" + piece + "\" has no topic before the \"=\"");
        }
        requireExchangeName(piece, exchange);
        if (TOPIC_NAME.matcher(source).matches()) {
            return new Entry(source, Optional.empty(), exchange);
        }
        try {
            return new Entry(source, Optional.of(Pattern.compile(source)), exchange);
        } catch (PatternSyntaxException e) {
            throw new IllegalArgumentException("\"" + source + "\" is not a regular expression: " + e.getDescription());
        }
    }

    private static void requireExchangeName(String piece, String exchange) {
        if (exchange.isEmpty()) {
            throw new IllegalArgumentException("\"" + piece + "\" has no exchange behind the \"=\"");
        }
        if (ShortString.bytesOf(exchange) > ShortString.MAX_BYTES) {
            throw new IllegalArgumentException(
                    "the exchange of \"" + piece + "\" is over " + ShortString.MAX_BYTES + " bytes");
        }
        if (exchange.chars().anyMatch(c -> Character.isISOControl(c) || "*#(){}[]".indexOf(c) >= 0)) {
            throw new IllegalArgumentException("\"" + exchange + "\" is a pattern, and an exchange is a name");
        }
    }
}
