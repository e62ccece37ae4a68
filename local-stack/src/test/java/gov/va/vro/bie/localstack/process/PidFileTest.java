package gov.va.vro.bie.localstack.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PidFileTest {

    @TempDir
    private Path directory;

    private Process process;

    @BeforeEach
    void startAProcess() throws IOException {
        process = new ProcessBuilder("setsid", "sleep", "100").start();
    }

    @AfterEach
    void endIt() {
        process.destroyForcibly();
    }

    @Test
    void findsTheProcessAgain() throws IOException {
        var file = PidFile.write(directory.resolve("a.pid"), process.toHandle());

        assertThat(file.process()).contains(process.toHandle());
    }

    @Test
    void takesAStrangerWithTheSamePidForNobody() throws IOException {
        var longAgo = Instant.now().minus(Duration.ofHours(1)).toEpochMilli();
        Files.writeString(directory.resolve("a.pid"), process.pid() + " " + longAgo + "\n");

        PidFile.at(directory.resolve("a.pid")).endGroup();

        assertThat(process.isAlive()).isTrue();
        assertThat(directory.resolve("a.pid")).doesNotExist();
    }

    @Test
    void namesNobodyWhenItIsMissingOrDamaged() throws IOException {
        Files.writeString(directory.resolve("damaged.pid"), "no number");

        assertThat(PidFile.at(directory.resolve("missing.pid")).process()).isEmpty();
        assertThat(PidFile.at(directory.resolve("damaged.pid")).process()).isEmpty();
    }

    @Test
    void endsWhatACrashLeftBehind() throws IOException {
        PidFile.write(directory.resolve("a.pid"), process.toHandle());

        Leftovers.end(directory, Duration.ofMillis(100));

        assertThat(process.isAlive()).isFalse();
        assertThat(directory.resolve("a.pid")).doesNotExist();
    }
}
