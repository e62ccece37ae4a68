package gov.va.vro.bie.benchmarks.sink;

import gov.va.vro.bie.benchmarks.profile.FlightRecorder;
import gov.va.vro.bie.benchmarks.profile.HotFrames;
import gov.va.vro.bie.benchmarks.profile.HotFrames.HotFrame;
import gov.va.vro.bie.benchmarks.report.Results;
import gov.va.vro.bie.benchmarks.report.Table;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map.Entry;
import java.util.Optional;
import java.util.stream.Collectors;

/** What the sink's threads do in the worker at full rate: the frames in which the flight recorder finds them most. */
final class Profile implements Measurement {

    private static final String OWN = "gov.va.vro.bie.connect";
    private static final int FRAMES = 10;

    @Override
    public void run(Track track, Results results) throws Exception {
        track.ground().fill(EventSize.KB1);
        var load = new Combination(EventSize.KB1, QueueType.QUORUM, Pinning.UNPINNED)
                .load(Headline.WINDOW, track.ground().eventsInTopic() * 9L / 10);
        track.run(Contenders.SINK, load);
        var recording = record(track, load, Duration.ofSeconds(track.bench().amount(30, 10)));
        results.add(table(HotFrames.of(recording, Profile::role, OWN, FRAMES)));
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

    private static Optional<String> role(String thread) {
        if (thread.startsWith("task-thread-sink")) {
            return Optional.of("task");
        }
        if (thread.endsWith("-publisher")) {
            return Optional.of("publisher");
        }
        return thread.startsWith("AMQP Connection") ? Optional.of("AMQP reader") : Optional.empty();
    }

    private static Table table(HotFrames frames) {
        return new Table(
                "The hottest frames",
                "Of %,d samples of running Java code, 10 ms apart: %s. A frame is where the thread was; beside it the nearest"
                                .formatted(frames.samples(), roles(frames))
                        + " caller of ours, which has asked for it.",
                List.of("Thread", "Frame", "For", "Share"),
                frames.hottest().stream().map(Profile::row).toList());
    }

    private static String roles(HotFrames frames) {
        return frames.roles().entrySet().stream()
                .sorted(Entry.<String, Double>comparingByValue().reversed())
                .map(role -> role.getKey() + " " + percent(role.getValue()))
                .collect(Collectors.joining(", "));
    }

    private static List<String> row(HotFrame frame) {
        var under = frame.under().isEmpty() ? "" : "`" + frame.under() + "`";
        return List.of(frame.role(), "`" + frame.method() + "`", under, percent(frame.share()));
    }

    private static String percent(double share) {
        return "%.1f %%".formatted(100 * share);
    }
}
