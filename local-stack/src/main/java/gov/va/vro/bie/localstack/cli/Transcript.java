package gov.va.vro.bie.localstack.cli;

import gov.va.vro.bie.localstack.Part;
import gov.va.vro.bie.localstack.Progress;
import gov.va.vro.bie.localstack.files.PrivateFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/**
 * How a start goes, told by the supervisor in a file and read by whoever asked for it. The last line says how it ended:
 * {@link #UP}, or {@link #FAILED} with the reason in the lines behind it.
 */
final class Transcript implements Progress {

    private static final String UP = "up";
    private static final String FAILED = "failed";

    private final Path file;

    Transcript(Path file) {
        this.file = file;
    }

    /** How a start ended: {@code failure} is empty when all parts are up. */
    record Outcome(Optional<String> failure) {}

    void begin() {
        try {
            PrivateFiles.write(file, "");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void starting(Part part) {
        append("  " + part.title() + " ...");
    }

    @Override
    public void started(Part part, Duration took) {
        append(String.format(Locale.ROOT, "  %s answers after %.1f s", part.title(), took.toMillis() / 1000.0));
    }

    @Override
    public void detail(String line) {
        append("  " + line);
    }

    void up() {
        append(UP);
    }

    void failed(String reason) {
        append(FAILED + "\n" + reason);
    }

    /** What has been told so far. */
    String text() {
        try {
            return Files.exists(file) ? Files.readString(file) : "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static boolean isLine(String line) {
        return !line.equals(UP) && !line.equals(FAILED);
    }

    /** The end, when {@code text} has come to one. */
    static Optional<Outcome> outcome(String text) {
        var failed = ("\n" + text).indexOf("\n" + FAILED + "\n");
        if (failed >= 0) {
            var reason = text.substring(failed + FAILED.length() + 1).strip();
            return Optional.of(new Outcome(Optional.of(reason)));
        }
        return ("\n" + text).endsWith("\n" + UP + "\n") ? Optional.of(new Outcome(Optional.empty())) : Optional.empty();
    }

    private synchronized void append(String line) {
        try {
            Files.writeString(file, line + "\n", StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
