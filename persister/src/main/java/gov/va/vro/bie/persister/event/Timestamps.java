package gov.va.vro.bie.persister.event;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.TemporalAccessor;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Reads a moment in every layout that the message contract knows: the minute layout {@code 2023-06-12T19:29 UTC+00:00},
 * ISO 8601 with or without a zone, epoch milliseconds. Without a zone it is GMT, never the machine's own zone.
 */
public final class Timestamps {

    /**
     * What PostgreSQL's timestamptz can hold, without the years before Christ: 0001-01-01 to 294276-12-31, in epoch ms.
     */
    private static final long EARLIEST = -62_135_596_800_000L;

    private static final long LATEST = 9_224_318_015_999_999L;

    private static final Pattern EPOCH_MILLIS = Pattern.compile("-?[0-9]{1,18}");
    private static final List<DateTimeFormatter> LAYOUTS = List.of(
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm 'UTC'xxx", Locale.ROOT),
            DateTimeFormatter.ISO_DATE_TIME.withLocale(Locale.ROOT));

    private Timestamps() {}

    /** Empty when the database could not hold it. */
    public static Optional<Instant> ofEpochMillis(long millis) {
        return millis < EARLIEST || millis > LATEST ? Optional.empty() : Optional.of(Instant.ofEpochMilli(millis));
    }

    /** Empty when the text has none of the layouts, or the database could not hold what it says. */
    public static Optional<Instant> parse(String text) {
        var trimmed = text.strip();
        if (EPOCH_MILLIS.matcher(trimmed).matches()) {
            return ofEpochMillis(Long.parseLong(trimmed));
        }
        return LAYOUTS.stream()
                .flatMap(layout -> parse(trimmed, layout).stream())
                .findFirst();
    }

    private static Optional<Instant> parse(String text, DateTimeFormatter layout) {
        try {
            return ofEpochMillis(instant(layout.parseBest(text, ZonedDateTime::from, LocalDateTime::from))
                    .toEpochMilli());
        } catch (DateTimeException | ArithmeticException e) {
            return Optional.empty();
        }
    }

    private static Instant instant(TemporalAccessor moment) {
        return moment instanceof ZonedDateTime zoned
                ? zoned.toInstant()
                : LocalDateTime.from(moment).toInstant(ZoneOffset.UTC);
    }
}
