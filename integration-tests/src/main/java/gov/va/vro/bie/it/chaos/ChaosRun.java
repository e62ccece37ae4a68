package gov.va.vro.bie.it.chaos;

import com.rabbitmq.client.ShutdownSignalException;
import gov.va.vro.bie.it.faults.Timeline;
import gov.va.vro.bie.it.trial.UnsettledException;
import java.io.IOException;
import java.io.PrintStream;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Cycle after cycle of a schedule, each compared with what was produced, until the time is over or one is not whole. */
final class ChaosRun {

    /** Longer than every back-off, statement timeout, socket timeout and session timeout one after the other. */
    private static final Duration PATIENCE = Duration.ofSeconds(300);

    private static final int CALM_MILLIS = 1_000;

    private final ChaosGround ground;
    private final ChaosSchedule schedule;
    private final PrintStream out;
    private final ChaosCheck check;
    private final Settled settled;
    private final ChaosReport report = new ChaosReport();

    ChaosRun(ChaosGround ground, ChaosSchedule schedule, PrintStream out) {
        this.ground = ground;
        this.schedule = schedule;
        this.out = out;
        this.check = new ChaosCheck(ground);
        this.settled = new Settled(ground);
    }

    /** Returns whether the database was exactly what was produced, after every cycle and in the end. */
    boolean run(int firstCycle, Instant until) throws Exception {
        var whole = true;
        for (int number = firstCycle; whole && Instant.now().isBefore(until); number++) {
            whole = run(number, schedule.cycle(number));
        }
        if (report.cycles() == 0) {
            out.println("NO CYCLE: the time was over before the first one");
            whole = false;
        }
        whole &= isNothingLeftInQueues(whole);
        var difference = atTheEnd(whole);
        whole &= isKafkaWhole();
        whole &= isLedgerWhole();
        out.println(settled.restarts());
        difference.examples().forEach(example -> out.println("  " + example));
        out.println(report.table());
        out.println(report.sums(ground.produced()));
        out.println(report.lastLine(ground.produced(), difference));
        return whole && difference.isNone();
    }

    /** Returns whether the pipeline has come to rest by itself, with nothing missing and nothing too much. */
    private boolean run(int number, List<Blow> cycle) throws Exception {
        var words = ChaosReport.words(cycle);
        var before = ground.produced().count();
        out.printf("cycle %3d  %s ...%n", number, words);
        report.add(cycle);
        try {
            make(cycle);
            var end = Instant.now();
            ground.load().rest();
            settled.await(cycle, PATIENCE);
            var rest = Duration.between(end, Instant.now());
            var difference = check.ofTheLastCycle();
            var count = ground.produced().count() - before;
            out.printf(
                    "cycle %3d  %-70s %6d produced  at rest after %5.1f s  missing %d  extra %d  %s%n",
                    number,
                    words,
                    count,
                    rest.toMillis() / 1_000.0,
                    difference.missing(),
                    difference.extra(),
                    verdict(difference, count));
            return difference.isNone() && count > 0;
        } catch (UnsettledException e) {
            out.printf("cycle %3d  %s  NOT AT REST: %s%n", number, words, e.getMessage());
            return false;
        } catch (InterruptedException e) {
            throw e;
        } catch (Exception | AssertionError e) {
            out.printf("cycle %3d  %s  COULD NOT BE MADE: %s%n", number, words, e);
            e.printStackTrace(out);
            return false;
        }
    }

    private static String verdict(Difference difference, long produced) {
        if (!difference.isNone()) {
            return "NOT WHOLE";
        }
        return produced > 0 ? "ok" : "NOTHING PRODUCED: Kafka has acknowledged no record, so nothing was tried";
    }

    /** Returns when all is undone. The load flows on. */
    private void make(List<Blow> cycle) throws Exception {
        var faults = new ChaosFaults(ground);
        var timeline = new Timeline();
        for (var blow : cycle) {
            var fault = faults.of(blow);
            timeline.at(blow.beginMillis(), () -> {
                ground.load().burst(blow.burst());
                fault.begin();
            });
            timeline.at(blow.endMillis(), fault::end);
        }
        ground.load().flow();
        TimeUnit.MILLISECONDS.sleep(CALM_MILLIS);
        timeline.run();
    }

    private boolean isNothingLeftInQueues(boolean soFar) throws InterruptedException {
        try {
            return isEachQueueEmpty(soFar);
        } catch (IOException e) {
            out.println("left in the persister's queues: unknown: " + e.getMessage());
            return false;
        }
    }

    /** A queue says what it has given out a few seconds late. */
    private boolean isEachQueueEmpty(boolean soFar) throws IOException, InterruptedException {
        var until = Instant.now().plus(soFar ? Duration.ofSeconds(60) : Duration.ZERO);
        var left = check.leftInQueues();
        while (!left.isEmpty() && Instant.now().isBefore(until)) {
            TimeUnit.SECONDS.sleep(1);
            left = check.leftInQueues();
        }
        if (!left.isEmpty()) {
            out.println("left in the persister's queues: " + String.join(", ", left));
        }
        return left.isEmpty();
    }

    /** In a line of its own. */
    private boolean isKafkaWhole() throws InterruptedException {
        try {
            var sums = check.ofKafka();
            out.println(sums);
            return sums.isWhole();
        } catch (ExecutionException e) {
            out.println("kafka: no answer: " + e.getCause());
            return false;
        }
    }

    /** In a line of its own. */
    private boolean isLedgerWhole() {
        if (ground.ledger().isEmpty()) {
            return true;
        }
        try {
            var sums = ground.ledger().get().sums();
            out.println(sums);
            return sums.isWhole(ground.produced());
        } catch (SQLException e) {
            out.println("ledger: the database does not answer: SQLSTATE " + e.getSQLState());
            return false;
        }
    }

    private Difference atTheEnd(boolean whole) {
        try {
            var difference = check.ofEverything();
            // What was parked stays there for whoever examines a failure.
            return whole && difference.isNone() ? difference.and(ofTheParkedQueue()) : difference;
        } catch (SQLException e) {
            var produced = ground.produced();
            return Difference.unknown(
                    produced.toBeStored() + produced.toBeParked(),
                    "the database does not answer: SQLSTATE " + e.getSQLState());
        }
    }

    private Difference ofTheParkedQueue() {
        try {
            return check.ofTheParkedQueue();
        } catch (IOException | TimeoutException | ShutdownSignalException e) {
            return Difference.unknown(ground.produced().toBeParked(), "the parked queue: no answer: " + e);
        }
    }
}
