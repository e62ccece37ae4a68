package gov.va.vro.bie.benchmarks.sink;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;

/**
 * The heap and the collector with which Kafka's own scripts start a worker, for the worker and for whatever is compared
 * with it. The local stack saves memory instead, and a small heap is collected so often that it costs what is measured.
 */
final class ProductionJava {

    private static final List<String> OPTIONS = List.of(
            "-Xms256M",
            "-Xmx2G",
            "-XX:+UseG1GC",
            "-XX:MaxGCPauseMillis=20",
            "-XX:InitiatingHeapOccupancyPercent=35",
            "-XX:+ExplicitGCInvokesConcurrent");

    private ProductionJava() {}

    /** Program and options, to be followed by a class and its arguments. */
    static List<String> command() {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(OPTIONS);
        return command;
    }

    /** A Java for the local stack's worker, which takes the place of the options that the stack chooses. */
    static Path script(Path file) throws IOException {
        var executable = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
        Files.createFile(file, executable);
        return Files.writeString(file, """
                #!/bin/sh
                for option; do
                    shift
                    case $option in
                        -Xms* | -Xmx* | -XX:+UseSerialGC) ;;
                        *) set -- "$@" "$option" ;;
                    esac
                done
                exec %s "$@"
                """.formatted(String.join(" ", command())));
    }
}
