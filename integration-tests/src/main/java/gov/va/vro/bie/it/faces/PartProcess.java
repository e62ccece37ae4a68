package gov.va.vro.bie.it.faces;

import gov.va.vro.bie.localstack.Part;
import gov.va.vro.bie.localstack.Stack;
import gov.va.vro.bie.localstack.process.PidFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The process of a part of a stack, as the operating system and the JDK's tools see it. */
public final class PartProcess {

    private final Path stackDirectory;
    private final Part part;

    public PartProcess(Path stackDirectory, Part part) {
        this.stackDirectory = stackDirectory;
        this.part = part;
    }

    /** Stops it where it stands (SIGSTOP), with everything that it holds open. */
    public void hang() throws IOException, InterruptedException {
        run("kill", "-s", "STOP", Long.toString(pid()));
    }

    /** Lets it go on (SIGCONT). */
    public void goOn() throws IOException, InterruptedException {
        run("kill", "-s", "CONT", Long.toString(pid()));
    }

    /** What {@code jcmd} answers; for a part that is a JVM. */
    public String jcmd(String... arguments) throws IOException, InterruptedException {
        var command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(), Long.toString(pid())));
        command.addAll(List.of(arguments));
        return run(command.toArray(String[]::new));
    }

    /** Its own CPU time so far. */
    public Duration cpuTime() {
        return process().info().totalCpuDuration().orElseThrow();
    }

    private long pid() {
        return process().pid();
    }

    /** Below the script that watches it, and whatever starts it: the virtual machine. */
    private ProcessHandle process() {
        return PidFile.at(Stack.runFiles(stackDirectory).resolve(part.id() + ".pid"))
                .process()
                .flatMap(tether -> tether.descendants()
                        .filter(PartProcess::isVirtualMachine)
                        .findFirst())
                .orElseThrow(() -> new IllegalStateException(part.title() + " does not run"));
    }

    private static boolean isVirtualMachine(ProcessHandle process) {
        var program = process.info().command().orElse("");
        return program.endsWith("/java") || program.endsWith("/beam.smp");
    }

    private static String run(String... command) throws IOException, InterruptedException {
        var process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getOutputStream().close();
        var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException(String.join(" ", command) + ": " + output.strip());
        }
        return output;
    }
}
