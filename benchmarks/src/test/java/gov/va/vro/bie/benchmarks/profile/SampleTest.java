package gov.va.vro.bie.benchmarks.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import jdk.jfr.Configuration;
import jdk.jfr.Recording;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SampleTest {

    private static final Map<String, String> SPINNER = Map.of(Spinner.class.getName(), "spinner");

    @TempDir
    private Path directory;

    @Test
    void readsTheStacksOfTheThreadsThatAreMeant() throws Exception {
        var recording = record();

        assertThat(Sample.of(recording, SPINNER))
                .allSatisfy(sample -> assertThat(sample.role()).isEqualTo("spinner"))
                .allSatisfy(sample -> assertThat(sample.frames())
                        .contains(new Sample.Frame(Spinner.class.getName(), "run"))
                        .last()
                        .isEqualTo(new Sample.Frame("java.lang.Thread", "run")));
        assertThat(Sample.of(recording, Map.of("java.lang.Nobody", "nobody"))).isEqualTo(List.of());
    }

    /** Until the recorder has seen the thread, whenever the machine lets either of them run. */
    private Path record() throws Exception {
        var file = directory.resolve("test.jfr");
        var spinner = new Spinner();
        var thread = new Thread(spinner);
        try (var recording = new Recording(Configuration.getConfiguration("profile"))) {
            recording.start();
            thread.start();
            await().atMost(Duration.ofSeconds(60)).until(() -> {
                recording.dump(file);
                return Sample.of(file, SPINNER).size() > 5;
            });
        } finally {
            spinner.done.set(true);
            thread.join();
        }
        return file;
    }

    private static final class Spinner implements Runnable {

        private final AtomicBoolean done = new AtomicBoolean();

        @Override
        public void run() {
            var text = new StringBuilder();
            while (!done.get()) {
                text.append(Math.sin(text.length()));
                if (text.length() > 100_000) {
                    text.setLength(0);
                }
            }
        }
    }
}
