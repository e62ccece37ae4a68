package gov.va.vro.bie.benchmarks.sink.plugin;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Type;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.sink.SinkTask;

/**
 * Counts records and drops them, at a pace if it has one. Between two counts it takes the time, and the processor time
 * of the whole worker, from within, because nothing outside sees how far it is; they go into a file, which appears
 * complete.
 */
public final class NothingSinkTask extends SinkTask {

    public static final String FROM = "benchmark.from";
    public static final String TO = "benchmark.to";
    public static final String FILE = "benchmark.file";
    public static final String PACE = "benchmark.pace";

    /** As fast as they come. */
    public static final long UNPACED = 0;

    static final ConfigDef CONFIG = new ConfigDef()
            .define(FROM, Type.LONG, Importance.HIGH, "count at which the clock starts")
            .define(TO, Type.LONG, Importance.HIGH, "count at which it stops")
            .define(FILE, Type.STRING, Importance.HIGH, "where records, nanoseconds and processor nanoseconds go")
            .define(PACE, Type.LONG, UNPACED, Importance.LOW, "records a second to take at most, or 0 for all");

    private long from;
    private long to;
    private Path file;
    private long pace;
    private long began;
    private long seen;
    private Moment start;

    private record Moment(long seen, long nanos, long cpuNanos) {}

    @Override
    public void start(Map<String, String> config) {
        from = Long.parseLong(config.get(FROM));
        to = Long.parseLong(config.get(TO));
        file = Path.of(config.get(FILE));
        pace = Long.parseLong(config.getOrDefault(PACE, Long.toString(UNPACED)));
    }

    @Override
    public void put(Collection<SinkRecord> records) {
        var before = seen;
        seen += records.size();
        if (before < from && seen >= from) {
            start = now();
        }
        if (before < to && seen >= to) {
            report(now());
        }
        if (pace != UNPACED) {
            awaitTurn(before);
        }
    }

    /** Holds the worker up as a broker would that takes so many a second. */
    private void awaitTurn(long before) {
        if (before == 0) {
            began = System.nanoTime();
        }
        var due = began + seen * TimeUnit.SECONDS.toNanos(1) / pace;
        for (var left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }

    private Moment now() {
        var system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        return new Moment(seen, System.nanoTime(), system.getProcessCpuTime());
    }

    private void report(Moment end) {
        var line = (end.seen - start.seen) + " " + (end.nanos - start.nanos) + " " + (end.cpuNanos - start.cpuNanos);
        try {
            var draft = Files.writeString(file.resolveSibling(file.getFileName() + ".draft"), line);
            Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void stop() {
        // Nothing was started.
    }

    @Override
    public String version() {
        return "0";
    }
}
