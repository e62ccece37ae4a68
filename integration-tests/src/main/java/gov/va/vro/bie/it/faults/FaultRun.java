package gov.va.vro.bie.it.faults;

import gov.va.vro.bie.it.check.Verdict;
import gov.va.vro.bie.it.faces.WorkerProcess;
import gov.va.vro.bie.it.trial.UnsettledException;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;

/** Cycle after cycle of a schedule, until the time is over or the pipeline does not heal. */
final class FaultRun {

    /** Longer than every back-off, confirm timeout and session timeout one after the other. */
    private static final Duration PATIENCE = Duration.ofSeconds(240);

    private static final int QUEUES_A_RECORD = 2;
    private static final int COMMIT_SECONDS = 15;

    private final Ground ground;
    private final Schedule schedule;
    private final int window;
    private final int perSecond;
    private final PrintStream out;
    private final Report report = new Report();

    /** @param window how many records all tasks together may have under way */
    FaultRun(Ground ground, Schedule schedule, int window, int perSecond, PrintStream out) {
        this.ground = ground;
        this.schedule = schedule;
        this.window = window;
        this.perSecond = perSecond;
        this.out = out;
    }

    /** Returns whether every promise was kept. */
    boolean run(int firstCycle, Instant until) throws Exception {
        var healed = true;
        for (int number = firstCycle; healed && Instant.now().isBefore(until); number++) {
            healed = run(schedule.cycle(number));
        }
        out.println(report.table());
        out.println(report.sums());
        out.println(report.lastLine());
        return healed && report.isSound();
    }

    /** Returns whether the pipeline has healed by itself. */
    private boolean run(Cycle cycle) throws Exception {
        out.printf("cycle %3d  %s ...%n", cycle.number(), cycle.words());
        Verdict before = report.last();
        try {
            new CycleRun(ground).make(cycle);
            var end = Instant.now();
            var after = ground.trial().settle(PATIENCE);
            var toRest = Duration.between(end, Instant.now());
            var result = new CycleResult(cycle, before, after, toRest, mostRepeats(cycle));
            report.add(result);
            out.println(result.line());
            return true;
        } catch (UnsettledException e) {
            out.printf("cycle %3d  %s  NOT HEALED: %s%n", cycle.number(), cycle.words(), e.getMessage());
            keepThreads();
            return false;
        }
    }

    /** All windows, and what flowed since the last commit; while Kafka or the worker is away there is none. */
    private long mostRepeats(Cycle cycle) {
        var bursts = cycle.faults().stream().mapToInt(PlannedFault::burst).sum();
        var seconds = COMMIT_SECONDS + cycle.lastsMillis() / 1_000;
        return (long) QUEUES_A_RECORD * (window + bursts + seconds * perSecond);
    }

    /** What the workers' threads were at, for whoever examines it. */
    private void keepThreads() throws InterruptedException {
        for (int number = 1; number <= ground.workers(); number++) {
            var file = ground.directory().resolve("worker-" + number + "-threads.txt");
            try {
                Files.writeString(
                        file, WorkerProcess.of(ground.directory(), number).jcmd("Thread.print"));
                out.println("The threads of worker " + number + " are in " + file);
            } catch (IOException | IllegalStateException e) {
                out.println("The threads of worker " + number + " cannot be had: " + e.getMessage());
            }
        }
    }
}
