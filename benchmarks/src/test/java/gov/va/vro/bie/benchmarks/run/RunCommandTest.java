package gov.va.vro.bie.benchmarks.run;

import static org.assertj.core.api.Assertions.assertThat;

import gov.va.vro.bie.benchmarks.report.Figure;
import gov.va.vro.bie.benchmarks.report.Results;
import gov.va.vro.bie.benchmarks.report.Target;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class RunCommandTest {

    @TempDir
    private Path root;

    private final List<String> ran = new ArrayList<>();
    private final List<Extent> extents = new ArrayList<>();
    private final StringWriter errors = new StringWriter();
    private Path scratch;

    @BeforeEach
    void prepare() throws IOException {
        scratch = Files.createDirectory(root.resolve("scratch"));
    }

    @Test
    void measuresAllPartsInTheirOrder() {
        assertThat(execute()).isZero();

        assertThat(ran).containsExactly("micro", "sink", "store");
    }

    @Test
    void measuresOnlyThePartsThatAreNamedInTheSameOrder() {
        assertThat(execute("--only", "store,micro")).isZero();

        assertThat(ran).containsExactly("micro", "store");
    }

    @Test
    void refusesAPartThatThereIsNotAndNamesThoseThatThereAre() {
        assertThat(execute("--only", "micro,sunk")).isEqualTo(CommandLine.ExitCode.USAGE);

        assertThat(ran).isEmpty();
        assertThat(errors.toString()).contains("\"sunk\"", "micro, sink, store");
    }

    @Test
    void measuresNothingToListThePartsOrToWriteThePageAgain() {
        assertThat(execute("--list")).isZero();
        assertThat(root.resolve("docs")).doesNotExist();

        assertThat(execute("--page")).isZero();
        assertThat(root.resolve("docs/performance.md")).exists();
        assertThat(ran).isEmpty();
    }

    @Test
    void writesElsewhereWhereItIsTold() {
        assertThat(execute("--only", "sink", "--into", root.resolve("other").toString()))
                .isZero();

        assertThat(root.resolve("other/benchmarks/results.json")).content().contains("sink/ratio");
        assertThat(root.resolve("other/docs/performance.md")).content().contains("sink/ratio");
        assertThat(root.resolve("docs")).doesNotExist();
        assertThat(root.resolve("benchmarks")).doesNotExist();
    }

    @Test
    void givesThePartsAsMuchTimeAsItIsTold() {
        execute("--only", "micro", "--quick");
        execute("--only", "micro", "--long");
        execute("--only", "micro");

        assertThat(extents).containsExactly(Extent.QUICK, Extent.LONG, Extent.FULL);
        assertThat(execute("--quick", "--long")).isEqualTo(CommandLine.ExitCode.USAGE);
    }

    @Test
    void endsWithOneWhenAPartHasFailed() {
        var failing = new RecordedPart("failing") {
            @Override
            public void run(Workbench bench, Results results) {
                throw new IllegalStateException("no broker answers");
            }
        };

        assertThat(execute(List.of(failing), List.of())).isEqualTo(1);
    }

    private int execute(String... arguments) {
        var parts = List.<Part>of(new RecordedPart("micro"), new RecordedPart("sink"), new RecordedPart("store"));
        return execute(parts, List.of(arguments));
    }

    private int execute(List<Part> parts, List<String> arguments) {
        var all = new ArrayList<>(arguments);
        all.addAll(List.of("--root", root.toString(), "--build", root.toString()));
        all.addAll(List.of("--distribution", root.toString(), "--directory", scratch.toString()));
        return new CommandLine(new RunCommand(parts))
                .setErr(new PrintWriter(errors, true))
                .execute(all.toArray(String[]::new));
    }

    private class RecordedPart implements Part {

        private final String name;

        RecordedPart(String name) {
            this.name = name;
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public String summary() {
            return "for the test";
        }

        @Override
        public void run(Workbench bench, Results results) {
            ran.add(name);
            extents.add(bench.extent());
            results.add(new Figure(name + "/ratio", 1, Target.atLeast(1)), "1 against 1");
        }
    }
}
