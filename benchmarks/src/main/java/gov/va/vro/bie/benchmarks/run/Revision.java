package gov.va.vro.bie.benchmarks.run;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Which commit is measured, by git; what a run itself writes is no change. */
final class Revision {

    private Revision() {}

    static String of(Path root) {
        try {
            var commit = git(root, "rev-parse", "--short=10", "HEAD");
            var changes = git(
                    root,
                    "status",
                    "--porcelain",
                    "--untracked-files=no",
                    "--",
                    ".",
                    ":!docs/performance*",
                    ":!benchmarks/results*");
            return changes.isEmpty() ? commit : commit + " with changes";
        } catch (IOException e) {
            return "unknown";
        }
    }

    private static String git(Path root, String... arguments) throws IOException {
        var command = new ArrayList<>(List.of("git", "-C", root.toString()));
        command.addAll(List.of(arguments));
        var process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        try {
            if (process.waitFor() != 0) {
                throw new IOException("git says nothing of " + root);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
        return output;
    }
}
