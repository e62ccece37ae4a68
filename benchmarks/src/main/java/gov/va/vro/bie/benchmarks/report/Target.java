package gov.va.vro.bie.benchmarks.report;

import java.math.BigDecimal;
import java.math.RoundingMode;

/** What a ratio is to reach; bounds are inclusive. */
public record Target(Bound bound, double value) {

    /** Which side of the value is the good one. */
    public enum Bound {
        AT_LEAST,
        AT_MOST
    }

    public static Target atLeast(double value) {
        return new Target(Bound.AT_LEAST, value);
    }

    public static Target atMost(double value) {
        return new Target(Bound.AT_MOST, value);
    }

    boolean reachedBy(double ratio) {
        return switch (bound) {
            case AT_LEAST -> ratio >= value;
            case AT_MOST -> ratio <= value;
        };
    }

    RoundingMode unflattering() {
        return switch (bound) {
            case AT_LEAST -> RoundingMode.FLOOR;
            case AT_MOST -> RoundingMode.CEILING;
        };
    }

    /** As results and page show it: {@code >= 0.95} or {@code <= 1.2}. */
    @Override
    public String toString() {
        var sign = switch (bound) {
            case AT_LEAST -> ">= ";
            case AT_MOST -> "<= ";
        };
        return sign + BigDecimal.valueOf(value).stripTrailingZeros().toPlainString();
    }
}
