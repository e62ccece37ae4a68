package gov.va.vro.bie.benchmarks.sink;

import gov.va.vro.bie.benchmarks.profile.FlightRecorder;
import gov.va.vro.bie.benchmarks.profile.Sample;
import gov.va.vro.bie.benchmarks.profile.Shares;
import gov.va.vro.bie.benchmarks.profile.Shares.HotFrame;
import gov.va.vro.bie.benchmarks.profile.Shares.Share;
import gov.va.vro.bie.benchmarks.report.Results;
import gov.va.vro.bie.benchmarks.report.Table;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** What the sink's threads do in the worker at full rate: the stages, and the frames that are found most. */
final class Profile implements Measurement {

    private static final String OWN = "gov.va.vro.bie.connect.";
    private static final String SINK = OWN + "rabbitmq.";
    private static final int FRAMES = 10;

    private static final Map<String, String> ROLES = Map.of(
            "org.apache.kafka.connect.runtime.WorkerSinkTask",
            "task",
            SINK + "broker.Publisher",
            "publisher",
            "com.rabbitmq.client.impl.AMQConnection$MainLoop",
            "AMQP reader");

    private static final Map<String, String> STAGES = Map.ofEntries(
            Map.entry("org.apache.kafka.clients.", "Kafka's consumer"),
            Map.entry("org.apache.avro.", "the Avro converter"),
            Map.entry("io.apicurio.", "the Avro converter"),
            Map.entry(OWN + "transforms.", "the transform"),
            Map.entry(SINK + "message.", "rendering: JSON, properties, headers"),
            Map.entry(SINK + "delivery.", "the books: window, order, confirms"),
            Map.entry(SINK, "the rest of the sink"),
            Map.entry("com.rabbitmq.client.", "RabbitMQ's client library"),
            Map.entry("org.apache.kafka.connect.runtime.", "Connect itself"));

    @Override
    public void run(Track track, Results results) throws Exception {
        track.ground().fill(EventSize.KB1);
        var load = new Combination(EventSize.KB1, QueueType.QUORUM, Pinning.UNPINNED)
                .load(Headline.WINDOW, track.bench().amount(360_000, 60_000));
        track.run(Contenders.SINK, load);
        var samples =
                Sample.of(record(track, load, Duration.ofSeconds(track.bench().amount(30, 10))), ROLES);
        results.add(stages(samples));
        results.add(frames(samples));
    }

    /** Rounds until so much time has passed. */
    private static Path record(Track track, Load load, Duration time) throws Exception {
        var recorder = new FlightRecorder(Processes.worker());
        recorder.start();
        var start = System.nanoTime();
        do {
            track.bench().say("while it is recorded: %s", track.run(Contenders.SINK, load));
        } while (System.nanoTime() - start < time.toNanos());
        var recording = track.bench().directory().resolve("sink.jfr");
        recorder.stop(recording);
        return recording;
    }

    private static Table stages(List<Sample> samples) {
        return new Table(
                "What the sink's threads do",
                "%,d samples of running Java code in the worker, 10 ms apart, at full rate with 1 KB events."
                                .formatted(samples.size())
                        + " What a thread waits for, and what the kernel does for it, is in none. Each counts for the stage that is"
                        + " uppermost on its stack.",
                List.of("Thread", "Stage", "Share"),
                Shares.stages(samples, STAGES, "else").stream()
                        .map(share -> List.of(share.of().role(), share.of().name(), percent(share)))
                        .toList());
    }

    private static Table frames(List<Sample> samples) {
        return new Table(
                "The hottest frames",
                "Of the same samples. A frame is where the thread was; beside it the nearest caller of ours.",
                List.of("Thread", "Frame", "For", "Share"),
                Shares.frames(samples, OWN).stream()
                        .limit(FRAMES)
                        .map(Profile::row)
                        .toList());
    }

    private static List<String> row(Share<HotFrame> share) {
        var frame = share.of();
        var under = frame.under().isEmpty() ? "" : "`" + frame.under() + "`";
        return List.of(frame.role(), "`" + frame.method() + "`", under, percent(share));
    }

    private static String percent(Share<?> share) {
        return "%.1f %%".formatted(100 * share.share());
    }
}
