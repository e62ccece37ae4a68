package gov.va.vro.bie.benchmarks.report;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** What the results put into each place of the template. */
final class Places {

    private final List<PartResults> parts;
    private final String template;
    private final Map<String, Figure> figures = new LinkedHashMap<>();
    private final Map<String, Double> values = new HashMap<>();
    private final Map<String, Table> tables = new LinkedHashMap<>();
    private final Map<String, Plot> plots = new LinkedHashMap<>();

    Places(List<PartResults> parts, String template) {
        this.parts = parts;
        this.template = template;
        for (var part : parts) {
            part.figures().forEach(measured -> figures.put(measured.figure().name(), measured.figure()));
            values.putAll(part.values());
            part.tables().forEach(table -> tables.put(table.title(), table));
            part.plots().forEach(plot -> plots.put(plot.name(), plot));
        }
    }

    /** The names of those that reach their targets, or of those that do not, in their order. */
    Stream<String> figures(boolean reached) {
        return figures.values().stream()
                .filter(figure -> figure.reached() == reached)
                .map(Figure::name);
    }

    /**
     * @param argument null where the place has none
     */
    String at(String place, String argument) {
        return switch (place) {
            case "figures" -> figures.isEmpty() ? PerformancePage.NOT_MEASURED : Markdown.figures(parts);
            case "parts" -> measured(Markdown.parts(parts));
            case "machine" -> measured(Markdown.machine(parts));
            case "rest" -> rest();
            case "table" -> found(Optional.ofNullable(tables.get(argument)).map(Markdown::table));
            case "plot" -> found(Optional.ofNullable(plots.get(argument)).map(Markdown::plot));
            case "value" -> found(Arithmetic.of(argument, name -> Optional.ofNullable(values.get(name))));
            case "ratio" ->
                found(Optional.ofNullable(figures.get(argument))
                        .map(Figure::shownRatio)
                        .map(Numbers::shown));
            default ->
                throw new IllegalArgumentException(
                        "The page's template has a place {{" + place + "}}, which nothing fills: correct its name");
        };
    }

    private String measured(String text) {
        return parts.isEmpty() ? PerformancePage.NOT_MEASURED : text;
    }

    private static String found(Optional<String> text) {
        return text.orElse(PerformancePage.NOT_MEASURED);
    }

    /** The tables and plots that the template does not place, part by part. */
    private String rest() {
        var pieces = new ArrayList<String>();
        tables.values().stream()
                .filter(table -> !template.contains("{{table " + table.title() + "}}"))
                .map(Markdown::table)
                .forEach(pieces::add);
        plots.values().stream()
                .filter(plot -> !template.contains("{{plot " + plot.name() + "}}"))
                .map(Markdown::plot)
                .forEach(pieces::add);
        return String.join("\n\n", pieces);
    }
}
