package gov.va.vro.bie.benchmarks.report;

import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import com.fasterxml.jackson.core.util.Separators.Spacing;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;

/**
 * {@code results/PART.json}, a file for each part that was ever measured, and {@code results.json}, which is composed
 * of them: so a part that is measured alone leaves the rows of the others as they are.
 */
public final class ResultsFiles {

    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
    private static final ObjectWriter WRITER = JSON.writer(printer());

    private final Path folder;
    private final Path rows;

    /**
     * @param benchmarks the folder of both
     */
    public ResultsFiles(Path benchmarks) {
        folder = benchmarks.resolve("results");
        rows = benchmarks.resolve("results.json");
    }

    /** The results of the parts that have any, in the order of the names; what other files there are does not count. */
    public List<PartResults> read(List<String> parts) throws IOException {
        var found = new ArrayList<PartResults>();
        for (var part : parts) {
            read(part).ifPresent(found::add);
        }
        return List.copyOf(found);
    }

    private Optional<PartResults> read(String part) throws IOException {
        var file = file(part);
        return Files.exists(file) ? Optional.of(JSON.readValue(file.toFile(), PartResults.class)) : Optional.empty();
    }

    public void write(PartResults results) throws IOException {
        Files.createDirectories(folder);
        Files.writeString(file(results.part()), text(results));
    }

    /** Writes a row for each figure of the parts. */
    public void writeRows(List<PartResults> parts) throws IOException {
        var names = new HashSet<String>();
        var all = new ArrayList<Row>();
        for (var part : parts) {
            for (var measured : part.figures()) {
                if (!names.add(measured.figure().name())) {
                    throw new IllegalStateException("Two parts have a figure \""
                            + measured.figure().name() + "\", the part " + part.part() + " among them: rename one");
                }
                all.add(Row.of(measured.figure()));
            }
        }
        Files.createDirectories(rows.toAbsolutePath().getParent());
        Files.writeString(rows, text(all));
    }

    private Path file(String part) {
        return folder.resolve(part + ".json");
    }

    private static String text(Object value) throws IOException {
        return WRITER.writeValueAsString(value) + "\n";
    }

    /** A line for each element, whatever the platform: the files are kept and compared. */
    private static DefaultPrettyPrinter printer() {
        var indenter = new DefaultIndenter("  ", "\n");
        return new DefaultPrettyPrinter(Separators.createDefaultInstance().withObjectFieldValueSpacing(Spacing.AFTER))
                .withObjectIndenter(indenter)
                .withArrayIndenter(indenter);
    }

    private record Row(String name, double ratio, String target, boolean reached) {
        static Row of(Figure figure) {
            return new Row(
                    figure.name(),
                    figure.shownRatio().doubleValue(),
                    figure.target().toString(),
                    figure.reached());
        }
    }
}
