package gov.va.vro.bie.localstack.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class AbandonedTest {
    @TempDir
    private Path directory;

    @Test
    void deletesWhatDemosThatAreGoneHaveLeft() throws Exception {
        long gone = pidOfAProcessThatHasEnded();
        var stack = make("demo-" + gone);
        var files = make("demo-" + gone + ".files");

        Abandoned.deleteAll(directory);

        assertThat(stack).doesNotExist();
        assertThat(files).doesNotExist();
    }

    @Test
    void leavesARunningDemosDirectoriesAndAllOthersAlone() throws Exception {
        var running = make("demo-" + ProcessHandle.current().pid());
        var data = make("postgresql");

        Abandoned.deleteAll(directory);

        assertThat(running).exists();
        assertThat(data).exists();
    }

    @Test
    void hasNothingToDoBeforeTheFirstDemo() {
        Abandoned.deleteAll(directory.resolve("missing"));

        assertThat(directory).isEmptyDirectory();
    }

    private Path make(String name) throws IOException {
        var made = Files.createDirectories(directory.resolve(name));
        Files.writeString(made.resolve("file"), "content");
        return made;
    }

    private static long pidOfAProcessThatHasEnded() throws Exception {
        var process = new ProcessBuilder("true").start();
        process.waitFor();
        return process.pid();
    }
}
