package gov.va.vro.bie.benchmarks.report;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The page: a template, which is prose, and what was measured in the places that the prose leaves for it. The same
 * template and results make the same page.
 *
 * <p>Places: <code>{{figures}}</code>, <code>{{parts}}</code>, <code>{{machine}}</code>; <code>{{table TITLE}}</code>
 * and <code>{{plot NAME}}</code>, and <code>{{rest}}</code> for the tables and plots that have no place of their own;
 * <code>{{value NAME}}</code>, <code>{{ratio NAME}}</code>, and arithmetic with these,
 * <code>{{value NAME * 86400}}</code>; <code>{{when missed NAME}}</code> … <code>{{end}}</code> around what is said of a
 * figure as long as its target is missed, and the same with {@code reached}: said once for each such figure, where the
 * name has a <code>&lt;label&gt;</code> in it, with that figure's own label wherever the text has it. What was not
 * measured says so in its place.
 */
public final class PerformancePage {

    static final String NOT_MEASURED = "*(not measured yet)*";

    private static final Pattern CONDITION =
            Pattern.compile("\\{\\{when (missed|reached) ([^}]+)}}\\n?(.*?)\\{\\{end}}\\n?", Pattern.DOTALL);
    private static final Pattern PLACE = Pattern.compile("(^ +)?\\{\\{([a-z]+)(?: ([^}]+))?}}", Pattern.MULTILINE);

    private final String template;

    public PerformancePage(String template) {
        this.template = template;
    }

    public String render(List<PartResults> parts) {
        var places = new Places(parts, template);
        var said = CONDITION.matcher(template).replaceAll(match -> {
            var names = new FigureNames(match.group(2));
            return Matcher.quoteReplacement(places.figures(match.group(1).equals("reached"))
                    .flatMap(figure -> names.said(figure, match.group(3)).stream())
                    .collect(Collectors.joining()));
        });
        return PLACE.matcher(said)
                .replaceAll(match ->
                        Matcher.quoteReplacement(indented(match.group(1), places.at(match.group(2), match.group(3)))));
    }

    /** All of its lines as deep as the place, so that what stands in an item of a list stays in it. */
    private static String indented(String indent, String text) {
        return indent == null ? text : text.replaceAll("(?m)^(?=.)", indent);
    }

    /** The figures that miss their target without the template saying a word about it. */
    public List<String> unexplained(List<PartResults> parts) {
        return parts.stream()
                .flatMap(part -> part.figures().stream())
                .map(Results.MeasuredFigure::figure)
                .filter(figure -> !figure.reached())
                .map(Figure::name)
                .filter(name -> explained().noneMatch(names -> names.include(name)))
                .toList();
    }

    private Stream<FigureNames> explained() {
        return CONDITION
                .matcher(template)
                .results()
                .filter(match -> match.group(1).equals("missed"))
                .map(match -> new FigureNames(match.group(2)));
    }
}
