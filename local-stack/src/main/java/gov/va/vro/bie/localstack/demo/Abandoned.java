package gov.va.vro.bie.localstack.demo;

import gov.va.vro.bie.localstack.Stack;
import gov.va.vro.bie.localstack.files.FileTrees;
import gov.va.vro.bie.localstack.process.Leftovers;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.slf4j.LoggerFactory;

/** The directories that a demo has for itself alone, named for its process; one that was killed has left them behind. */
final class Abandoned {
    static final String PREFIX = "demo-";

    private static final Pattern NAME = Pattern.compile(PREFIX + "([0-9]+)(\\.files)?");
    private static final Duration TETHER = Duration.ofSeconds(6);

    private Abandoned() {}

    /** Deletes those below {@code directory} whose process is gone; what still ends in them is waited for. */
    static void deleteAll(Path directory) {
        for (var candidate : children(directory)) {
            var name = NAME.matcher(candidate.getFileName().toString());
            if (name.matches()
                    && ProcessHandle.of(Long.parseLong(name.group(1))).isEmpty()) {
                Leftovers.end(Stack.runFiles(candidate), TETHER);
                delete(candidate);
            }
        }
    }

    /** What cannot be deleted now, the next demo finds abandoned. */
    static void delete(Path directory) {
        try {
            FileTrees.delete(directory);
        } catch (IOException | UncheckedIOException e) {
            LoggerFactory.getLogger(Abandoned.class).debug("not deleted: {}", directory, e);
        }
    }

    private static List<Path> children(Path directory) {
        if (Files.notExists(directory)) {
            return List.of();
        }
        try (var entries = Files.list(directory)) {
            return entries.toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
