package gov.va.vro.bie.benchmarks.profile;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordingFile;

/**
 * Where threads were when the flight recorder looked: the samples of a recording by their top frame.
 *
 * <p>Only samples of running Java code count; what a thread waits for, and what it does in the kernel, is in none.
 *
 * @param samples how many there are
 * @param roles the share of each kind of thread
 * @param hottest the top frames, the hottest first
 */
public record HotFrames(long samples, Map<String, Double> roles, List<HotFrame> hottest) {

    private static final String SAMPLE = "jdk.ExecutionSample";

    /**
     * @param role what kind of thread it was
     * @param method class and method, without packages
     * @param under the nearest caller that is the project's own, or the method itself; empty when there is none
     * @param share of all samples
     */
    public record HotFrame(String role, String method, String under, double share) {}

    /**
     * @param roles tells a thread's kind by its name; empty for one that does not count
     * @param own the prefix of the project's own packages
     * @param most how many frames
     */
    public static HotFrames of(Path recording, Function<String, Optional<String>> roles, String own, int most)
            throws IOException {
        var counts = new HashMap<Key, Long>();
        try (var file = new RecordingFile(recording)) {
            while (file.hasMoreEvents()) {
                var event = file.readEvent();
                if (isSample(event)) {
                    roles.apply(event.getThread("sampledThread").getJavaName())
                            .map(role -> key(role, event.getStackTrace().getFrames(), own))
                            .ifPresent(key -> counts.merge(key, 1L, Long::sum));
                }
            }
        }
        return of(counts, most);
    }

    private static HotFrames of(Map<Key, Long> counts, int most) {
        var samples = counts.values().stream().mapToLong(Long::longValue).sum();
        var roles = counts.entrySet().stream()
                .collect(Collectors.groupingBy(
                        count -> count.getKey().role,
                        Collectors.summingDouble(count -> (double) count.getValue() / samples)));
        var hottest = counts.entrySet().stream()
                .sorted(Map.Entry.<Key, Long>comparingByValue(Comparator.reverseOrder())
                        .thenComparing(count -> count.getKey().toString()))
                .limit(most)
                .map(count -> count.getKey().frame((double) count.getValue() / samples))
                .toList();
        return new HotFrames(samples, roles, hottest);
    }

    private static boolean isSample(RecordedEvent event) {
        return event.getEventType().getName().equals(SAMPLE)
                && event.getThread("sampledThread") != null
                && event.getThread("sampledThread").getJavaName() != null
                && event.getStackTrace() != null
                && !event.getStackTrace().getFrames().isEmpty();
    }

    private static Key key(String role, List<RecordedFrame> frames, String own) {
        var under = frames.stream()
                .filter(frame -> frame.getMethod().getType().getName().startsWith(own))
                .findFirst()
                .map(HotFrames::name)
                .orElse("");
        return new Key(role, name(frames.get(0)), under);
    }

    private static String name(RecordedFrame frame) {
        var type = frame.getMethod().getType().getName();
        return type.substring(type.lastIndexOf('.') + 1) + "."
                + frame.getMethod().getName();
    }

    private record Key(String role, String method, String under) {

        HotFrame frame(double share) {
            return new HotFrame(role, method, under, share);
        }
    }
}
