package gov.va.vro.bie.localstack.demo;

import gov.va.vro.bie.localstack.events.Canaries;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Looks for the generator's canaries in every log of every process that the demo and its stack run. */
final class LogScan {

    private static final Pattern CANARY = Pattern.compile(Canaries.PATTERN);

    private LogScan() {}

    /** @param leaking lines in which a canary was found */
    record Found(int files, long lines, long leaking, List<String> leakingFiles) {}

    /** @param logs where the processes write; RabbitMQ writes one of its own beside that */
    static Found run(Path logs) throws IOException {
        var files = new ArrayList<Path>();
        for (var folder : List.of(logs, logs.resolveSibling("rabbitmq").resolve("log"))) {
            files.addAll(files(folder));
        }
        var leakingFiles = new ArrayList<String>();
        long lines = 0;
        long leaking = 0;
        for (var file : files) {
            long before = leaking;
            // Every byte is a character of this charset, so no line is unreadable.
            try (var reader = Files.newBufferedReader(file, StandardCharsets.ISO_8859_1)) {
                for (var line = reader.readLine(); line != null; line = reader.readLine()) {
                    lines++;
                    leaking += CANARY.matcher(line).find() ? 1 : 0;
                }
            }
            if (leaking > before) {
                leakingFiles.add(file.getFileName().toString());
            }
        }
        return new Found(files.size(), lines, leaking, leakingFiles);
    }

    private static List<Path> files(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(Files::isRegularFile).sorted().toList();
        }
    }
}
