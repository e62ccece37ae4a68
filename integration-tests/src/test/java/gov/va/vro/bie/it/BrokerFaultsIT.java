package gov.va.vro.bie.it;

import static org.assertj.core.api.Assertions.assertThat;

import gov.va.vro.bie.it.faces.WorkerProcess;
import gov.va.vro.bie.it.faults.FaultKind;
import gov.va.vro.bie.it.faults.PlannedFault;
import gov.va.vro.bie.localstack.Part;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** RabbitMQ is away, blocked or silent for longer than anything in the sink waits; the task stays RUNNING and comes back. */
@Tag("faults")
@ExtendWith(LocalStack.class)
class BrokerFaultsIT {

    private static final int A_MINUTE = 60_000;
    private static final int BURST = 7_000;
    private static final long HEAP_MAY_GROW_BY = 48 << 20;
    private static final Duration STOP_BOUND = Duration.ofSeconds(8);

    private final Pipeline pipeline;
    private Stage stage;

    BrokerFaultsIT(Pipeline pipeline) {
        this.pipeline = pipeline;
    }

    @BeforeEach
    void deploy() throws Exception {
        stage = Stage.open(pipeline, "it-broker-faults", Map.of());
    }

    @AfterEach
    void delete() throws IOException, TimeoutException {
        stage.close();
    }

    @Test
    void comesBackWhenRabbitMqWasKilledForAMinute() throws Exception {
        stage.survives(PlannedFault.of(FaultKind.RABBITMQ_KILLED, A_MINUTE, BURST));
    }

    @Test
    void comesBackWhenRabbitMqHungForAMinute() throws Exception {
        stage.survives(PlannedFault.of(FaultKind.RABBITMQ_HUNG, A_MINUTE, BURST));
    }

    @Test
    void holdsTheHeapAndRepeatsNothingThroughAMemoryAlarmOfAMinute() throws Exception {
        stage.survives(PlannedFault.of(FaultKind.LINE_CUT, 200, BURST));
        var before = heapBytes();
        var result = stage.survives(PlannedFault.of(FaultKind.MEMORY_ALARM, A_MINUTE, 3 * BURST));

        assertThat(result.duplicated()).isZero();
        assertThat(heapBytes() - before).isLessThan(HEAP_MAY_GROW_BY);
    }

    @Test
    void repeatsNothingThroughADiskAlarmOfAMinute() throws Exception {
        var result = stage.survives(PlannedFault.of(FaultKind.DISK_ALARM, A_MINUTE, BURST));

        assertThat(result.duplicated()).isZero();
    }

    @Test
    void stopsInTimeWhileRabbitMqHangsAndLosesNothing() throws Exception {
        var trial = stage.trial();
        trial.load().flow();
        trial.load().burst(BURST);
        pipeline.stack().freeze(Part.RABBITMQ);
        Duration took;
        try {
            var begin = Instant.now();
            trial.connect().stop(trial.connector());
            took = Duration.between(begin, Instant.now());
        } finally {
            pipeline.stack().thaw(Part.RABBITMQ);
        }
        trial.connect().resume(trial.connector());

        assertThat(took).isLessThan(STOP_BOUND);
        assertThat(stage.settled().isSound()).isTrue();
    }

    /** What is reachable in the worker. */
    private long heapBytes() throws IOException, InterruptedException {
        return WorkerProcess.of(pipeline.directory(), 1).reachableHeapBytes();
    }
}
