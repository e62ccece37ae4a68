package gov.va.vro.bie.it.faces;

import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;
import gov.va.vro.bie.localstack.Part;
import gov.va.vro.bie.localstack.Stack;
import gov.va.vro.bie.localstack.process.PidFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** The process of a Connect worker of a stack, as the operating system and the JDK's tools see it from outside. */
public final class WorkerProcess {

    /** The two generations of the serial collector, and not the classes' own space. */
    private static final Pattern USED = Pattern.compile("generation +total \\d+K, used (\\d+)K");

    private final PidFile tether;

    private WorkerProcess(PidFile tether) {
        this.tether = tether;
    }

    /** @param number the worker's; 1 is the stack's own */
    public static WorkerProcess of(Path stackDirectory, int number) {
        var name = Part.CONNECT.id() + (number == 1 ? "" : "-" + number);
        return new WorkerProcess(PidFile.at(Stack.runFiles(stackDirectory).resolve(name + ".pid")));
    }

    /** What {@code jcmd} answers. */
    public String jcmd(String... arguments) throws IOException, InterruptedException {
        var command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(), Long.toString(pid())));
        command.addAll(List.of(arguments));
        return run(command.toArray(String[]::new));
    }

    /**
     * Its MBeans. The JDK's attach mechanism, which is open to the user that runs the worker and to no other, has it
     * tell an address of this machine, so that the worker needs no port of its own for that.
     */
    public WorkerMBeans mbeans() throws IOException {
        try {
            var machine = VirtualMachine.attach(Long.toString(pid()));
            try {
                return WorkerMBeans.at(machine.startLocalManagementAgent());
            } finally {
                machine.detach();
            }
        } catch (AttachNotSupportedException e) {
            throw new IOException(e);
        }
    }

    /** How much of its heap is in use right after a full collection. */
    public long reachableHeapBytes() throws IOException, InterruptedException {
        jcmd("GC.run");
        var used = USED.matcher(jcmd("GC.heap_info"));
        long kilobytes = 0;
        while (used.find()) {
            kilobytes += Long.parseLong(used.group(1));
        }
        return kilobytes * 1_024;
    }

    /** Its own CPU time so far. */
    public Duration cpuTime() {
        return process().info().totalCpuDuration().orElseThrow();
    }

    private long pid() {
        return process().pid();
    }

    /** Below the script that watches it. */
    private ProcessHandle process() {
        return tether.process()
                .flatMap(script -> script.descendants()
                        .filter(process -> process.info().command().orElse("").endsWith("/java"))
                        .findFirst())
                .orElseThrow(() -> new IllegalStateException("the worker does not run"));
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
