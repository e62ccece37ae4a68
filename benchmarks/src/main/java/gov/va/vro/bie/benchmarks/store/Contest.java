package gov.va.vro.bie.benchmarks.store;

import gov.va.vro.bie.benchmarks.Workload;
import gov.va.vro.bie.persister.event.BieEvent;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * The contenders take turns, in each round all of them and each round another first, on tables that were just emptied, so
 * that what else the machine does meets all alike. What counts is each one's median over the rounds; two rounds before
 * them are for warming up.
 *
 * @param events a round
 * @param rounds that count
 * @param batch events a call
 */
record Contest(int events, int rounds, int batch) {

    private static final int WARM_UP = 2;

    /** Told of each run as it comes. */
    interface Listener {
        void ran(int round, String contender, double rowsPerSecond);
    }

    /**
     * @param microsPerRow CPU time of the contender's own thread, the server's not among it
     */
    record Outcome(double rowsPerSecond, double microsPerRow) {}

    /** The medians, by the contender's name, in the order of the contenders. */
    Map<String, Outcome> run(List<Contender> contenders, Listener listener) throws Exception {
        var workload = new Workload().events(events);
        var runs = new LinkedHashMap<String, List<Outcome>>();
        for (var contender : contenders) {
            contender.prepare(workload);
            runs.put(contender.name(), new ArrayList<>());
        }
        for (var round = 1 - WARM_UP; round <= rounds; round++) {
            var order = new ArrayList<>(contenders);
            Collections.rotate(order, round);
            for (var contender : order) {
                var run = run(contender, workload);
                if (round > 0) {
                    runs.get(contender.name()).add(run);
                }
                listener.ran(round, contender.name(), run.rowsPerSecond);
            }
        }
        var medians = new LinkedHashMap<String, Outcome>();
        runs.forEach((name, all) -> medians.put(
                name, new Outcome(median(all, Outcome::rowsPerSecond), median(all, Outcome::microsPerRow))));
        return medians;
    }

    private Outcome run(Contender contender, List<BieEvent> workload) throws Exception {
        contender.clear();
        var threads = ManagementFactory.getThreadMXBean();
        var cpu = threads.getCurrentThreadCpuTime();
        var start = System.nanoTime();
        for (var from = 0; from < workload.size(); from += batch) {
            contender.store(workload.subList(from, Math.min(from + batch, workload.size())));
        }
        contender.finish();
        var nanos = (double) System.nanoTime() - start;
        var own = (double) threads.getCurrentThreadCpuTime() - cpu;
        if (contender.rows() != workload.size()) {
            throw new IllegalStateException(
                    contender.name() + " has stored " + contender.rows() + " of " + workload.size());
        }
        return new Outcome(workload.size() * 1e9 / nanos, own / 1_000 / workload.size());
    }

    private static double median(List<Outcome> runs, ToDoubleFunction<Outcome> value) {
        var sorted = runs.stream().mapToDouble(value).sorted().toArray();
        return (sorted[sorted.length / 2] + sorted[(sorted.length - 1) / 2]) / 2;
    }
}
