package gov.va.vro.bie.benchmarks.report;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.regex.Pattern;

/**
 * A row of results.json: what was measured, as a ratio to what it is measured against.
 *
 * @param name short and stable, in small letters, with its group first: {@code micro/transform-struct}
 */
public record Figure(String name, double ratio, Target target) {

    private static final Pattern NAME = Pattern.compile("[a-z0-9]+(-[a-z0-9]+)*/[a-z0-9]+(-[a-z0-9]+)*");

    public Figure {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "\"" + name + "\" is no name of a figure: it is GROUP/WORDS in small letters, digits and hyphens");
        }
        if (!Double.isFinite(ratio)) {
            throw new IllegalArgumentException(name + " has no ratio (" + ratio + "): look at what it was divided by");
        }
    }

    public boolean reached() {
        return target.reachedBy(ratio);
    }

    /** Three digits that count, rounded to the side where the target is missed: a ratio never looks better than it is. */
    BigDecimal shownRatio() {
        return BigDecimal.valueOf(ratio).round(new MathContext(3, target.unflattering()));
    }
}
