package gov.va.vro.bie.persister.cli;

import static org.assertj.core.api.Assertions.assertThat;

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
}
