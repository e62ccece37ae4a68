package gov.va.vro.bie.benchmarks.run;

import gov.va.vro.bie.benchmarks.report.Figure;
import gov.va.vro.bie.benchmarks.report.PartResults;
import gov.va.vro.bie.benchmarks.report.Report;
import gov.va.vro.bie.benchmarks.report.Results;
import gov.va.vro.bie.benchmarks.report.Results.MeasuredFigure;
import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * One run. What a part has measured is written when it ends, so a run that is cut short loses only the part in hand;
 * and a part that fails does not keep the others from being measured.
 */
final class Session {

    private final Workbench bench;
    private final Report report;
    private final Clock clock;
    private final PrintStream out;

    Session(Workbench bench, Report report, Clock clock, PrintStream out) {
        this.bench = bench;
        this.report = report;
        this.clock = clock;
        this.out = out;
    }

    /** The names of those that failed. */
    List<String> run(List<Part> parts) throws IOException {
        var commit = Revision.of(bench.root());
        var machine = new Machine(bench).describe();
        var failed = new ArrayList<String>();
        for (var part : parts) {
            out.printf("%s: %s%n", part.name(), part.summary());
            var start = clock.instant();
            var results = new Results(this::tell);
            var directory = Files.createDirectory(bench.directory().resolve(part.name()));
            try {
                part.run(bench.in(directory), results);
            } catch (Exception | LinkageError | AssertionError e) {
                e.printStackTrace(out);
                failed.add(part.name());
                continue;
            } finally {
                delete(directory);
            }
            var took = Duration.between(start, clock.instant());
            report.add(new PartResults(
                    part.name(),
                    commit,
                    LocalDate.now(clock).toString(),
                    bench.quick(),
                    took.toSeconds(),
                    machine,
                    results.figures(),
                    results.values(),
                    results.tables(),
                    results.plots()));
            out.printf("%s took %d s%n", part.name(), took.toSeconds());
        }
        return failed;
    }

    private void tell(MeasuredFigure measured) {
        Figure figure = measured.figure();
        out.printf(
                "  %-45s %8.3f %8s %-6s %s%n",
                figure.name(),
                figure.ratio(),
                figure.target(),
                figure.reached() ? "yes" : "MISSED",
                measured.measured());
    }

    /** What cannot be deleted, because something still writes there, goes with the directory of the run. */
    private static void delete(Path directory) throws IOException {
        try (var files = Files.walk(directory)) {
            files.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(File::delete);
        } catch (UncheckedIOException e) {
            // It was deleted meanwhile.
        }
    }
}
