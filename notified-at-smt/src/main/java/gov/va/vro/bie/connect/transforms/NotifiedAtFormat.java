package gov.va.vro.bie.connect.transforms;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.apache.kafka.connect.data.Schema;

/**
 * How the moment of notification is written into the body: one of three named layouts, or a pattern.
 *
 * <p>Everything is written in UTC, with English names and ISO digits, so that neither the worker's time zone nor its
 * language shows in a message. A layout belongs to the task's thread, as the transform that holds it does.
 */
sealed interface NotifiedAtFormat {

    String MINUTE = "minute";
    String ISO = "iso";
    String EPOCH_MILLIS = "epoch_millis";

    /** The type of what {@link #write} returns: a string, or an int64 for {@code epoch_millis}. */
    Schema schema();

    /** @param instant milliseconds since 1970-01-01T00:00Z */
    Object write(Long instant);

    /**
     * @param setting {@code minute}, {@code iso}, {@code epoch_millis} or a pattern of {@link DateTimeFormatter}
     * @throws IllegalArgumentException if there is none, or a pattern is malformed, cannot write an instant, or writes
     *     the same whatever the instant
     */
    static NotifiedAtFormat of(String setting) {
        if (setting == null) {
            throw new IllegalArgumentException("No layout");
        }
        return switch (setting) {
            case MINUTE -> new Text("yyyy-MM-dd'T'HH:mm 'UTC'xxx", 60_000);
            case ISO -> new Text("uuuu-MM-dd'T'HH:mm:ss.SSSX", 1);
            case EPOCH_MILLIS -> new EpochMillis();
            default -> Text.of(setting);
        };
    }

    record EpochMillis() implements NotifiedAtFormat {

        @Override
        public Schema schema() {
            return Schema.INT64_SCHEMA;
        }

        @Override
        public Object write(Long instant) {
            return instant;
        }
    }

    /**
     * Formatting costs more than the rest of the transform, and a busy task asks for each millisecond: so the text of a
     * format that is coarser than that is kept for as long as it stays true.
     */
    final class Text implements NotifiedAtFormat {

        // Two instants with no date or time part in common; the first has the longest names of a month and a day,
        // and numbers of full width, so that a pattern which pads too narrowly is found out.
        private static final Instant WIDEST = Instant.parse("2026-09-30T23:59:59.999Z");
        private static final Instant ANOTHER = Instant.parse("1987-01-01T00:00:00Z");

        private final DateTimeFormatter formatter;
        private final long resolutionMs;

        private String text;
        /** From when until before when the text is true. */
        private long from;

        private long until;

        /** @param resolutionMs how many milliseconds one text stays true, counted from 1970-01-01T00:00Z */
        private Text(String pattern, long resolutionMs) {
            this.formatter =
                    DateTimeFormatter.ofPattern(pattern, Locale.ENGLISH).withZone(ZoneOffset.UTC);
            this.resolutionMs = resolutionMs;
        }

        private static Text of(String pattern) {
            var layout = new Text(pattern, 1);
            String widest;
            String another;
            try {
                widest = layout.formatter.format(WIDEST);
                another = layout.formatter.format(ANOTHER);
            } catch (DateTimeException e) {
                throw new IllegalArgumentException("Cannot write " + WIDEST + ": " + e.getMessage(), e);
            }
            if (widest.equals(another)) {
                throw new IllegalArgumentException("Writes \"" + widest + "\" whatever the time is");
            }
            return layout;
        }

        @Override
        public Schema schema() {
            return Schema.STRING_SCHEMA;
        }

        @Override
        public Object write(Long instant) {
            if (instant < from || instant >= until) {
                text = formatter.format(Instant.ofEpochMilli(instant));
                from = instant - Math.floorMod(instant, resolutionMs);
                until = from + resolutionMs;
            }
            return text;
        }
    }
}
