package gov.va.vro.bie.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import gov.va.vro.bie.it.check.Verdict;
import gov.va.vro.bie.it.faults.FaultKind;
import gov.va.vro.bie.it.faults.PlannedFault;
import gov.va.vro.bie.it.trial.Destination;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Exchanges and queues that are missing, come late, are deleted or full. */
@Tag("faults")
@ExtendWith(LocalStack.class)
class RoutingFaultsIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int BURST = 7_000;
    private static final int BACKLOG = 20_000;

    private final Pipeline pipeline;
    private Stage stage;

    RoutingFaultsIT(Pipeline pipeline) {
        this.pipeline = pipeline;
    }

    @AfterEach
    void delete() throws IOException, TimeoutException {
        if (stage != null) {
            stage.close();
        }
    }

    @Test
    void declaresAnExchangeAgainThatWasDeletedAndWaitsForItsBinding() throws Exception {
        deploy(Map.of());

        stage.survives(PlannedFault.of(FaultKind.EXCHANGE_DELETED, 4_000, BURST));
    }

    @Test
    void failsTheTaskWhereDeclaringIsOffAndAnExchangeIsGone() throws Exception {
        deploy(Map.of("rabbitmq.exchange.declare", "none"));
        var trial = stage.trial();
        var gone = trial.destinations().get(0);
        trial.load().flow();
        trial.broker().onChannel(gone::deleteExchange);
        trial.load().burst(BURST);

        var trace = trial.connect().awaitFailure(trial.connector());

        assertThat(trace).contains(gone.exchange(), gone.topic());
        trial.broker().onChannel(gone::bind);
        trial.connect().restart(trial.connector());
        assertThat(stage.settled().isSound()).isTrue();
    }

    @Test
    void failsTheTaskThatIsToFailWhereNobodyIsBound() throws Exception {
        deploy(Map.of("rabbitmq.unroutable.policy", "fail"));
        var trial = stage.trial();
        var unbound = trial.destinations().get(0);
        trial.load().flow();
        trial.broker().onChannel(unbound::unbind);

        var trace = trial.connect().awaitFailure(trial.connector());

        assertThat(trace).contains(unbound.exchange(), unbound.topic());
        trial.broker().onChannel(unbound::bind);
        trial.connect().restart(trial.connector());
        assertThat(stage.settled().isSound()).isTrue();
    }

    @Test
    void takesAsDeliveredWhatNobodyIsBoundToWhereThatIsToBeIgnored() throws Exception {
        deploy(Map.of("rabbitmq.unroutable.policy", "ignore"));
        var trial = stage.trial();
        trial.broker().onChannel(trial.destinations().get(0)::unbind);
        trial.load().burst(BURST);

        var verdict = stage.settled();

        assertThat(verdict.lost()).as("what was ignored").isPositive();
        assertThat(verdict.duplicated()).isZero();
        assertThat(verdict.examples())
                .allMatch(example ->
                        example.startsWith(trial.destinations().get(0).exchange()));
    }

    @Test
    void goesOnWhenAQueueIsBoundLateUnderLoad() throws Exception {
        deploy(Map.of());

        stage.survives(PlannedFault.of(FaultKind.QUEUES_UNBOUND, 20_000, BURST));
    }

    @Test
    void repeatsOnlyWithTheFlagForTheHealthyQueueWhenTheOtherOneRejects() throws Exception {
        deploy(Map.of());

        var result = stage.survives(
                PlannedFault.of(FaultKind.QUEUE_FULL, 20_000, BURST).withChoice(10));

        assertThat(result.duplicated()).isPositive();
        assertThat(result.duplicated()).as("one try at a time").isLessThan(BACKLOG);
    }

    @Test
    void losesNoMoreThanTheDeletedQueuesOwnMessages() throws Exception {
        deploy(Map.of());
        var trial = stage.trial();
        var deleted = trial.destinations().get(0).queues().get(0);
        trial.load().flow();
        trial.load().burst(BURST);
        trial.broker().onChannel(channel -> channel.queueDelete(deleted));
        trial.load().burst(1_000);
        trial.broker().onChannel(trial.destinations().get(0)::declare);

        var verdict = stage.settled();

        assertThat(verdict.examples()).allMatch(example -> example.startsWith(deleted));
        assertThat(verdict).returns(0L, Verdict::unexpected).returns(0L, Verdict::unflagged);
    }

    @Test
    void letsFourExchangesFlowWhileTheFifthIsUnboundAndStopsWithoutACopy() throws Exception {
        deploy(Map.of("tasks.max", "1", "rabbitmq.window.records", "200"));
        var trial = stage.trial();
        var unbound = trial.destinations().get(1);
        trial.load().flow();
        trial.broker().onChannel(unbound::unbind);
        trial.load().burst(BACKLOG);

        awaitCommittedBut(unbound);
        trial.connect().stop(trial.connector());
        trial.connect().resume(trial.connector());
        trial.load().burst(1_000);
        awaitCommittedBut(unbound);
        trial.broker().onChannel(unbound::bind);

        var verdict = stage.settled();
        assertThat(verdict.isSound()).isTrue();
        assertThat(verdict.duplicated()).isZero();
    }

    private void deploy(Map<String, String> settings) throws Exception {
        stage = Stage.open(pipeline, "it-routing-faults", settings);
    }

    /** Everything of the other four destinations, while the fifth is held. */
    private void awaitCommittedBut(Destination held) throws Exception {
        var trial = stage.trial();
        trial.load().rest();
        await("the other four exchanges").atMost(PATIENCE).untilAsserted(() -> {
            var committed = pipeline.kafka().committed(trial.connector());
            trial.checker().ends().forEach((partition, end) -> {
                if (!partition.topic().equals(held.topic())) {
                    assertThat(committed).as("%s", partition).containsEntry(partition, end);
                }
            });
        });
        trial.load().flow();
    }
}
