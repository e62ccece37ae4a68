package gov.va.vro.bie.benchmarks.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** What a part of the run hands over, in the order in which it comes; not thread-safe. */
public final class Results {

    private final Consumer<MeasuredFigure> listener;
    private final List<MeasuredFigure> figures = new ArrayList<>();
    private final Map<String, Double> values = new LinkedHashMap<>();
    private final List<Table> tables = new ArrayList<>();
    private final List<Plot> plots = new ArrayList<>();

    /**
     * @param listener told of each figure at once
     */
    public Results(Consumer<MeasuredFigure> listener) {
        this.listener = listener;
    }

    /**
     * @param measured one line with the absolute values and their unit, for the page
     */
    public void add(Figure figure, String measured) {
        var added = new MeasuredFigure(figure, measured);
        figures.add(added);
        listener.accept(added);
    }

    public void add(Table table) {
        tables.add(table);
    }

    public void add(Plot plot) {
        plots.add(plot);
    }

    /**
     * A number that the page's prose speaks of, so that nobody copies one by hand.
     *
     * @param name named like a figure: {@code sink/rate-1kb-quorum}
     */
    public void value(String name, double value) {
        values.put(name, value);
    }

    public List<MeasuredFigure> figures() {
        return List.copyOf(figures);
    }

    public Map<String, Double> values() {
        return new LinkedHashMap<>(values);
    }

    public List<Table> tables() {
        return List.copyOf(tables);
    }

    public List<Plot> plots() {
        return List.copyOf(plots);
    }

    /** A figure with the absolute values behind it. */
    public record MeasuredFigure(Figure figure, String measured) {}
}
