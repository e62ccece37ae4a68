package gov.va.vro.bie.localstack.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import gov.va.vro.bie.localstack.StackException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Children that note their pid in a file, and what becomes of them. */
class TetherTest {

    private static final String CHILD = "echo $$ >pid; sleep 100";

    @TempDir
    private Path directory;

    private Tether tether;

    @BeforeEach
    void create() {
        tether = new Tether(directory.resolve("logs"), directory.resolve("run"));
    }

    @Test
    void stopsAChildWithItsSignal() {
        var child = start("trap 'echo asked; exit 0' TERM; echo $$ >pid; while :; do sleep 0.1; done");

        child.stop();

        assertThat(child.isAlive()).isFalse();
        assertThat(child.lastLines()).contains("asked");
        assertThat(isAlive()).isFalse();
    }

    @Test
    void killsAChildWithAllThatItStarted() {
        var child = start("sleep 100 & echo $! >pid; wait");

        child.kill();

        assertThat(child.isAlive()).isFalse();
        await().until(() -> !isAlive());
    }

    @Test
    void freezesAChildWithAllThatItStartedAndThawsThem() {
        var child = start("sleep 100 & echo $! >pid; wait");

        child.freeze();
        await().until(() -> state() == 'T');

        child.thaw();
        await().until(() -> state() == 'S');
        child.stop();
    }

    @Test
    void endsAFrozenChild() {
        var child = start("trap '' TERM; echo $$ >pid; while :; do sleep 0.1; done");
        child.freeze();

        child.kill();

        await().until(() -> !isAlive());
    }

    @Test
    void endsAChildThatIgnoresItsSignalAfterItsGrace() {
        var child = tether.start(new ChildSpec(
                "child",
                List.of("sh", "-c", "trap '' TERM; echo $$ >pid; while :; do sleep 0.1; done"),
                Map.of(),
                directory,
                "TERM",
                Duration.ofSeconds(1)));
        await().until(this::isAlive);

        child.stop();

        await().until(() -> !isAlive());
    }

    @Test
    void endsAChildWhoseHolderIsKilled() throws IOException {
        var holder = new ProcessBuilder("sleep", "100").directory(directory.toFile());
        var tethered = new ProcessBuilder(
                        "setsid", "sh", directory.resolve("run/tether.sh").toString(), "TERM", "sh", "-c", CHILD)
                .directory(directory.toFile());
        var pipeline = ProcessBuilder.startPipeline(List.of(holder, tethered));
        await().until(this::isAlive);

        pipeline.get(0).destroyForcibly();

        await().atMost(Duration.ofSeconds(10)).until(() -> !isAlive());
    }

    @Test
    void saysWhatACommandThatFailedHasSaid() {
        assertThatThrownBy(() -> tether.run(spec("echo no space left; exit 7")))
                .isInstanceOf(StackException.class)
                .hasMessageContaining("child failed with status 7")
                .hasMessageContaining("no space left");
    }

    @Test
    void forgetsThePidOfAChildThatHasEnded() {
        var child = start(CHILD);
        assertThat(directory.resolve("run/child.pid")).exists();

        child.kill();

        assertThat(directory.resolve("run/child.pid")).doesNotExist();
    }

    private Child start(String script) {
        var child = tether.start(spec(script));
        await().until(this::isAlive);
        return child;
    }

    private ChildSpec spec(String script) {
        return ChildSpec.of("child", directory, List.of("sh", "-c", script));
    }

    /** As the kernel names it: S sleeps, T is stopped. */
    private char state() throws IOException {
        var pid = Files.readString(directory.resolve("pid")).strip();
        var stat = Files.readString(Path.of("/proc", pid, "stat"));
        return stat.charAt(stat.lastIndexOf(')') + 2);
    }

    private boolean isAlive() {
        try {
            var text = Files.readString(directory.resolve("pid")).strip();
            return !text.isEmpty()
                    && ProcessHandle.of(Long.parseLong(text))
                            .map(ProcessHandle::isAlive)
                            .orElse(false);
        } catch (IOException e) {
            return false;
        }
    }
}
