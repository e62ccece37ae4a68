package gov.va.vro.bie.benchmarks.profile;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordingFile;

/**
 * Where threads were when the flight recorder looked: the samples of a recording by their top frame.
 *
 * <p>Only samples of running Java code count; what a thread waits for, and what it does in the kernel, is in none.
 *
 * @param samples how many there are of these threads
 * @param hottest the top frames, the hottest first
 */
record HotFrames(long samples, List<HotFrame> hottest) {

    private static final String SAMPLE = "jdk.ExecutionSample";

    /**
     * @param method class and method, without packages
     * @param under the nearest caller that is the project's own; empty when there is none
     * @param share of the samples
     */
    record HotFrame(String method, String under, double share) {}

    /**
     * @param threads which count, by name
     * @param own the prefix of the project's own packages
     */
    static HotFrames of(Path recording, Predicate<String> threads, String own, int most) throws IOException {
        var counts = new HashMap<Key, Long>();
        try (var file = new RecordingFile(recording)) {
            while (file.hasMoreEvents()) {
                var event = file.readEvent();
                if (event.getEventType().getName().equals(SAMPLE) && isOf(event, threads)) {
                    counts.merge(key(event.getStackTrace().getFrames(), own), 1L, Long::sum);
                }
            }
        }
        var samples = counts.values().stream().mapToLong(Long::longValue).sum();
        var hottest = counts.entrySet().stream()
                .sorted(Map.Entry.<Key, Long>comparingByValue(Comparator.reverseOrder())
                        .thenComparing(entry -> entry.getKey().toString()))
                .limit(most)
                .map(entry ->
                        new HotFrame(entry.getKey().method, entry.getKey().under, (double) entry.getValue() / samples))
                .toList();
        return new HotFrames(samples, hottest);
    }

    private static boolean isOf(RecordedEvent event, Predicate<String> threads) {
        var thread = event.getThread("sampledThread");
        return thread != null
                && thread.getJavaName() != null
                && threads.test(thread.getJavaName())
                && event.getStackTrace() != null
                && !event.getStackTrace().getFrames().isEmpty();
    }

    private static Key key(List<RecordedFrame> frames, String own) {
        var under = frames.stream()
                .filter(frame -> frame.getMethod().getType().getName().startsWith(own))
                .findFirst()
                .map(HotFrames::name)
                .orElse("");
        return new Key(name(frames.get(0)), under);
    }

    private static String name(RecordedFrame frame) {
        var type = frame.getMethod().getType().getName();
        return type.substring(type.lastIndexOf('.') + 1) + "."
                + frame.getMethod().getName();
    }

    private record Key(String method, String under) {}
}
