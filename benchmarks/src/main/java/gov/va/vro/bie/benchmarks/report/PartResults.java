package gov.va.vro.bie.benchmarks.report;

import gov.va.vro.bie.benchmarks.report.Results.MeasuredFigure;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a part has measured, with all that it takes to write the page again without measuring.
 *
 * @param commit what was measured
 * @param date the day, in UTC
 * @param seconds how long it took
 * @param machine what it was measured on and with, a name and what it is
 */
public record PartResults(
        String part,
        String commit,
        String date,
        boolean quick,
        long seconds,
        Map<String, String> machine,
        List<MeasuredFigure> figures,
        Map<String, Double> values,
        List<Table> tables,
        List<Plot> plots) {

    public PartResults {
        machine = Collections.unmodifiableMap(new LinkedHashMap<>(machine));
        figures = List.copyOf(figures);
        values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
        tables = List.copyOf(tables);
        plots = List.copyOf(plots);
    }
}
