package gov.va.vro.bie.benchmarks.profile;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordedStackTrace;
import jdk.jfr.consumer.RecordingFile;

/**
 * Where a thread was when the flight recorder looked, in running Java code: what a thread waits for, and what it does in
 * the kernel, is in no sample.
 *
 * @param role what kind of thread it was
 * @param frames from the top of the stack down
 */
public record Sample(String role, List<Frame> frames) {

    /**
     * @param type the class, with its package
     */
    public record Frame(String type, String method) {

        /** Class and method, without packages. */
        String shortName() {
            return type.substring(type.lastIndexOf('.') + 1) + "." + method;
        }
    }

    /**
     * @param roles the kinds of thread, by a class that only such a thread has on its stack; what no class tells does not
     *     count. Not by the thread's name: the recorder keeps the one that it had first
     */
    public static List<Sample> of(Path recording, Map<String, String> roles) throws IOException {
        var samples = new ArrayList<Sample>();
        try (var file = new RecordingFile(recording)) {
            while (file.hasMoreEvents()) {
                var event = file.readEvent();
                if (event.getEventType().getName().equals("jdk.ExecutionSample")) {
                    var frames = frames(event);
                    role(frames, roles).ifPresent(role -> samples.add(new Sample(role, frames)));
                }
            }
        }
        return samples;
    }

    private static List<Frame> frames(RecordedEvent event) {
        return Optional.ofNullable(event.getStackTrace()).map(RecordedStackTrace::getFrames).orElse(List.of()).stream()
                .map(Sample::frame)
                .toList();
    }

    private static Frame frame(RecordedFrame frame) {
        var method = frame.getMethod();
        return new Frame(method.getType().getName(), method.getName());
    }

    private static Optional<String> role(List<Frame> frames, Map<String, String> roles) {
        return frames.stream()
                .map(frame -> roles.get(frame.type))
                .filter(Objects::nonNull)
                .findFirst();
    }
}
