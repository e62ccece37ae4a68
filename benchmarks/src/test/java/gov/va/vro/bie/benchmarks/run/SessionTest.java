package gov.va.vro.bie.benchmarks.run;

import static org.assertj.core.api.Assertions.assertThat;

import gov.va.vro.bie.benchmarks.report.Figure;
import gov.va.vro.bie.benchmarks.report.Report;
import gov.va.vro.bie.benchmarks.report.Results;
import gov.va.vro.bie.benchmarks.report.Target;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SessionTest {

    private static final Part ONE =
            part("one", (bench, results) -> results.add(new Figure("one/ratio", 2, Target.atLeast(1)), "2 against 1"));
    private static final Part FAILING = part("failing", (bench, results) -> {
        Files.writeString(bench.directory().resolve("left-over"), "");
        throw new IllegalStateException("no broker answers");
    });
    private static final Part TWO =
            part("two", (bench, results) -> results.add(new Figure("two/ratio", 3, Target.atMost(1)), "3 against 1"));

    @TempDir
    private Path root;

    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private Workbench bench;
    private Session session;

    @BeforeEach
    void prepare() throws IOException {
        bench = new Workbench(
                root, root.resolve("build"), root, Files.createDirectory(root.resolve("scratch")), Extent.QUICK);
        session = new Session(
                bench,
                new Report(root, List.of("one", "failing", "two")),
                Clock.systemUTC(),
                new PrintStream(printed, true, StandardCharsets.UTF_8));
    }

    @Test
    void tellsEachFigureAndWritesItDown() throws IOException {
        assertThat(session.run(List.of(ONE, TWO))).isEmpty();

        assertThat(printed.toString(StandardCharsets.UTF_8))
                .containsSubsequence("one/ratio", "2.000", ">= 1", "yes", "two/ratio", "MISSED", "3 against 1");
        assertThat(root.resolve("benchmarks/results/one.json")).content().contains("\"quick\": true");
    }

    @Test
    void measuresTheOthersWhenOneFailsAndSaysWhich() throws IOException {
        assertThat(session.run(List.of(ONE, FAILING, TWO))).containsExactly("failing");

        assertThat(printed.toString(StandardCharsets.UTF_8)).contains("no broker answers");
        assertThat(Files.readString(root.resolve("benchmarks/results.json"))).contains("one/ratio", "two/ratio");
        assertThat(root.resolve("benchmarks/results/failing.json")).doesNotExist();
    }

    @Test
    void leavesNothingInItsDirectory() throws IOException {
        session.run(List.of(FAILING, ONE));

        assertThat(bench.directory()).isEmptyDirectory();
    }

    private interface Measuring {
        void run(Workbench bench, Results results) throws Exception;
    }

    private static Part part(String name, Measuring measuring) {
        return new Part() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public String summary() {
                return "for the test";
            }

            @Override
            public void run(Workbench bench, Results results) throws Exception {
                measuring.run(bench, results);
            }
        };
    }
}
