package gov.va.vro.bie.localstack.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/**
 * A tethered process, running or ended. {@code process} is the tether itself, the leader of the child's process group;
 * it ends when the child has.
 */
public final class Child {

    private static final long TETHER_MILLIS = 2_000;

    private final ChildSpec spec;
    private final Process process;
    private final Path log;
    private final PidFile pidFile;
    private volatile boolean ending;

    Child(ChildSpec spec, Process process, Path log, PidFile pidFile) {
        this.spec = spec;
        this.process = process;
        this.log = log;
        this.pidFile = pidFile;
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** Whether somebody here asked it to end. */
    public boolean isEnding() {
        return ending;
    }

    /** Its exit status, when it has one. */
    public CompletableFuture<Integer> onExit() {
        return process.onExit().thenApply(Process::exitValue);
    }

    public Path log() {
        return log;
    }

    /** The end of its log, for an error message. */
    public String lastLines() {
        return LogTail.of(log, 15);
    }

    /** Asks it to end, and returns when it has; what is left of it after its grace is killed. */
    public void stop() {
        ending = true;
        try (var leash = process.getOutputStream()) {
            leash.write((spec.grace().toSeconds() + "\n").getBytes(StandardCharsets.US_ASCII));
            leash.flush();
            await(spec.grace().toMillis() + 2000);
        } catch (IOException e) {
            // It has ended already, and its end of the pipe with it.
        }
        kill();
    }

    /**
     * SIGKILL to it and all it has started; returns when it is gone. The tether is spared at first, so that it collects
     * the child's exit: left to a slow process 1, a killed PostgreSQL would count as running and keep the next one out.
     * A tether that has ended has ended its group, and its number may be somebody else's by now.
     */
    public void kill() {
        ending = true;
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        await(TETHER_MILLIS);
        if (process.isAlive()) {
            Signals.killGroup(process.pid());
            await(10_000);
        }
        pidFile.delete();
    }

    /** SIGSTOP to it and all it has started: it is there, and silent. The tether goes on watching. */
    public void freeze() {
        signal("STOP");
    }

    /** SIGCONT: it goes on where it was frozen. */
    public void thaw() {
        signal("CONT");
    }

    /** The processor time that it and all it has started have used so far; of what has ended, none. */
    public Duration cpu() {
        return own().flatMap(one -> one.info().totalCpuDuration().stream()).reduce(Duration.ZERO, Duration::plus);
    }

    private void signal(String name) {
        Signals.send(name, own().map(ProcessHandle::pid).toList());
    }

    /** Without the tether: its own second process shows the tether's command line. */
    private Stream<ProcessHandle> own() {
        var tether = process.info().arguments().map(List::of);
        return process.descendants()
                .filter(one -> !one.info().arguments().map(List::of).equals(tether));
    }

    private void await(long millis) {
        try {
            process.onExit().get(millis, TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException e) {
            // What is still there gets SIGKILL next, or has had it.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
