package gov.va.vro.bie.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import gov.va.vro.bie.it.check.Verdict;
import gov.va.vro.bie.it.faults.Cycle;
import gov.va.vro.bie.it.faults.CycleResult;
import gov.va.vro.bie.it.faults.CycleRun;
import gov.va.vro.bie.it.faults.Ground;
import gov.va.vro.bie.it.faults.PlannedFault;
import gov.va.vro.bie.it.trial.Trial;
import gov.va.vro.bie.it.trial.TrialPlan;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeoutException;

/** A trial on the tests' pipeline, and the faults that a test wants to see made on it. */
final class Stage implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(180);
    private static final long SEED = 11;
    private static final int PER_SECOND = 300;

    /** Short waits, so that a test need not wait for what the defaults are generous with. */
    private static final Map<String, String> IMPATIENT = Map.of(
            "rabbitmq.confirm.timeout.ms", "4000",
            "rabbitmq.retry.backoff.max.ms", "2000");

    private final Trial trial;
    private final Ground ground;

    private Stage(Trial trial, Ground ground) {
        this.trial = trial;
        this.ground = ground;
    }

    /**
     * Deploys the shipped connector under another name, with settings of the test's own, and returns when every task
     * has its partitions: one that hands some on while a fault lasts may repeat without the flag.
     */
    static Stage open(Pipeline pipeline, String connector, Map<String, String> settings) throws Exception {
        var overrides = new TreeMap<>(IMPATIENT);
        overrides.putAll(settings);
        var plan = TrialPlan.shipped(pipeline.connectors(), connector, PER_SECOND, SEED, overrides);
        var trial = Trial.open(plan, pipeline.endpoints());
        var tasks = Integer.parseInt(trial.config().get("tasks.max"));
        await("group " + connector + " with " + tasks + " members")
                .atMost(PATIENCE)
                .until(() ->
                        trial.connect().isRunning(connector) && pipeline.kafka().isStable(connector, tasks));
        return new Stage(trial, Ground.of(pipeline.stack(), 1, pipeline.directory(), trial));
    }

    Trial trial() {
        return trial;
    }

    /** Makes the faults under load, waits until all has healed by itself, and asserts that every promise was kept. */
    CycleResult survives(PlannedFault... faults) throws Exception {
        var result = new CycleRun(ground).run(new Cycle(1, List.of(faults)));
        assertThat(result.broken())
                .as(() -> "after " + List.of(faults) + ": " + result.after())
                .isEmpty();
        return result;
    }

    /** Lets the load rest, and returns what became of everything once it is delivered and committed. */
    Verdict settled() throws InterruptedException {
        return trial.settle(PATIENCE);
    }

    /** Returns when the queues hold so many messages in all. */
    void awaitQueued(int messages) {
        await("messages in the queues").atMost(PATIENCE).until(() -> queued() >= messages);
    }

    private long queued() throws IOException, TimeoutException {
        long count = 0;
        for (var destination : trial.destinations()) {
            for (var queue : destination.queues()) {
                count += trial.messages(queue);
            }
        }
        return count;
    }

    @Override
    public void close() throws IOException, TimeoutException {
        trial.close();
    }
}
