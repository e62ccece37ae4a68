package gov.va.vro.bie.localstack.process;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** The end of a log. */
public final class LogTail {

    private static final int BYTES = 16 * 1024;

    private LogTail() {}

    /** The last lines of {@code log}, at most {@code count} of its last 16 KB; empty when it cannot be read. */
    public static String of(Path log, int count) {
        try (var file = new RandomAccessFile(log.toFile(), "r")) {
            var start = Math.max(0, file.length() - BYTES);
            file.seek(start);
            var bytes = new byte[(int) (file.length() - start)];
            file.readFully(bytes);
            return last(new String(bytes, StandardCharsets.UTF_8), count);
        } catch (IOException e) {
            return "";
        }
    }

    static String last(String text, int count) {
        List<String> lines = text.stripTrailing().lines().toList();
        return String.join("\n", lines.subList(Math.max(0, lines.size() - count), lines.size()));
    }
}
