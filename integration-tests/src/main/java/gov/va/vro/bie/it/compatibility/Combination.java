package gov.va.vro.bie.it.compatibility;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A worker to try the plugins on.
 *
 * @param connect the version of Connect
 * @param classPath the file with its class path
 * @param java the home of its Java
 */
record Combination(String connect, Path classPath, Path java) {

    /** Every version of Connect on every Java. */
    static List<Combination> all(List<Path> classPaths, List<Path> javas) {
        var all = new ArrayList<Combination>();
        for (Path classPath : classPaths) {
            for (Path java : javas) {
                var connect = classPath.getFileName().toString().replaceFirst("\\.classpath$", "");
                all.add(new Combination(connect, classPath, java));
            }
        }
        return all;
    }

    /** As the Java names itself, in the file that each of them has. */
    String javaVersion() throws IOException {
        return Files.readAllLines(java.resolve("release")).stream()
                .filter(line -> line.startsWith("JAVA_VERSION="))
                .map(line -> line.replaceAll("^JAVA_VERSION=|\"", ""))
                .findFirst()
                .orElse("unknown");
    }
}
