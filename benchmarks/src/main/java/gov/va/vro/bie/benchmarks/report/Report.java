package gov.va.vro.bie.benchmarks.report;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** All that a run writes, below one directory: benchmarks/results.json, docs/performance.md, docs/performance/. */
public final class Report {

    private static final String TEMPLATE = "/performance.md";

    private final ResultsFiles files;
    private final PlotFiles plots;
    private final Path page;
    private final List<String> parts;

    /**
     * @param root the project's directory, or another that shall have the same files
     * @param parts the names of all parts, in the order in which they are shown
     */
    public Report(Path root, List<String> parts) {
        var docs = root.resolve("docs");
        files = new ResultsFiles(root.resolve("benchmarks"));
        plots = new PlotFiles(docs);
        page = docs.resolve("performance.md");
        this.parts = List.copyOf(parts);
    }

    /** Keeps what a part has measured, and composes everything again. */
    public void add(PartResults results) throws IOException {
        files.write(results);
        compose();
    }

    /** Writes rows, plots and page from what is kept. */
    public Composed compose() throws IOException {
        var measured = files.read(parts);
        files.writeRows(measured);
        plots.write(measured);
        var template = new PerformancePage(template());
        Files.createDirectories(page.toAbsolutePath().getParent());
        Files.writeString(page, template.render(measured));
        return new Composed(
                measured.stream().mapToInt(part -> part.figures().size()).sum(),
                (int) measured.stream()
                        .flatMap(part -> part.figures().stream())
                        .filter(figure -> figure.figure().reached())
                        .count(),
                template.unexplained(measured));
    }

    /**
     * @param unexplained figures that miss their target, of which the page does not say why
     */
    public record Composed(int figures, int reached, List<String> unexplained) {}

    private static String template() throws IOException {
        try (var in = Report.class.getResourceAsStream(TEMPLATE)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
