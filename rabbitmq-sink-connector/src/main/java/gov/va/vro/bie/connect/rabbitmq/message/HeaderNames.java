package gov.va.vro.bie.connect.rabbitmq.message;

import gov.va.vro.bie.connect.rabbitmq.config.RabbitMqSinkConfig.MessageSettings;
import gov.va.vro.bie.connect.rabbitmq.config.ShortString;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * What becomes of a Connect header, by its name alone. The operator's filters come first, so that a name which they
 * leave out can do no harm, whatever it is.
 *
 * <p>A stream has few names and many records, so what was decided of a name is remembered and a record costs one look-up
 * for each header. What is remembered is bounded, in names and in their length: a producer that puts an id into a name
 * costs time, never memory. Owned by one thread.
 */
final class HeaderNames {

    enum Fate {
        FORWARDED,
        /** The filters do not want it. */
        FILTERED,
        /** RabbitMQ or this connector gives the name a meaning of its own. */
        RESERVED,
        /** AMQP has no room for the name. */
        TOO_LONG
    }

    private static final int REMEMBERED = 1_000;

    /** A longer name is not even matched: it could exhaust the stack of a regular expression. */
    private static final int LONGEST_MATCHED = 1_000;

    private static final Set<String> RESERVED = Set.of("CC", "BCC", "x-death");

    private final Predicate<String> wanted;
    private final Map<String, Fate> known = new HashMap<>();

    HeaderNames(Predicate<String> wanted) {
        this.wanted = wanted;
    }

    static HeaderNames of(MessageSettings settings) {
        Predicate<String> included = settings.headersInclude()
                .map(list -> (Predicate<String>) list::matches)
                .orElse(name -> true);
        Predicate<String> excluded = settings.headersExclude()
                .map(list -> (Predicate<String>) list::matches)
                .orElse(name -> false);
        return new HeaderNames(included.and(excluded.negate()));
    }

    Fate of(String name) {
        Fate fate = known.get(name);
        if (fate == null) {
            fate = decide(name);
            if (known.size() < REMEMBERED && fits(name)) {
                known.put(name, fate);
            }
        }
        return fate;
    }

    private Fate decide(String name) {
        if (name.length() > LONGEST_MATCHED) {
            return Fate.TOO_LONG;
        }
        if (!wanted.test(name)) {
            return Fate.FILTERED;
        }
        if (isReserved(name)) {
            return Fate.RESERVED;
        }
        return fits(name) ? Fate.FORWARDED : Fate.TOO_LONG;
    }

    private static boolean isReserved(String name) {
        return RESERVED.contains(name) || name.startsWith("kafka.") || name.startsWith(Message.POSSIBLE_DUPLICATE);
    }

    private static boolean fits(String name) {
        return Utf8.length(name) <= ShortString.MAX_BYTES;
    }
}
