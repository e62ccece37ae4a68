package gov.va.vro.bie.benchmarks.profile;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The flight recorder of another JVM, worked with jcmd: so that JVM needs no option for it. */
public final class FlightRecorder {

    private static final String NAME = "name=benchmark";

    private final ProcessHandle process;

    public FlightRecorder(ProcessHandle process) {
        this.process = process;
    }

    /** Starts to record whole stacks, with the JDK's settings for a profile: a look at the threads every 10 ms. */
    public void start() throws IOException, InterruptedException {
        jcmd("JFR.configure", "stackdepth=256");
        jcmd("JFR.start", NAME, "settings=profile");
    }

    /** Ends the recording, and keeps it in a file. */
    public void stop(Path file) throws IOException, InterruptedException {
        jcmd("JFR.stop", NAME, "filename=" + file);
    }

    private void jcmd(String command, String... arguments) throws IOException, InterruptedException {
        var program = Path.of(System.getProperty("java.home"), "bin", "jcmd");
        var line = new ArrayList<>(List.of(program.toString(), Long.toString(process.pid()), command));
        line.addAll(List.of(arguments));
        var jcmd = new ProcessBuilder(line).redirectErrorStream(true).start();
        var answer = new String(jcmd.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (jcmd.waitFor() != 0) {
            throw new IOException(String.join(" ", line) + " answers: " + answer);
        }
    }
}
