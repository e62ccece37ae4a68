package gov.va.vro.bie.benchmarks.report;

import gov.va.vro.bie.benchmarks.report.Plot.Axis;
import gov.va.vro.bie.benchmarks.report.Plot.Point;
import gov.va.vro.bie.benchmarks.report.Plot.Series;
import gov.va.vro.bie.benchmarks.report.Results.MeasuredFigure;
import java.util.List;
import java.util.Map;

/** Results as tests want them. */
final class Samples {

    static final Plot WINDOW = new Plot(
            "sink-window-rate",
            "Rate by window",
            Axis.logarithmic("window, records"),
            Axis.linear("records/s"),
            List.of(
                    new Series("quorum", List.of(new Point(1, 900), new Point(100, 14_000), new Point(10_000, 26_000))),
                    new Series(
                            "classic",
                            List.of(new Point(1, 2_000), new Point(100, 12_000), new Point(10_000, 18_000)))));

    private Samples() {}

    static PartResults part(String name, MeasuredFigure... figures) {
        return part(name, List.of(figures), Map.of(), List.of(), List.of());
    }

    static PartResults part(
            String name,
            List<MeasuredFigure> figures,
            Map<String, Double> values,
            List<Table> tables,
            List<Plot> plots) {
        return new PartResults(
                name,
                "0123456789",
                "2026-11-26",
                false,
                61,
                Map.of("CPU", "a fast one"),
                figures,
                values,
                tables,
                plots);
    }

    static MeasuredFigure figure(String name, double ratio, Target target) {
        return new MeasuredFigure(new Figure(name, ratio, target), "5 of these against 4 of those");
    }

    static Table table(String title) {
        return new Table(title, "What is seen.", List.of("Queue", "records/s"), List.of(List.of("quorum", "26,000")));
    }
}
