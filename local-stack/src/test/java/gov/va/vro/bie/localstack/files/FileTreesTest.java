package gov.va.vro.bie.localstack.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileTreesTest {

    @TempDir
    private Path directory;

    @Test
    void linksATreeThatThenOutlivesItsSource() throws IOException {
        var source = Files.createDirectories(directory.resolve("source/sub"));
        Files.writeString(source.resolve("file"), "content");

        FileTrees.link(directory.resolve("source"), directory.resolve("target"));
        FileTrees.delete(directory.resolve("source"));

        assertThat(directory.resolve("target/sub/file")).hasContent("content");
    }

    @Test
    void leavesNothingOfWhatWasThereBefore() throws IOException {
        Files.createDirectories(directory.resolve("source"));
        Files.createDirectories(directory.resolve("target"));
        Files.writeString(directory.resolve("target/stale"), "");

        FileTrees.copy(directory.resolve("source"), directory.resolve("target"));

        assertThat(directory.resolve("target")).isEmptyDirectory();
    }

    @Test
    void refusesAZipThatReachesOutOfItsDirectory() throws IOException {
        var zip = directory.resolve("bad.zip");
        try (var out = new ZipOutputStream(Files.newOutputStream(zip))) {
            out.putNextEntry(new ZipEntry("../outside"));
        }

        assertThatThrownBy(() -> FileTrees.unzip(zip, directory.resolve("target")))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("outside of it");
    }
}
