package gov.va.vro.bie.benchmarks.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import gov.va.vro.bie.benchmarks.profile.HotFrames.HotFrame;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import jdk.jfr.Configuration;
import jdk.jfr.Recording;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HotFramesTest {

    private static final String OWN = "gov.va.vro.bie";

    @TempDir
    private Path directory;

    @Test
    void countsTheTopFramesOfTheNamedThreadsOnly() throws Exception {
        var recording = record();

        var busy = HotFrames.of(recording, HotFramesTest::role, OWN, 3);
        var other = HotFrames.of(recording, name -> Optional.empty(), OWN, 3);

        assertThat(busy.samples()).isPositive();
        assertThat(busy.roles()).containsOnlyKeys("spinner");
        assertThat(busy.roles().get("spinner")).isCloseTo(1, within(1e-9));
        assertThat(busy.hottest())
                .first()
                .satisfies(frame -> assertThat(frame.under()).startsWith("HotFramesTest."))
                .satisfies(frame -> assertThat(frame.share()).isBetween(0.01, 1.0));
        assertThat(busy.hottest()).extracting(HotFrame::share).isSortedAccordingTo((a, b) -> Double.compare(b, a));
        assertThat(busy.hottest()).hasSizeLessThanOrEqualTo(3);
        assertThat(other).isEqualTo(new HotFrames(0, Map.of(), List.of()));
    }

    private static Optional<String> role(String thread) {
        return thread.equals("busy") ? Optional.of("spinner") : Optional.empty();
    }

    /** Until the recorder has seen the thread, whenever the machine lets either of them run. */
    private Path record() throws Exception {
        var file = directory.resolve("test.jfr");
        var done = new AtomicBoolean();
        var thread = new Thread(() -> spin(done), "busy");
        try (var recording = new Recording(Configuration.getConfiguration("profile"))) {
            recording.start();
            thread.start();
            await().atMost(Duration.ofSeconds(60)).until(() -> {
                recording.dump(file);
                return HotFrames.of(file, HotFramesTest::role, OWN, 1).samples() > 10;
            });
        } finally {
            done.set(true);
            thread.join();
        }
        return file;
    }

    private static void spin(AtomicBoolean done) {
        var text = new StringBuilder();
        while (!done.get()) {
            text.append(Math.sin(text.length()));
            if (text.length() > 100_000) {
                text.setLength(0);
            }
        }
    }
}
