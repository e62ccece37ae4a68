package gov.va.vro.bie.localstack.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** What a stack that crashed may have left running. The tether ends it within seconds; this makes sure. */
public final class Leftovers {

    private Leftovers() {}

    /** Waits up to {@code patience} for what is named in {@code run} to end by itself, and then ends it. */
    public static void end(Path run, Duration patience) {
        var until = System.nanoTime() + patience.toNanos();
        for (var pidFile : pidFiles(run)) {
            pidFile.process()
                    .ifPresent(process -> PidFile.awaitEnd(process, Duration.ofNanos(until - System.nanoTime())));
            pidFile.endGroup();
        }
    }

    private static List<PidFile> pidFiles(Path run) {
        if (Files.notExists(run)) {
            return List.of();
        }
        try (var files = Files.list(run)) {
            return files.filter(file -> file.toString().endsWith(".pid"))
                    .map(PidFile::at)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
