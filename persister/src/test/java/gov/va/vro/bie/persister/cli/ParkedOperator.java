package gov.va.vro.bie.persister.cli;

import static org.assertj.core.api.Assertions.assertThat;

import gov.va.vro.bie.persister.Persister;
import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Runs {@code persister parked}, in this process or in one of its own, and reads what it prints. */
final class ParkedOperator {

    private static final Path BUILD = Path.of(System.getProperty("build.directory", "target"));
    private static final Path JAR = BUILD.resolve("persister.jar");

    private final Map<String, String> environment;
    private StringWriter out = new StringWriter();
    private StringWriter err = new StringWriter();

    ParkedOperator(Map<String, String> environment) {
        this.environment = environment;
    }

    /** What a process of its own came to. */
    record Ended(int code, String out, String err) {}

    /** Returns the exit code. */
    int parked(String... arguments) {
        out = new StringWriter();
        err = new StringWriter();
        return Persister.commandLine(environment)
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(command(arguments).toArray(String[]::new));
    }

    /** What was printed last. */
    List<String> lines() {
        return out.toString().lines().toList();
    }

    /** What was complained about last. */
    String errors() {
        return err.toString();
    }

    /** Everything that the last command showed anybody. */
    String shown() {
        return out + errors();
    }

    /** A message's id in the list that was printed last. */
    String idOf(String coordinates) {
        return lines().stream()
                .filter(line -> line.contains("  " + coordinates + "  "))
                .findFirst()
                .map(line -> line.split(" ")[0])
                .orElseThrow();
    }

    Ended run(List<String> typed, String... arguments) throws Exception {
        return run(List.of(), typed, arguments);
    }

    /** @param options the JVM's */
    Ended run(List<String> options, List<String> typed, String... arguments) throws Exception {
        return run(process(options, arguments), typed);
    }

    /** Standard output takes nothing. */
    Ended runIntoAFullDisk(String... arguments) throws Exception {
        return run(process(List.of(), arguments).redirectOutput(new File("/dev/full")), List.of());
    }

    private static Ended run(ProcessBuilder builder, List<String> typed) throws Exception {
        var errors = Files.createTempFile(BUILD, "parked", ".err");
        try {
            var process = builder.redirectError(errors.toFile()).start();
            try (var input = new PrintWriter(process.getOutputStream(), true, StandardCharsets.UTF_8)) {
                typed.forEach(input::println);
            }
            var printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
            return new Ended(process.exitValue(), printed, Files.readString(errors));
        } finally {
            Files.delete(errors);
        }
    }

    /** In a process that the caller ends. */
    Process start(String... arguments) throws IOException {
        return process(List.of(), arguments).start();
    }

    private ProcessBuilder process(List<String> options, String... arguments) {
        var line = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        line.addAll(options);
        line.addAll(List.of("-jar", JAR.toString()));
        line.addAll(command(arguments));
        var builder = new ProcessBuilder(line);
        builder.environment().putAll(environment);
        return builder;
    }

    private static List<String> command(String... arguments) {
        var command = new ArrayList<>(List.of("parked"));
        command.addAll(List.of(arguments));
        return command;
    }
}
