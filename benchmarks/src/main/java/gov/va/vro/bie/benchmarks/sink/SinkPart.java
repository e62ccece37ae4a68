package gov.va.vro.bie.benchmarks.sink;

import gov.va.vro.bie.benchmarks.report.Results;
import gov.va.vro.bie.benchmarks.run.Part;
import gov.va.vro.bie.benchmarks.run.Workbench;
import java.util.List;

/** Measurements of the sink in a real worker with a real RabbitMQ, on one stack. */
public final class SinkPart implements Part {

    private final String name;
    private final String summary;
    private final List<Measurement> measurements;

    private SinkPart(String name, String summary, List<Measurement> measurements) {
        this.name = name;
        this.summary = summary;
        this.measurements = measurements;
    }

    /** All of them, in the order of the page. */
    public static List<Part> all() {
        return List.of(
                new SinkPart(
                        "sink",
                        "the sink in a Connect worker beside a bare loop, PerfTest and the peer that confirms",
                        List.of(new Headline())),
                new SinkPart(
                        "sink-latency",
                        "how long an event is under way, what a commit costs, how soon a task starts",
                        List.of(new Latency(), new DrainCost(), new StartOfTask())),
                new SinkPart(
                        "sink-choices",
                        "the window, what feeds the sink, tasks and exchanges, headers, TLS, large messages",
                        List.of(new WindowSweep(), new Feeding(), new Scaling(), new Choices(), new LargeMessages())),
                new SinkPart("sink-heap", "whether the heap grows with a full window", List.of(new HeapFlat())),
                new SinkPart(
                        "profile",
                        "the hottest frames of the sink's threads in the worker, by the flight recorder",
                        List.of(new Profile())));
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public String summary() {
        return summary;
    }

    @Override
    public void run(Workbench bench, Results results) throws Exception {
        try (var ground = Ground.prepare(bench);
                var destination = new Destination(ground.amqp());
                var contenders = new Contenders(ground)) {
            var track = new Track(bench, ground, destination, contenders, new Race(destination));
            for (var measurement : measurements) {
                measurement.run(track, results);
            }
        } finally {
            Pinning.release();
        }
    }
}
