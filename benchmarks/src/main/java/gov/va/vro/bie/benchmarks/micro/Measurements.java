package gov.va.vro.bie.benchmarks.micro;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.openjdk.jmh.results.RunResult;

/**
 * What JMH measured, round after round. A benchmark is named by its method, with the value of its parameter behind a
 * colon where it has one; a time and an allocation are the median of the rounds.
 */
final class Measurements {

    private static final String SCORE = "score";
    private static final String ALLOCATED = "gc.alloc.rate.norm";

    private final Map<String, Map<String, List<Double>>> values = new HashMap<>();

    void add(RunResult result) {
        var parameters = result.getParams();
        var label = parameters.getBenchmark();
        var name = new StringBuilder(label.substring(label.lastIndexOf('.') + 1));
        parameters.getParamsKeys().forEach(key -> name.append(':').append(parameters.getParam(key)));
        add(name.toString(), SCORE, result.getPrimaryResult().getScore());
        result.getSecondaryResults()
                .forEach((quantity, secondary) -> add(name.toString(), plain(quantity), secondary.getScore()));
    }

    /** JMH marks what a profiler measured with a dot in front. */
    private static String plain(String quantity) {
        return quantity.replaceFirst("^\u00b7", "");
    }

    private void add(String benchmark, String quantity, double value) {
        values.computeIfAbsent(benchmark, name -> new HashMap<>())
                .computeIfAbsent(quantity, name -> new ArrayList<>())
                .add(value);
    }

    /** Nanoseconds an operation. */
    double nanos(String benchmark) {
        return median(benchmark, SCORE);
    }

    /** Bytes an operation. */
    double allocated(String benchmark) {
        return median(benchmark, ALLOCATED);
    }

    /** What was counted in all rounds together. */
    double total(String benchmark, String counter) {
        return all(benchmark, counter).stream().mapToDouble(Double::doubleValue).sum();
    }

    private double median(String benchmark, String quantity) {
        var sorted = all(benchmark, quantity).stream().sorted().toList();
        var middle = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }

    private List<Double> all(String benchmark, String quantity) {
        var measured = values.getOrDefault(benchmark, Map.of()).get(quantity);
        if (measured == null) {
            throw new IllegalArgumentException("Nobody measured " + quantity + " of " + benchmark);
        }
        return measured;
    }
}
