package gov.va.vro.bie.it;

import static org.assertj.core.api.Assertions.assertThat;

import gov.va.vro.bie.it.faults.FaultKind;
import gov.va.vro.bie.it.faults.PlannedFault;
import gov.va.vro.bie.it.line.TcpProxy;
import gov.va.vro.bie.it.line.TcpProxy.Direction;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a network does between the sink and RabbitMQ. */
@Tag("faults")
@ExtendWith(LocalStack.class)
class LineFaultsIT {

    private static final int BURST = 7_000;

    private final Pipeline pipeline;
    private Stage stage;

    LineFaultsIT(Pipeline pipeline) {
        this.pipeline = pipeline;
    }

    @BeforeEach
    void deploy() throws Exception {
        stage = Stage.open(pipeline, "it-line-faults", Map.of("rabbitmq.requested.heartbeat.seconds", "3"));
    }

    @AfterEach
    void delete() throws IOException, TimeoutException {
        stage.close();
    }

    @Test
    void sendsAgainWithTheFlagWhatWasCutBetweenPublishAndConfirm() throws Exception {
        var trial = stage.trial();
        trial.load().flow();
        stage.awaitQueued(1_000);
        trial.line().swallow(Direction.TO_CLIENT, 0);
        trial.load().burst(BURST);
        stage.awaitQueued(2_000);
        trial.line().cut();
        trial.line().heal();

        var verdict = stage.settled();
        assertThat(verdict.isSound()).isTrue();
        assertThat(verdict.duplicated()).isPositive();
        assertThat(verdict.unflagged()).isZero();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 1_000, 20_000})
    void givesALinkUpOnWhichNoConfirmArrives(int afterBytes) throws Exception {
        stage.survives(
                PlannedFault.of(FaultKind.CONFIRMS_SWALLOWED, 15_000, BURST).withStrength(afterBytes));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 100_000, 1_000_000})
    void givesALinkUpOnWhichNothingIsHeard(int afterBytes) throws Exception {
        stage.survives(
                PlannedFault.of(FaultKind.PUBLISHES_SWALLOWED, 15_000, BURST).withStrength(afterBytes));
    }

    @ParameterizedTest
    @EnumSource(Direction.class)
    void comesBackFromALineThatIsHalfClosed(Direction direction) throws Exception {
        stage.survives(PlannedFault.of(FaultKind.LINE_HALF_CLOSED, 3_000, BURST).withChoice(direction.ordinal()));
    }

    @Test
    void comesBackWhenTheLineWasRefusedForAWhile() throws Exception {
        stage.survives(PlannedFault.of(FaultKind.LINE_REFUSED, 20_000, BURST));
    }

    @Test
    void repeatsNothingOnASlowLine() throws Exception {
        var result =
                stage.survives(PlannedFault.of(FaultKind.LINE_SLOW, 10_000, 500).withStrength(100));

        assertThat(result.duplicated()).isZero();
    }

    /** The handshake, the opening of the channel and what is declared on it are a few hundred bytes to and fro. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 300, 450, 500, 520, 540, 560, 580, 600, 650, 700})
    void goesToTheNextAddressWhereABrokerFallsSilentAtSomeByteOfTheOpening(int afterBytes) throws Exception {
        var trial = stage.trial();
        trial.load().flow();
        try (var silent = TcpProxy.to(pipeline.endpoints().rabbitMqAddress())) {
            silent.swallow(Direction.TO_CLIENT, afterBytes);
            var config = trial.config();
            config.put(
                    "rabbitmq.addresses", silent.address() + "," + trial.line().address());
            config.put("rabbitmq.connection.timeout.ms", "2000");
            config.put("rabbitmq.validate.live", "false");
            trial.connect().reconfigure(trial.connector(), config);
            trial.load().burst(1_000);

            var verdict = stage.settled();
            assertThat(verdict.isSound()).isTrue();
        }
    }
}
