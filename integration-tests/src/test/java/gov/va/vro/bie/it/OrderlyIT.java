package gov.va.vro.bie.it;

import static org.assertj.core.api.Assertions.assertThat;

import gov.va.vro.bie.it.check.Verdict;
import gov.va.vro.bie.localstack.Workers;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What an operator does in good order, under load: nothing is lost, nothing is repeated, and the order is kept. */
@ExtendWith(LocalStack.class)
class OrderlyIT {

    private static final int MOMENTS = 60;
    private static final int MOMENT_MILLIS = 10;
    private static final int ROUNDS = 3;

    private final Pipeline pipeline;
    private final Workers workers;

    OrderlyIT(Pipeline pipeline) {
        this.pipeline = pipeline;
        this.workers = pipeline.stack().workers();
    }

    @AfterEach
    void leaveOneWorker() {
        workers.stop(2);
        workers.stop(3);
    }

    /** Also when a change comes while the tasks are still sharing out the partitions for the one before. */
    @Test
    void repeatsNothingWhileTasksAreAddedAndTakenAway() throws Exception {
        try (var scene = open("orderly-tasks", Grouping.SHIPPED)) {
            for (var tasks : new String[] {"4", "1", "4", "1"}) {
                scene.change("tasks.max", tasks);
                scene.goOn(2);
            }
            scene.awaitSettled();

            assertNothingIsRepeated("all", scene.verdict());
        }
    }

    @Test
    @Tag("faults")
    void repeatsNothingWhenOneOperationFollowsAnotherAtOnce() throws Exception {
        try (var scene = open("orderly-hasty", Grouping.SHIPPED)) {
            for (int round = 0; round < ROUNDS; round++) {
                for (var operation : Operation.values()) {
                    operation.on(scene, workers);
                    scene.goOn(2);
                }
            }
            scene.awaitSettled();

            assertNothingIsRepeated("all", scene.verdict());
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"SHIPPED", "COOPERATIVE"})
    @Tag("faults")
    void repeatsNothingWhenTheGroupIsStableBeforeEachOperation(Grouping grouping) throws Exception {
        assertNothingIsRepeated(grouping, Operation.values());
    }

    /** With one task: Connect 4.3 fails a task of such a group when a partition is taken from it. */
    @Test
    @Tag("faults")
    void repeatsNothingWhenTheBrokerManagesTheGroup() throws Exception {
        assertNothingIsRepeated(
                Grouping.BROKER,
                Operation.PAUSE_AND_RESUME,
                Operation.RESTART,
                Operation.STOP_AND_RESUME,
                Operation.CHANGE_A_SETTING);
    }

    /**
     * A pause that wakes the consumer while its partitions are being handed to it makes Connect forget to open some of
     * them; when that happens is a matter of milliseconds, so it is tried at many moments.
     */
    @Test
    @Tag("faults")
    void repeatsNothingWhenPausedWhileTheTaskIsGivenItsPartitions() throws Exception {
        try (var scene = open("orderly-half-open", Grouping.SHIPPED)) {
            scene.change("tasks.max", "4");
            scene.awaitSettled();
            for (int moment = 0; moment < MOMENTS; moment++) {
                scene.connect().restartTask(scene.name(), moment % 4);
                TimeUnit.MILLISECONDS.sleep(moment * MOMENT_MILLIS);
                scene.connect().pause(scene.name());
                scene.connect().resume(scene.name());
                scene.awaitSettled();
            }

            assertNothingIsRepeated("all", scene.verdict());
        }
    }

    private void assertNothingIsRepeated(Grouping grouping, Operation... operations) throws Exception {
        try (var scene = open("orderly-" + id(grouping), grouping)) {
            for (var operation : operations) {
                operation.on(scene, workers);
                scene.awaitSettled();
                assertNothingIsRepeated(operation, scene.verdict());
                scene.goOn();
            }
        }
    }

    /** Only what RabbitMQ had not confirmed is repeated, and no task has to be given up. */
    @ParameterizedTest
    @EnumSource
    @Tag("faults")
    void stopsInTimeWhenRabbitMqDoesNotAnswer(Outage outage) throws Exception {
        try (var scene = open("orderly-" + id(outage), Grouping.SHIPPED)) {
            outage.begin(pipeline.stack());
            scene.goOn(1);
            scene.connect().stop(scene.name());
            var committed = pipeline.kafka().committed(scene.name());
            outage.end(pipeline.stack());
            scene.connect().resume(scene.name());
            scene.awaitSettled();

            assertThat(scene.verdict()).returns(true, Verdict::isSound);
            assertThat(scene.trial().checker().duplicatedBelow(committed)).isZero();
            assertThat(pipeline.connectLog()).doesNotContain("Graceful stop of task " + scene.name());
        }
    }

    private static String id(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    private Scene open(String name, Grouping grouping) throws Exception {
        return Scene.open(pipeline, name, grouping, Map.of("tasks.max", "1"));
    }

    private static void assertNothingIsRepeated(Object after, Verdict verdict) {
        assertThat(verdict)
                .as("after %s", after)
                .returns(true, Verdict::isSound)
                .returns(0L, Verdict::duplicated);
    }
}
