package gov.va.vro.bie.benchmarks.report;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The figures that the template speaks of: the one of that name, or all those that have something in the place of
 * <code>&lt;label&gt;</code>.
 */
final class FigureNames {

    private static final String LABEL = "<label>";

    private final Pattern names;

    FigureNames(String written) {
        this.names = Pattern.compile(Pattern.quote(written).replace(LABEL, "\\E(.+)\\Q"));
    }

    boolean include(String figure) {
        return names.matcher(figure).matches();
    }

    /** The text, with the label of this figure where the text leaves it open; empty if the figure is another. */
    Optional<String> said(String figure, String text) {
        var match = names.matcher(figure);
        if (!match.matches()) {
            return Optional.empty();
        }
        return Optional.of(match.groupCount() == 0 ? text : text.replace(LABEL, match.group(1)));
    }
}
