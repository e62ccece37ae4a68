package gov.va.vro.bie.it.faults;

import gov.va.vro.bie.it.faces.WorkerProcess;
import gov.va.vro.bie.it.trial.UnsettledException;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.time.Instant;

/** Cycle after cycle of a schedule, until the time is over or the pipeline does not heal. */
final class FaultRun {

    private final Ground ground;
    private final Schedule schedule;
    private final PrintStream out;
    private final Report report = new Report();

    FaultRun(Ground ground, Schedule schedule, PrintStream out) {
        this.ground = ground;
        this.schedule = schedule;
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
        try {
            var result = new CycleRun(ground).run(cycle);
            report.add(result);
            out.println(result.line());
            return true;
        } catch (UnsettledException e) {
            out.printf("cycle %3d  %s  NOT HEALED: %s%n", cycle.number(), cycle.words(), e.getMessage());
            keepThreads();
            return false;
        }
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
