package gov.va.vro.bie.it;

import static org.assertj.core.api.Assertions.assertThat;

import gov.va.vro.bie.it.check.Verdict;
import gov.va.vro.bie.localstack.Workers;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Workers that end without a word, under load. Nothing is lost; what is repeated had not been committed; and it prints
 * how much that was.
 */
@ExtendWith(LocalStack.class)
class CrashIT {

    private static final int CRASHES = 10;

    private final Pipeline pipeline;
    private final Workers workers;

    CrashIT(Pipeline pipeline) {
        this.pipeline = pipeline;
        this.workers = pipeline.stack().workers();
    }

    @AfterEach
    void leaveOneWorker() {
        workers.stop(2);
        workers.stop(3);
    }

    @Test
    @Tag("faults")
    void repeatsOnlyWhatWasNotCommittedWhenTheOnlyWorkerIsKilled() throws Exception {
        try (var scene = open("crash-single", 3)) {
            var repeated = new ArrayList<Long>();
            for (int crash = 0; crash < CRASHES; crash++) {
                repeated.add(crash(scene, 1));
            }
            print("the only worker killed", repeated);
        }
    }

    @Test
    @Tag("faults")
    void repeatsOnlyWhatWasNotCommittedWhenOneOfThreeWorkersIsKilled() throws Exception {
        workers.start(2);
        workers.start(3);
        try (var scene = open("crash-of-three", 3)) {
            var repeated = new ArrayList<Long>();
            for (int crash = 0; crash < CRASHES; crash++) {
                repeated.add(crash(scene, 2 + crash % 2));
            }
            print("one of three workers killed", repeated);
        }
    }

    /** Its partitions are given to others; it comes back, and learns that it has lost them. */
    @Test
    @Tag("faults")
    void repeatsOnlyWhatWasNotCommittedWhenAWorkerSleepsThroughItsSession() throws Exception {
        workers.start(2);
        try (var scene = open("crash-asleep", 2)) {
            scene.goOn(2);
            workers.freeze(2);
            var committed = pipeline.kafka().committed(scene.name());
            var before = scene.trial().checker().duplicatedBelow(committed);
            scene.goOn(20);
            workers.thaw(2);

            scene.awaitSettled();
            var verdict = scene.verdict();
            assertThat(verdict).returns(true, Verdict::isSound);
            assertThat(scene.trial().checker().duplicatedBelow(committed)).isEqualTo(before);
        }
    }

    /** Kills and starts the worker, and returns how many records were repeated. */
    private long crash(Scene scene, int worker) throws Exception {
        var earlier = scene.verdict();
        scene.goOn();
        scene.goOn(2);
        workers.kill(worker);
        var committed = pipeline.kafka().committed(scene.name());
        var before = scene.trial().checker().duplicatedBelow(committed);
        workers.start(worker);
        scene.awaitSettled();

        var verdict = scene.verdict();
        assertThat(verdict).returns(true, Verdict::isSound);
        assertThat(scene.trial().checker().duplicatedBelow(committed))
                .as("repeated though committed")
                .isEqualTo(before);
        return (verdict.duplicated() - earlier.duplicated()) / queuesOfAnExchange(scene);
    }

    private static int queuesOfAnExchange(Scene scene) {
        return scene.trial().destinations().get(0).queues().size();
    }

    private Scene open(String name, int tasks) throws Exception {
        return Scene.open(pipeline, name, Grouping.SHIPPED, Map.of("tasks.max", Integer.toString(tasks)));
    }

    private static void print(String what, List<Long> repeated) {
        Collections.sort(repeated);
        System.out.printf(
                "%s %d times at %d records/s: records repeated in a crash: min %d, median %d, p90 %d, max %d%n",
                what,
                repeated.size(),
                Scene.PER_SECOND,
                repeated.get(0),
                quantile(repeated, 0.5),
                quantile(repeated, 0.9),
                repeated.get(repeated.size() - 1));
    }

    private static long quantile(List<Long> sorted, double share) {
        return sorted.get((int) Math.ceil(share * sorted.size()) - 1);
    }
}
