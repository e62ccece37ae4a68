package gov.va.vro.bie.benchmarks.profile;

import static org.assertj.core.api.Assertions.assertThat;

import gov.va.vro.bie.benchmarks.profile.HotFrames.HotFrame;
import java.nio.file.Path;
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

        var busy = HotFrames.of(recording, "busy"::equals, OWN, 3);
        var other = HotFrames.of(recording, "never-seen"::equals, OWN, 3);

        assertThat(busy.samples()).isPositive();
        assertThat(busy.hottest())
                .first()
                .satisfies(frame -> assertThat(frame.under()).startsWith("HotFramesTest."))
                .satisfies(frame -> assertThat(frame.share()).isBetween(0.01, 1.0));
        assertThat(busy.hottest()).extracting(HotFrame::share).isSortedAccordingTo((a, b) -> Double.compare(b, a));
        assertThat(busy.hottest()).hasSizeLessThanOrEqualTo(3);
        assertThat(other).isEqualTo(new HotFrames(0, java.util.List.of()));
    }

    private Path record() throws Exception {
        var file = directory.resolve("test.jfr");
        var done = new AtomicBoolean();
        var thread = new Thread(() -> spin(done), "busy");
        try (var recording = new Recording(Configuration.getConfiguration("profile"))) {
            recording.start();
            thread.start();
            thread.join(2_000);
            done.set(true);
            thread.join();
            recording.dump(file);
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
