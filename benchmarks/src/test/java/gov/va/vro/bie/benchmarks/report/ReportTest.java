package gov.va.vro.bie.benchmarks.report;

import static gov.va.vro.bie.benchmarks.report.Samples.figure;
import static gov.va.vro.bie.benchmarks.report.Samples.part;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportTest {

    @TempDir
    private Path root;

    private Report report;

    @BeforeEach
    void prepare() {
        report = new Report(root, List.of("micro", "sink"));
    }

    @Test
    void leavesTheRowsOfAPartThatWasNotRun() throws IOException {
        report.add(part("micro", figure("micro/json", 0.3, Target.atMost(0.35))));
        report.add(part("sink", figure("sink/rate", 0.5, Target.atLeast(0.95))));

        report.add(part("sink", figure("sink/rate", 0.97, Target.atLeast(0.95))));

        assertThat(Files.readString(root.resolve("benchmarks/results.json")))
                .containsSubsequence("micro/json", "0.3", "sink/rate", "0.97")
                .doesNotContain("0.5");
        assertThat(Files.readString(root.resolve("docs/performance.md")))
                .containsSubsequence("`micro/json`", "0.3", "`sink/rate`", "0.97");
    }

    @Test
    void writesTheSameFilesFromTheSameResults() throws IOException {
        report.add(part("micro", figure("micro/json", 0.3, Target.atMost(0.35))));
        report.add(part(
                "sink", List.of(), Map.of("sink/rate", 5.0), List.of(Samples.table("T")), List.of(Samples.WINDOW)));
        var before = content();

        report.compose();

        assertThat(before)
                .containsKeys(Path.of("docs/performance/sink-window-rate.svg"), Path.of("docs/performance.md"));
        assertThat(content()).isEqualTo(before);
    }

    @Test
    void deletesAPlotThatNoPartHasAnyMore() throws IOException {
        report.add(part("sink", List.of(), Map.of(), List.of(), List.of(Samples.WINDOW)));
        report.add(part("sink"));

        assertThat(root.resolve("docs/performance/sink-window-rate.svg")).doesNotExist();
    }

    @Test
    void countsWhatIsReachedAndNamesWhatIsMissedWithoutAWord() throws IOException {
        report.add(part(
                "sink",
                figure("sink/rate", 0.97, Target.atLeast(0.95)),
                figure("sink/never-heard-of", 2, Target.atMost(1.2))));

        assertThat(report.compose()).isEqualTo(new Report.Composed(2, 1, List.of("sink/never-heard-of")));
    }

    private Map<Path, String> content() throws IOException {
        var content = new TreeMap<Path, String>();
        try (var files = Files.walk(root)) {
            for (var file : files.filter(Files::isRegularFile).toList()) {
                content.put(root.relativize(file), Files.readString(file));
            }
        }
        return content;
    }
}
