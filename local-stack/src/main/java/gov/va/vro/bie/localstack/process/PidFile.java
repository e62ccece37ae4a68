package gov.va.vro.bie.localstack.process;

import gov.va.vro.bie.localstack.files.PrivateFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/**
 * A file that names a running process by pid and start time. A pid alone would not do: after a crash it may have been
 * given to a stranger, who must not be signalled.
 */
public final class PidFile {

    /** The kernel counts start times in hundredths of a second since a boot time that it rounds to a second. */
    private static final Duration TOLERANCE = Duration.ofMillis(1500);

    private final Path file;

    private PidFile(Path file) {
        this.file = file;
    }

    public static PidFile at(Path file) {
        return new PidFile(file);
    }

    static PidFile write(Path file, ProcessHandle process) throws IOException {
        var started = process.info().startInstant().map(Instant::toEpochMilli).orElse(0L);
        PrivateFiles.write(file, process.pid() + " " + started + "\n");
        return new PidFile(file);
    }

    /** Names this very process. */
    public static PidFile writeOwn(Path file) {
        try {
            return write(file, ProcessHandle.current());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The process, if it still is the one that was written down. */
    public Optional<ProcessHandle> process() {
        try {
            var fields = Files.readString(file).strip().split(" ");
            var started = Instant.ofEpochMilli(Long.parseLong(fields[1]));
            return ProcessHandle.of(Long.parseLong(fields[0])).filter(process -> isOf(process, started));
        } catch (IOException | NumberFormatException | ArrayIndexOutOfBoundsException e) {
            return Optional.empty();
        }
    }

    /** SIGKILL to the process's group, if the process is still there; and the file is gone. */
    public void endGroup() {
        process().ifPresent(leader -> {
            Signals.killGroup(leader.pid());
            awaitEnd(leader, Duration.ofSeconds(10));
        });
        delete();
    }

    /** SIGTERM to the process, if it is still there, and SIGKILL when it is there after {@code patience}. */
    public void end(Duration patience) {
        process().ifPresent(process -> {
            process.destroy();
            awaitEnd(process, patience);
            process.destroyForcibly();
        });
    }

    public void delete() {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits for the end of a process that need not be a child of this one. */
    static void awaitEnd(ProcessHandle process, Duration patience) {
        var until = System.nanoTime() + patience.toNanos();
        while (isRunning(process) && System.nanoTime() < until) {
            LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
        }
    }

    /** A process that has ended stays visible until its parent takes notice; one whose parent never does is no process. */
    private static boolean isRunning(ProcessHandle process) {
        try {
            var stat = Files.readString(Path.of("/proc", Long.toString(process.pid()), "stat"));
            return !stat.substring(stat.lastIndexOf(')')).startsWith(") Z");
        } catch (IOException e) {
            return process.isAlive();
        }
    }

    private static boolean isOf(ProcessHandle process, Instant started) {
        return isRunning(process)
                && process.info()
                        .startInstant()
                        .map(now -> Duration.between(started, now).abs().compareTo(TOLERANCE) <= 0)
                        .orElse(false);
    }
}
