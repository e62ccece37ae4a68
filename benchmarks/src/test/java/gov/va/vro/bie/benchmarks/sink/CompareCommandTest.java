package gov.va.vro.bie.benchmarks.sink;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

/** What cannot be compared is said at once; behind the checks nothing here would be found. */
class CompareCommandTest {

    @TempDir
    private Path root;

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    --rounds  | 0                              | --rounds takes a number above 0
                    --rounds  | -1                             | --rounds takes a number above 0
                    --records | 0                              | --records takes a number from 1 to 350,000
                    --records | 350001                         | --records takes a number from 1 to 350,000
                    --on      | 1kb-quorum-pined               | --on takes of these, each once:
                    --on      | 1kb-quorum-pinned,1kb          | --on takes of these, each once:
                    --on      | 300b-quorum-pinned,300b-quorum-pinned | --on takes of these, each once:
                    """)
    void refuses(String option, String value, String sentence) {
        var errors = new StringWriter();

        assertThat(execute(errors, option, value)).isEqualTo(CommandLine.ExitCode.USAGE);
        assertThat(errors.toString()).startsWith(sentence);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    --rounds  | 1
                    --records | 1
                    --records | 350000
                    --on      | 1kb-quorum-pinned,300b-classic-unpinned
                    """)
    void takes(String option, String value) {
        var errors = new StringWriter();

        assertThat(execute(errors, option, value)).isEqualTo(CommandLine.ExitCode.SOFTWARE);
        assertThat(errors.toString()).contains("NoSuchFileException", "others");
    }

    private int execute(StringWriter errors, String option, String value) {
        var all = new ArrayList<>(List.of(option, value));
        for (var place : List.of("--root", "--build", "--distribution", "--directory")) {
            all.addAll(List.of(place, root.toString()));
        }
        all.addAll(List.of("--others", root.resolve("others").toString()));
        return new CommandLine(new CompareCommand())
                .setErr(new PrintWriter(errors, true))
                .execute(all.toArray(String[]::new));
    }
}
