package gov.va.vro.bie.it.faults;

import gov.va.vro.bie.it.faces.WorkerProcess;
import gov.va.vro.bie.localstack.Part;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;

/**
 * One long outage of RabbitMQ under load: what the worker takes meanwhile, measured from outside. Its heap is read after
 * a full collection; its lines are those that the sink has logged.
 */
final class Outage {

    private static final Duration INTERVAL = Duration.ofSeconds(30);
    private static final Duration PATIENCE = Duration.ofMinutes(10);
    private static final int CALM_SECONDS = 20;
    private static final String SINKS = "task=";
    private static final String ROW = "%10s %14s %10s %12s%n";

    private final Ground ground;
    private final WorkerProcess worker;
    private final PrintStream out;

    Outage(Ground ground, PrintStream out) {
        this.ground = ground;
        this.worker = WorkerProcess.of(ground.directory(), 1);
        this.out = out;
    }

    /** Returns whether everything was delivered afterwards, in order. */
    boolean run(Duration lasts) throws Exception {
        var trial = ground.trial();
        out.printf(ROW, "after s", "heap in use", "CPU", "log lines");
        trial.load().flow();
        measure("before", Duration.ofSeconds(CALM_SECONDS));
        ground.stack().kill(Part.RABBITMQ);
        var begin = Instant.now();
        while (Duration.between(begin, Instant.now()).compareTo(lasts) < 0) {
            measure(Long.toString(Duration.between(begin, Instant.now()).toSeconds()), INTERVAL);
        }
        ground.stack().start(Part.RABBITMQ);
        var end = Instant.now();
        awaitFirst(end);
        var verdict = trial.settle(PATIENCE);
        out.printf("everything delivered and committed after %d s: %s%n", seconds(end), verdict);
        return verdict.isSound() && verdict.unflagged() == 0;
    }

    /** Waits so long, and prints what it took. */
    private void measure(String label, Duration interval) throws IOException, InterruptedException {
        var cpu = worker.cpuTime();
        var at = Instant.now();
        var lines = lines();
        TimeUnit.MILLISECONDS.sleep(interval.toMillis());
        var share = (double) worker.cpuTime().minus(cpu).toMillis()
                / Duration.between(at, Instant.now()).toMillis();
        out.printf(
                ROW,
                label,
                "%.1f MB".formatted(worker.reachableHeapBytes() / 1_048_576.0),
                "%.1f %%".formatted(100 * share),
                lines() - lines);
    }

    private void awaitFirst(Instant end) throws Exception {
        var trial = ground.trial();
        var queue = trial.destinations().get(0).queues().get(0);
        var before = trial.messages(queue);
        while (trial.messages(queue) == before && seconds(end) < PATIENCE.toSeconds()) {
            TimeUnit.MILLISECONDS.sleep(100);
        }
        out.printf(
                "the first message after %.1f s%n",
                Duration.between(end, Instant.now()).toMillis() / 1_000.0);
    }

    private long lines() throws IOException {
        try (var lines = Files.lines(ground.stack().logs().resolve("connect.log"))) {
            return lines.filter(line -> line.contains(SINKS)).count();
        }
    }

    private static long seconds(Instant since) {
        return Duration.between(since, Instant.now()).toSeconds();
    }
}
