package gov.va.vro.bie.localstack.process;

import gov.va.vro.bie.localstack.StackException;
import gov.va.vro.bie.localstack.files.PrivateFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Starts processes that cannot outlive this one. Each runs under {@code tether.sh}, as the leader of a session of its
 * own, and holds the end of a pipe from this process; when that closes, for whatever reason (an orderly end, SIGKILL,
 * a crash), the whole group is ended. So no shutdown hook is needed, and none could be enough.
 *
 * <p>Output goes to {@code logs/NAME.log}; {@code run/NAME.pid} says which process group it is while it runs.
 */
public final class Tether {

    private static final String SCRIPT = "/local-stack/tether.sh";

    private final Path script;
    private final Path logs;
    private final Path run;

    /** Unpacks the script into {@code run}. */
    public Tether(Path logs, Path run) {
        this.logs = PrivateFiles.directory(logs);
        this.run = PrivateFiles.directory(run);
        this.script = run.resolve("tether.sh");
        try (var in = Tether.class.getResourceAsStream(SCRIPT)) {
            PrivateFiles.write(script, new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new StackException("cannot write " + script + ": " + e.getMessage(), e);
        }
    }

    /** The log of the process of this name. */
    public Path log(String name) {
        return logs.resolve(name + ".log");
    }

    /** Starts the process and returns at once. */
    public Child start(ChildSpec spec) {
        try {
            var process = tethered(spec).start();
            var pidFile = PidFile.write(run.resolve(spec.name() + ".pid"), process.toHandle());
            return new Child(spec, process, log(spec.name()), pidFile);
        } catch (IOException e) {
            throw new StackException(
                    "cannot run " + spec.command().get(0) + " under setsid and sh: " + e.getMessage(), e);
        }
    }

    /**
     * Starts a process that ends with {@code holder} instead of with this one, within a second of it: its pipe comes
     * from a process that does nothing but watch the holder.
     */
    public PidFile startHeldBy(ProcessHandle holder, ChildSpec spec) {
        var leash = new ProcessBuilder("setsid", "tail", "--pid=" + holder.pid(), "-f", "/dev/null")
                .redirectError(ProcessBuilder.Redirect.DISCARD);
        inherit(leash.environment());
        try {
            var process =
                    ProcessBuilder.startPipeline(List.of(leash, tethered(spec))).get(1);
            return PidFile.write(run.resolve(spec.name() + ".pid"), process.toHandle());
        } catch (IOException e) {
            throw new StackException(
                    "cannot run " + spec.command().get(0) + " under setsid, tail and sh: " + e.getMessage(), e);
        }
    }

    /** Runs a command to its end. The exception holds the end of its output when it fails. */
    public void run(ChildSpec spec) {
        var child = start(spec);
        try {
            var status = child.onExit().join();
            if (status != 0) {
                throw new StackException(spec.name() + " failed with status " + status + "\n" + child.lastLines());
            }
        } finally {
            child.kill();
        }
    }

    private ProcessBuilder tethered(ChildSpec spec) {
        var command = new ArrayList<>(List.of("setsid", "sh", script.toString(), spec.stopSignal()));
        command.addAll(spec.command());
        var builder = new ProcessBuilder(command)
                .directory(PrivateFiles.directory(spec.directory()).toFile())
                .redirectErrorStream(true)
                .redirectOutput(
                        ProcessBuilder.Redirect.appendTo(openLog(spec.name()).toFile()));
        inherit(builder.environment());
        builder.environment().putAll(spec.environment());
        return builder;
    }

    private Path openLog(String name) {
        try {
            var log = log(name);
            if (Files.notExists(log)) {
                PrivateFiles.write(log, "");
            }
            return log;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void inherit(Map<String, String> environment) {
        var own = System.getenv();
        environment.clear();
        for (var name : List.of("PATH", "HOME", "TMPDIR")) {
            if (own.containsKey(name)) {
                environment.put(name, own.get(name));
            }
        }
        environment.put("LC_ALL", "C.UTF-8");
    }
}
