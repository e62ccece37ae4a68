package gov.va.vro.bie.benchmarks.run;

import java.nio.file.Path;
import picocli.CommandLine.Option;

/** Where things are, as the scripts tell their programs. */
public final class WorkbenchOptions {

    @Option(names = "--root", required = true, hidden = true)
    private Path root;

    @Option(names = "--build", required = true, hidden = true)
    private Path build;

    @Option(names = "--distribution", required = true, hidden = true)
    private Path distribution;

    @Option(names = "--directory", required = true, hidden = true)
    private Path directory;

    public Workbench bench(Extent extent) {
        return new Workbench(root, build, distribution, directory, extent);
    }

    Path root() {
        return root;
    }
}
