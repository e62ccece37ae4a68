package gov.va.vro.bie.benchmarks.run;

import gov.va.vro.bie.benchmarks.report.Report;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code benchmarks/run}: measures, and writes down what came out. */
@Command(
        name = "run",
        description = "Measures all parts, one after the other, and writes benchmarks/results.json and"
                + " docs/performance.md. Whatever else the machine does is in the figures: let it be quiet.",
        mixinStandardHelpOptions = true)
public final class RunCommand implements Callable<Integer> {

    @ArgGroup
    private Length length = new Length();

    @Option(
            names = "--only",
            split = ",",
            paramLabel = "PART",
            description = "these parts; the rows of the others stay as they are")
    private List<String> only = List.of();

    @Option(names = "--list", description = "name the parts, and end")
    private boolean list;

    @Option(names = "--page", description = "measure nothing: write the page again from the results that are kept")
    private boolean page;

    @Option(
            names = "--into",
            paramLabel = "DIR",
            description = "write benchmarks/ and docs/ there, to try something, and leave what is kept as it is")
    private Path into;

    @Mixin
    private WorkbenchOptions places;

    /** A full run, or one of these. */
    private static final class Length {

        @Option(names = "--quick", description = "ten minutes in all: fewer rounds and records, the same comparisons")
        private boolean quick;

        @Option(names = "--long", description = "watches the heap for an hour instead of ten minutes")
        private boolean lengthy;

        Extent extent() {
            return quick ? Extent.QUICK : lengthy ? Extent.LONG : Extent.FULL;
        }
    }

    @Spec
    private CommandSpec spec;

    private final List<Part> parts;
    private final PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);

    RunCommand(List<Part> parts) {
        this.parts = List.copyOf(parts);
    }

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new RunCommand(Parts.all())).execute(arguments));
    }

    @Override
    public Integer call() throws Exception {
        if (list) {
            parts.forEach(part -> out.printf("%-14s %s%n", part.name(), part.summary()));
            return 0;
        }
        var report = new Report(
                into == null ? places.root() : into,
                parts.stream().map(Part::name).toList());
        var failed = page ? List.of() : measure(report);
        var composed = report.compose();
        out.printf(
                "%d of %d figures reach their target: docs/performance.md%n", composed.reached(), composed.figures());
        composed.unexplained()
                .forEach(figure -> out.printf("The page does not say why %s misses its target.%n", figure));
        if (!failed.isEmpty()) {
            out.printf("Failed, their earlier results stay: %s%n", failed);
        }
        return failed.isEmpty() ? 0 : 1;
    }

    private List<String> measure(Report report) throws Exception {
        var bench = places.bench(length.extent());
        var session = new Session(bench, report, Clock.systemUTC(), out);
        return session.run(chosen());
    }

    private List<Part> chosen() {
        var names = parts.stream().map(Part::name).toList();
        for (var name : only) {
            if (!names.contains(name)) {
                throw new ParameterException(
                        spec.commandLine(),
                        "There is no part \"" + name + "\"; the parts are " + String.join(", ", names));
            }
        }
        return parts.stream()
                .filter(part -> only.isEmpty() || only.contains(part.name()))
                .toList();
    }
}
