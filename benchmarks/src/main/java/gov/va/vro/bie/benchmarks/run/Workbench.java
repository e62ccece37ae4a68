package gov.va.vro.bie.benchmarks.run;

import java.nio.file.Path;
import java.time.LocalTime;

/**
 * Where things are, and how much time there is.
 *
 * @param root the project's directory
 * @param build where this module is built: lib/ is its class path, plugins/ the peers, each in a folder of its own
 * @param distribution the local stack's
 * @param directory the part's own, empty, deleted after the run
 * @param extent how much time there is
 */
public record Workbench(Path root, Path build, Path distribution, Path directory, Extent extent) {

    /** What a full run takes, or the lesser that a quick one does with. */
    public int amount(int full, int quick) {
        return quick() ? quick : full;
    }

    /** The same of what a long run does more of. */
    public int amount(int lengthy, int full, int quick) {
        return extent == Extent.LONG ? lengthy : amount(full, quick);
    }

    public boolean quick() {
        return extent == Extent.QUICK;
    }

    /** A connector's JSON as it is shipped. */
    public Path connector(String file) {
        return root.resolve("connectors").resolve(file);
    }

    /** The class path of this module, for a JVM that a part starts. */
    public String classPath() {
        return build.resolve("lib") + "/*";
    }

    /** The folder of a peer's plugin. */
    public Path plugin(String name) {
        return build.resolve("plugins").resolve(name);
    }

    /** The folder that holds Debezium's plugin. */
    public Path debezium() {
        return build.resolve("debezium");
    }

    /** The same for another part. */
    Workbench in(Path directory) {
        return new Workbench(root, build, distribution, directory, extent);
    }

    /** Tells whoever watches the run. */
    public void say(String format, Object... arguments) {
        System.out.printf("  %tT %s%n", LocalTime.now(), format.formatted(arguments));
    }
}
