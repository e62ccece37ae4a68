package gov.va.vro.bie.connect.fuzz;

import gov.va.vro.bie.connect.transforms.NotifiedAt;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.apache.kafka.connect.sink.SinkRecord;

/** A configuration of the transform, and what it makes of a record. */
record Wrapping(NotifiedAt<SinkRecord> transform, boolean fromRecord, Function<Instant, Object> layout) {

    static List<Wrapping> all() {
        return List.of(
                of("minute", "wallclock", Wrapping::minute),
                of("minute", "record", Wrapping::minute),
                of("iso", "record", Wrapping::iso),
                of("epoch_millis", "record", instant -> BigDecimal.valueOf(instant.toEpochMilli())));
    }

    private static Wrapping of(String format, String source, Function<Instant, Object> layout) {
        var transform = new NotifiedAt.Value<SinkRecord>();
        transform.configure(Map.of("notified.at.format", format, "notified.at.source", source));
        return new Wrapping(transform, source.equals("record"), layout);
    }

    /** The JSON of what it makes of a record, which it says to have seen at that instant. */
    Object json(SinkRecord original, long instant) throws Refused {
        var members = new LinkedHashMap<String, Object>();
        members.put("topic", original.originalTopic());
        members.put("notifiedAt", layout.apply(Instant.ofEpochMilli(instant)));
        members.put("event", ExpectedJson.of(original.valueSchema(), original.value(), 1));
        return members;
    }

    /** Years of more than four digits are Java's affair. */
    static boolean isOrdinary(long instant) {
        int year = OffsetDateTime.ofInstant(Instant.ofEpochMilli(instant), ZoneOffset.UTC)
                .getYear();
        return year > 0 && year < 10_000;
    }

    private static Object minute(Instant instant) {
        var moment = instant.atOffset(ZoneOffset.UTC);
        return "%04d-%02d-%02dT%02d:%02d UTC+00:00"
                .formatted(
                        moment.getYear(),
                        moment.getMonthValue(),
                        moment.getDayOfMonth(),
                        moment.getHour(),
                        moment.getMinute());
    }

    private static Object iso(Instant instant) {
        var moment = instant.atOffset(ZoneOffset.UTC);
        return "%04d-%02d-%02dT%02d:%02d:%02d.%03dZ"
                .formatted(
                        moment.getYear(),
                        moment.getMonthValue(),
                        moment.getDayOfMonth(),
                        moment.getHour(),
                        moment.getMinute(),
                        moment.getSecond(),
                        moment.getNano() / 1_000_000);
    }
}
