package gov.va.vro.bie.persister.cli;

import static gov.va.vro.bie.persister.cli.ParkedScene.PARKED;
import static gov.va.vro.bie.persister.cli.ParkedScene.UPDATED;
import static org.assertj.core.api.Assertions.assertThat;

import gov.va.vro.bie.persister.event.EventType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Which parked messages a command is to take. */
class ParkedSelectionIT {

    @RegisterExtension
    private final ParkedScene scene = new ParkedScene();

    @Test
    void endsWithACodeOfItsOwnWhereNothingHasTheId() throws Exception {
        assertThat(scene.operator().parked("show", "T-0-1")).isEqualTo(7);
        assertThat(scene.operator().parked("replay", "T-0-1")).isEqualTo(7);
        assertThat(scene.operator().parked("discard", "T-0-1", "--yes")).isEqualTo(7);
        assertThat(scene.operator().errors()).contains("no parked message has the id T-0-1");
    }

    @Test
    void wantsToKnowWhichOnes() {
        assertThat(scene.operator().parked()).isEqualTo(2);
        assertThat(scene.operator().parked("replay")).isEqualTo(2);
        assertThat(scene.operator().parked("discard", "--yes")).isEqualTo(2);
        assertThat(scene.operator().parked("replay", "--all", "id")).isEqualTo(2);
        assertThat(scene.operator().parked("replay", "--all", "--body", "file")).isEqualTo(2);
    }

    @Test
    void endsWithThatCodeTooWhereWhatIsNamedHasAnotherReason() throws Exception {
        scene.park(7, "no ClaimId", "{}");

        assertThat(scene.operator().parked("replay", "T-0-7", "--reason", "no ClaimID"))
                .isEqualTo(7);
        assertThat(scene.operator().errors()).contains("nothing to replay");
        assertThat(scene.operator().parked("discard", "T-0-7", "--reason", "no ClaimID", "--yes"))
                .isEqualTo(7);
        assertThat(scene.operator().errors()).contains("nothing to discard");
        assertThat(scene.operator().parked("replay", "--all", "--reason", "no ClaimID"))
                .isZero();
        scene.awaitParked(1);
    }

    @Test
    void namesWhatHasAnotherReasonThanItsNeighbours() throws Exception {
        scene.park(6, "no ClaimId", "{}");
        scene.park(7, "not JSON", "{}");
        scene.park(8, "no ClaimId", "{}");

        assertThat(scene.operator().parked("replay", "T-0-6", "T-0-7", "--reason", "no ClaimId"))
                .isEqualTo(7);
        assertThat(scene.operator().errors()).contains("T-0-7 is parked for another reason");
        scene.awaitParked(2);
        assertThat(scene.operator().parked("discard", "T-0-7", "T-0-8", "--reason", "no ClaimId", "--yes"))
                .isEqualTo(7);
        assertThat(scene.operator().errors()).contains("T-0-7 is parked for another reason");
        scene.awaitParked(1);
    }

    @Test
    void refusesAMessageIdThatSeveralMessagesHave() throws Exception {
        scene.park(7, "no ClaimId", "{}");
        scene.parkAnotherOfTheSameMessageId();
        scene.park(8, "no ClaimId", "{}");

        assertThat(scene.operator().parked("replay", "T-0-7", "T-0-8")).isEqualTo(2);
        assertThat(scene.operator().errors()).contains("nothing was replayed");
        assertThat(scene.operator().parked("discard", "T-0-7", "T-0-8", "--yes"))
                .isEqualTo(2);

        assertThat(scene.operator().errors())
                .contains("T-0-7 is the id of 2 parked messages: ", "; give one of these ids", "nothing was discarded");
        scene.awaitParked(3);
        assertThat(scene.channel().messageCount(UPDATED)).isZero();
        var ids = scene.operator().errors().split("messages: ")[1].split("[,;] ");
        assertThat(scene.operator().parked("discard", ids[0], "--yes")).isZero();
        assertThat(scene.operator().parked("replay", ids[1])).isZero();
        scene.awaitParked(1);
    }

    @Test
    void refusesAMessageIdThatTheNoteOfAnotherMessageHasToo() throws Exception {
        scene.startPersister();
        scene.publish(EventType.UPDATED, 7, "not JSON");
        scene.awaitParked(1);
        scene.channel().queuePurge(PARKED);
        scene.parkAnotherOfTheSameMessageId();

        assertThat(scene.operator().parked("replay", "T-0-7")).isEqualTo(2);
        assertThat(scene.operator().parked("discard", "T-0-7", "--yes")).isEqualTo(2);

        assertThat(scene.operator().errors()).contains("T-0-7 is the id of 2 parked messages: ");
        scene.awaitParked(1);
        assertThat(scene.discarded()).isEmpty();
        assertThat(scene.operator().parked("discard", "T-0-7", "--reason", "no ClaimId", "--yes"))
                .isZero();
        scene.awaitParked(0);
    }

    @Test
    void takesAMessageIdThatAReasonMakesUnambiguous() throws Exception {
        scene.park(7, "not JSON", "{}");
        scene.parkAnotherOfTheSameMessageId();

        assertThat(scene.operator().parked("discard", "T-0-7", "--reason", "not JSON", "--yes"))
                .isZero();

        scene.awaitParked(1);
    }
}
