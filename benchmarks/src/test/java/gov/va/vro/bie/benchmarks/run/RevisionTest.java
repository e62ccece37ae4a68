package gov.va.vro.bie.benchmarks.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RevisionTest {

    @TempDir
    private Path root;

    @BeforeEach
    void commit() throws Exception {
        write("sink", "1");
        write("docs/performance.md", "1");
        write("benchmarks/results.json", "1");
        git("init", "-q");
        git("add", ".");
        git("-c", "user.name=n", "-c", "user.email=e", "commit", "-q", "-m", "m");
    }

    @Test
    void isTheCommit() {
        assertThat(Revision.of(root)).matches("[0-9a-f]{10}");
    }

    @Test
    void saysThatSomethingWasChangedSince() throws IOException {
        write("sink", "2");

        assertThat(Revision.of(root)).matches("[0-9a-f]{10} with changes");
    }

    @Test
    void takesWhatARunWritesForNoChange() throws IOException {
        write("docs/performance.md", "2");
        write("benchmarks/results.json", "2");

        assertThat(Revision.of(root)).matches("[0-9a-f]{10}");
    }

    @Test
    void isUnknownWhereThereIsNoRepository() {
        assertThat(Revision.of(root.resolve("missing"))).isEqualTo("unknown");
    }

    private void write(String name, String content) throws IOException {
        var file = root.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, content);
    }

    private void git(String... arguments) throws Exception {
        var command = new ArrayList<>(List.of("git", "-C", root.toString()));
        command.addAll(List.of(arguments));
        assertThat(new ProcessBuilder(command).inheritIO().start().waitFor()).isZero();
    }
}
