package gov.va.vro.bie.benchmarks.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The plots of the page as SVG files beside it. */
public final class PlotFiles {

    /** Where they are, seen from the page. */
    static final String FOLDER = "performance";

    private static final String SUFFIX = ".svg";

    private final Path folder;

    /**
     * @param docs where the page is
     */
    public PlotFiles(Path docs) {
        folder = docs.resolve(FOLDER);
    }

    /** Writes the plots of these parts, and deletes any other. */
    public void write(List<PartResults> parts) throws IOException {
        Files.createDirectories(folder);
        for (var old : existing()) {
            Files.delete(old);
        }
        for (var part : parts) {
            for (var plot : part.plots()) {
                Files.writeString(folder.resolve(plot.name() + SUFFIX), Drawing.svg(plot));
            }
        }
    }

    private List<Path> existing() throws IOException {
        try (var files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(SUFFIX)).toList();
        }
    }
}
