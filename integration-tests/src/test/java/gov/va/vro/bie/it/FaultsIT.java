package gov.va.vro.bie.it;

import static org.assertj.core.api.Assertions.assertThat;

import gov.va.vro.bie.it.faults.FaultKind;
import gov.va.vro.bie.it.faults.PlannedFault;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * One fault of each sort that heals within seconds: nothing is lost, nothing is out of order, and every copy carries the
 * flag. The other faults, and longer ones, are tagged; {@code integration-tests/faults} draws them at random.
 */
@ExtendWith(LocalStack.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FaultsIT {

    /** More than all tasks have room for, so that something is on its way when the fault begins. */
    private static final int BURST = 7_000;

    private Stage stage;

    @BeforeAll
    void deploy(Pipeline pipeline) throws Exception {
        stage = Stage.open(pipeline, "it-faults", Map.of());
    }

    @AfterAll
    void delete() throws IOException, TimeoutException {
        if (stage != null) {
            stage.close();
        }
    }

    @Test
    void survivesALineThatIsCutTwice() throws Exception {
        stage.survives(PlannedFault.of(FaultKind.LINE_CUT, 500, BURST));
    }

    @Test
    void survivesConfirmsThatNeverArrive() throws Exception {
        stage.survives(
                PlannedFault.of(FaultKind.CONFIRMS_SWALLOWED, 1_000, BURST).withStrength(500));
    }

    @Test
    void survivesAQueueThatRejects() throws Exception {
        var result = stage.survives(PlannedFault.of(FaultKind.QUEUE_FULL, 2_000, 0));

        assertThat(result.duplicated()).as("the other queue had its copies").isPositive();
    }

    @Test
    void survivesAnExchangeThatNobodyIsBoundTo() throws Exception {
        stage.survives(PlannedFault.of(FaultKind.QUEUES_UNBOUND, 2_000, 0).withChoice(1));
    }

    @Test
    void keepsTheOrderWhenSomeOfWhatIsInFlightComesBack() throws Exception {
        stage.survives(PlannedFault.of(FaultKind.QUEUES_FLAPPING, 500, BURST).withChoice(1));
    }

    @Test
    void repeatsNothingAfterAMemoryAlarm() throws Exception {
        var result = stage.survives(PlannedFault.of(FaultKind.MEMORY_ALARM, 2_000, BURST));

        assertThat(result.duplicated()).isZero();
    }

    @Test
    void repeatsNothingWhenThereAreMoreTasksForAWhile() throws Exception {
        stage.survives(PlannedFault.of(FaultKind.TASKS_CHANGED, 1_000, 0).withChoice(3));
    }
}
