package gov.va.vro.bie.benchmarks.report;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.Locale;

/** Numbers as the page shows them. */
public final class Numbers {

    private Numbers() {}

    /** Three digits that count, and commas between thousands: 18,400 or 0.0213. */
    public static String shown(double value) {
        return shown(BigDecimal.valueOf(value).round(new MathContext(3, RoundingMode.HALF_UP)));
    }

    static String shown(BigDecimal value) {
        return new DecimalFormat("#,##0.########", DecimalFormatSymbols.getInstance(Locale.ROOT)).format(value);
    }
}
