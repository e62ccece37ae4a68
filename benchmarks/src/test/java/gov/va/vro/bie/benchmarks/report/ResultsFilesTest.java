package gov.va.vro.bie.benchmarks.report;

import static gov.va.vro.bie.benchmarks.report.Samples.figure;
import static gov.va.vro.bie.benchmarks.report.Samples.part;
import static gov.va.vro.bie.benchmarks.report.Samples.table;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResultsFilesTest {

    private static final List<String> PARTS = List.of("micro", "sink");

    @TempDir
    private Path benchmarks;

    @Test
    void keepsAllThatAPartHasMeasured() throws IOException {
        var measured = part(
                "sink",
                List.of(figure("sink/rate", 0.97, Target.atLeast(0.95))),
                Map.of("sink/records", 18_400.5),
                List.of(table("Queues")),
                List.of(Samples.WINDOW));

        new ResultsFiles(benchmarks).write(measured);

        assertThat(new ResultsFiles(benchmarks).read(PARTS)).containsExactly(measured);
    }

    @Test
    void hasThePartsInTheirOrderAndNoOther() throws IOException {
        var files = new ResultsFiles(benchmarks);
        files.write(part("sink"));
        files.write(part("gone"));
        files.write(part("micro"));

        assertThat(files.read(PARTS)).extracting(PartResults::part).containsExactly("micro", "sink");
    }

    @Test
    void takesTheNewerResultsOfAPart() throws IOException {
        var files = new ResultsFiles(benchmarks);
        files.write(part("sink", figure("sink/rate", 0.5, Target.atLeast(0.95))));
        files.write(part("sink", figure("sink/rate", 0.97, Target.atLeast(0.95))));

        assertThat(files.read(PARTS))
                .singleElement()
                .satisfies(part -> assertThat(part.figures())
                        .singleElement()
                        .satisfies(figure -> assertThat(figure.figure().ratio()).isEqualTo(0.97)));
    }

    @Test
    void writesARowForEachFigure() throws IOException {
        var files = new ResultsFiles(benchmarks);

        files.writeRows(List.of(
                part("micro", figure("micro/json", 0.30001, Target.atMost(0.35))),
                part("sink", figure("sink/rate", 0.94999, Target.atLeast(0.95)))));

        assertThat(benchmarks.resolve("results.json")).hasContent("""
                [
                  {
                    "name": "micro/json",
                    "ratio": 0.301,
                    "target": "<= 0.35",
                    "reached": true
                  },
                  {
                    "name": "sink/rate",
                    "ratio": 0.949,
                    "target": ">= 0.95",
                    "reached": false
                  }
                ]
                """);
    }

    @Test
    void refusesOneNameForTwoFigures() {
        var twice = List.of(
                part("micro", figure("sink/rate", 1, Target.atLeast(1))),
                part("sink", figure("sink/rate", 2, Target.atLeast(1))));

        assertThatThrownBy(() -> new ResultsFiles(benchmarks).writeRows(twice)).hasMessageContaining("\"sink/rate\"");
        assertThat(Files.exists(benchmarks.resolve("results.json"))).isFalse();
    }
}
