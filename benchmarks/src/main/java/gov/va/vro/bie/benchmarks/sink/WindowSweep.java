package gov.va.vro.bie.benchmarks.sink;

import gov.va.vro.bie.benchmarks.report.Plot;
import gov.va.vro.bie.benchmarks.report.Plot.Axis;
import gov.va.vro.bie.benchmarks.report.Plot.Point;
import gov.va.vro.bie.benchmarks.report.Plot.Series;
import gov.va.vro.bie.benchmarks.report.Results;
import java.util.ArrayList;
import java.util.List;

/**
 * How the rate moves with the window, and how long a message waits for its confirm while the window is full. The latter
 * is computed: what is in flight, divided by what is confirmed in a second, is how long each is in flight.
 */
final class WindowSweep implements Measurement {

    private static final List<Integer> WINDOWS =
            List.of(1, 3, 10, 30, 100, 200, 500, 1_000, 2_000, 3_000, 5_000, 10_000);
    private static final List<Integer> FEW = List.of(1, 30, 500, 2_000, 10_000);

    @Override
    public void run(Track track, Results results) throws Exception {
        track.ground().fill(EventSize.KB1);
        var rates = new ArrayList<Series>();
        var delays = new ArrayList<Series>();
        for (var queue : QueueType.values()) {
            var points = points(track, queue);
            rates.add(new Series(queue.label(), points));
            delays.add(new Series(
                    queue.label(),
                    points.stream()
                            .map(point -> new Point(point.x(), 1_000 * point.x() / point.y()))
                            .toList()));
        }
        var window = Axis.logarithmic("rabbitmq.window.records");
        results.add(new Plot(
                "sink-window-rate", "Rate by window, 1 KB", window, Axis.linear("confirmed messages a second"), rates));
        results.add(new Plot(
                "sink-window-latency",
                "Publish to confirm with a full window, 1 KB",
                window,
                Axis.logarithmic("milliseconds"),
                delays));
    }

    private static List<Point> points(Track track, QueueType queue) throws Exception {
        var combination = new Combination(EventSize.KB1, queue, Pinning.UNPINNED);
        var windows = track.bench().quick() ? FEW : WINDOWS;
        var turns = track.turns("window, " + queue.label());
        for (var window : windows) {
            var load = combination.load(window, count(track, window));
            turns.add(window.toString(), () -> track.run(Contenders.SINK, load));
        }
        var points = new ArrayList<Point>();
        turns.take(track.bench().amount(3, 1))
                .forEach((window, rounds) -> points.add(
                        new Point(Integer.parseInt(window), Round.median(rounds).perSecond())));
        return points;
    }

    /** A narrow window is slow, so fewer messages take as long. */
    private static long count(Track track, int window) {
        return Math.min(track.bench().amount(30_000, 30_000), 2_000 + 1_000L * window);
    }
}
