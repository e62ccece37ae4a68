package gov.va.vro.bie.it.faults;

import gov.va.vro.bie.it.trial.UnsettledException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;

/** Makes the faults of one cycle under load, each at its time, undoes them, and looks what came of it. */
public final class CycleRun {

    /** Longer than every back-off, confirm timeout and session timeout one after the other. */
    private static final Duration PATIENCE = Duration.ofSeconds(240);

    private static final int CALM_MILLIS = 1_000;
    private static final int QUEUES_A_RECORD = 2;
    private static final int COMMIT_SECONDS = 15;

    private final Ground ground;

    public CycleRun(Ground ground) {
        this.ground = ground;
    }

    /**
     * Returns when the pipeline is at rest again.
     *
     * @throws UnsettledException when it does not come to rest by itself
     */
    public CycleResult run(Cycle cycle) throws Exception {
        var before = ground.trial().checker().verdict();
        make(cycle);
        var end = Instant.now();
        var after = ground.trial().settle(PATIENCE);
        return new CycleResult(cycle, before, after, Duration.between(end, Instant.now()), mostRepeats(cycle));
    }

    /** All windows, and what flowed since the last commit; while Kafka or the worker is away there is none. */
    private long mostRepeats(Cycle cycle) {
        var plan = ground.trial().plan();
        var bursts = cycle.faults().stream().mapToInt(PlannedFault::burst).sum();
        var seconds = COMMIT_SECONDS + cycle.lastsMillis() / 1_000;
        return (long) QUEUES_A_RECORD * (plan.windows() + bursts + seconds * plan.perSecond());
    }

    /** Returns when all is undone. The load flows on. */
    private void make(Cycle cycle) throws Exception {
        var load = ground.trial().load();
        var faults = new Faults(ground);
        var timeline = new Timeline();
        for (var planned : cycle.faults()) {
            var fault = faults.of(planned);
            timeline.at(planned.beginMillis(), () -> {
                load.burst(planned.burst());
                fault.begin();
            });
            timeline.at(planned.endMillis(), fault::end);
        }
        load.flow();
        TimeUnit.MILLISECONDS.sleep(CALM_MILLIS);
        timeline.run();
    }
}
