package gov.va.vro.bie.connect.rabbitmq.message;

import java.math.BigDecimal;
import org.apache.kafka.connect.data.Date;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Time;

/** Connect's logical types as the plain values that they travel as. */
final class LogicalTypes {

    private static final long MILLIS_PER_DAY = 86_400_000;
    private static final int LONGEST_PLAIN_DECIMAL = 1_000;

    private LogicalTypes() {}

    /**
     * Days since the epoch for a Date, milliseconds of the day for a Time, milliseconds since the epoch for a Timestamp
     * and for a moment without a schema: what Connect's JsonConverter makes of them.
     *
     * @throws Unrenderable for a Date with a time of day and a Time that is not within a day, as Connect refuses them
     */
    static long number(Schema schema, java.util.Date moment) throws Unrenderable {
        long millis = moment.getTime();
        String type = schema == null ? null : schema.name();
        if (Date.LOGICAL_NAME.equals(type)) {
            if (Math.floorMod(millis, MILLIS_PER_DAY) != 0) {
                throw new Unrenderable("a Date has a time of day");
            }
            return millis / MILLIS_PER_DAY;
        }
        if (Time.LOGICAL_NAME.equals(type) && (millis < 0 || millis > MILLIS_PER_DAY)) {
            throw new Unrenderable("a Time is not within a day");
        }
        return millis;
    }

    /** Whether a moment of this schema fits an int, as Connect's own representation of it does. */
    static boolean isInt(Schema schema) {
        return schema != null && (Date.LOGICAL_NAME.equals(schema.name()) || Time.LOGICAL_NAME.equals(schema.name()));
    }

    /**
     * The decimal in plain digits; with an exponent where that would be more than a thousand, since 1E+1000000000 in
     * plain digits is a gigabyte. Both are JSON numbers.
     */
    static String text(BigDecimal decimal) {
        long plain = decimal.scale() <= 0
                ? (long) decimal.precision() - decimal.scale()
                : Math.max(decimal.precision(), decimal.scale());
        return plain > LONGEST_PLAIN_DECIMAL ? decimal.toString() : decimal.toPlainString();
    }
}
