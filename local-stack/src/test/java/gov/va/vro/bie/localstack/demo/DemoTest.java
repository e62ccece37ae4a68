package gov.va.vro.bie.localstack.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

final class DemoTest {
    private static final int WRONG_OPTION = 2;

    @TempDir
    private Path directory;

    private final ByteArrayOutputStream shown = new ByteArrayOutputStream();
    private final StringWriter said = new StringWriter();

    @Test
    void refusesToPublishNothing() {
        assertThat(run("--events", "0")).isEqualTo(WRONG_OPTION);
        assertThat(said.toString()).contains("--events must be at least 1");
        assertThat(shown.size()).isZero();
    }

    @Test
    void refusesAnOptionThatItDoesNotKnow() {
        assertThat(run("--evnts", "3")).isEqualTo(WRONG_OPTION);
    }

    @Test
    void explainsItselfWithoutStartingAnything() {
        assertThat(run("--help")).isZero();
        assertThat(said.toString())
                .contains("--events", "--seed", "--keep", "RESULT")
                .doesNotContain("--distribution");
        assertThat(directory).isEmptyDirectory();
    }

    private int run(String... options) {
        var screen = new Screen(new PrintStream(shown, true, StandardCharsets.UTF_8), Screen.Style.PLAIN);
        var writer = new PrintWriter(said);
        var here = directory.toString();
        var paths = Stream.of("--root", here, "--directory", here, "--distribution", here);
        var arguments = Stream.concat(paths, Arrays.stream(options)).toArray(String[]::new);
        return new CommandLine(new Demo(screen, directory.resolve("copy")))
                .setOut(writer)
                .setErr(writer)
                .execute(arguments);
    }
}
