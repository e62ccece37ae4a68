package gov.va.vro.bie.benchmarks.sink;

import static gov.va.vro.bie.benchmarks.report.Target.atMost;

import gov.va.vro.bie.benchmarks.report.Figure;
import gov.va.vro.bie.benchmarks.report.Plot;
import gov.va.vro.bie.benchmarks.report.Plot.Axis;
import gov.va.vro.bie.benchmarks.report.Plot.Point;
import gov.va.vro.bie.benchmarks.report.Plot.Series;
import gov.va.vro.bie.benchmarks.report.Results;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/**
 * What the worker's heap holds after full collections while the window is full. The sink is held to a rate below what it
 * can do, so that records always wait, and a topic lasts for as long as is measured.
 */
final class HeapFlat implements Measurement {

    private static final int RATE = 5_000;
    private static final Pattern TOTAL = Pattern.compile("Total\\s+[0-9]+\\s+([0-9]+)");

    @Override
    public void run(Track track, Results results) throws Exception {
        var duration = Duration.ofSeconds(track.bench().amount(3_600, 600, 20));
        var samples = track.bench().amount(30, 8);
        var topic = "heap";
        track.ground().topics().fill(topic, EventSize.B300, 1, Math.toIntExact(RATE * (duration.toSeconds() + 30)));
        var load = new Combination(EventSize.B300, QueueType.CLASSIC, Pinning.UNPINNED)
                .load(Headline.WINDOW, 0)
                .withTopic(topic)
                .withSettings(Map.of("rabbitmq.max.records.per.second", Integer.toString(RATE)));
        track.destination().renew(load.queue());
        var contender = track.contenders().get(Contenders.SINK);
        contender.begin(load);
        try {
            while (track.destination().depth() < RATE) {
                TimeUnit.MILLISECONDS.sleep(100);
            }
            report(heap(duration, samples, track.destination()), duration, results);
        } finally {
            contender.end();
        }
    }

    /** Megabytes, by seconds. */
    private static List<Point> heap(Duration duration, int samples, Destination destination)
            throws IOException, InterruptedException {
        var heap = new ArrayList<Point>();
        var start = System.nanoTime();
        for (var sample = 1; sample <= samples; sample++) {
            var due = duration.multipliedBy(sample).dividedBy(samples).toMillis();
            TimeUnit.MILLISECONDS.sleep(Math.max(0, due - (System.nanoTime() - start) / 1_000_000));
            heap.add(new Point(due / 1e3, live()));
            destination.empty();
        }
        return heap;
    }

    /** What is referred to, by a histogram of the heap, which collects everything else first. */
    private static double live() throws IOException, InterruptedException {
        var jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
        var process = new ProcessBuilder(jcmd, Long.toString(Processes.worker().pid()), "GC.class_histogram").start();
        var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        var total = TOTAL.matcher(output);
        if (!total.find()) {
            throw new IllegalStateException("jcmd tells nothing of the worker's heap: " + output);
        }
        return Long.parseLong(total.group(1)) / 1e6;
    }

    private static void report(List<Point> heap, Duration duration, Results results) {
        var quarter = heap.size() / 4;
        var first = highest(heap.subList(0, quarter));
        var last = highest(heap.subList(heap.size() - quarter, heap.size()));
        results.add(
                new Figure("sink/heap-end-vs-beginning", last / first, atMost(1.05)),
                "%.1f MB at most in the last quarter of %d s, %.1f MB in the first, of the whole worker"
                        .formatted(last, duration.toSeconds(), first));
        results.add(new Plot(
                "sink-heap",
                "The worker's live heap with a full window",
                Axis.linear("seconds"),
                Axis.linear("MB"),
                List.of(new Series("live after a full collection", heap))));
    }

    private static double highest(List<Point> heap) {
        return heap.stream().mapToDouble(Point::y).max().orElseThrow();
    }
}
