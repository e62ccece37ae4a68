package gov.va.vro.bie.persister.cli;

import static gov.va.vro.bie.persister.cli.ParkedScene.CANARY;
import static gov.va.vro.bie.persister.cli.ParkedScene.MENDED;
import static gov.va.vro.bie.persister.cli.ParkedScene.SOON;
import static gov.va.vro.bie.persister.cli.ParkedScene.UPDATED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import gov.va.vro.bie.persister.event.EventType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Parked messages that go back to their queues with another body. */
class ParkedMendIT {

    @RegisterExtension
    private final ParkedScene scene = new ParkedScene();

    @TempDir
    private Path folder;

    @Test
    void replaysAMendedBodyWhichARunningPersisterStoresUnderItsOwnId() throws Exception {
        scene.startPersister();
        scene.publish(EventType.UPDATED, 7, "not JSON");
        scene.awaitParked(1);
        scene.operator().parked("list");
        var id = scene.operator().idOf("T-0-7");
        var file = Files.writeString(folder.resolve("mended"), MENDED);

        assertThat(scene.operator().parked("replay", id, "--body", file.toString()))
                .isZero();

        assertThat(scene.operator().lines()).containsExactly("replayed  " + id + "  to persister.contention-updated");
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(scene.postgres()
                                .query("SELECT uuid, source_topic, source_offset, benefit_claim_id FROM bie.bie_event"))
                        .containsExactly(id + "|T|7|1"));
        assertThat(scene.postgres()
                        .query("SELECT replayed_at IS NOT NULL, discarded_at IS NULL FROM bie.bie_event_parked"))
                .containsExactly("t|t");
        scene.awaitParked(0);
    }

    @Test
    void refusesAMendedBodyThatWouldBeParkedAgain() throws Exception {
        scene.park(7, "not JSON at byte 0", "not JSON");
        var file = Files.writeString(folder.resolve("mended"), "{\"event\": {\"Description\": \"" + CANARY + "\"}}");

        assertThat(scene.operator().parked("replay", "T-0-7", "--body", file.toString()))
                .isEqualTo(2);

        assertThat(scene.operator().errors()).contains("no ClaimId").doesNotContain(CANARY);
        scene.awaitParked(1);
        assertThat(scene.channel().messageCount(UPDATED)).isZero();
    }

    @Test
    void refusesAMendedBodyWithoutAnEvent() throws Exception {
        scene.park(7, "no ClaimId", "{}");
        var file = Files.writeString(folder.resolve("mended"), "{\"event\": null}");

        assertThat(scene.operator().parked("replay", "T-0-7", "--body", file.toString()))
                .isEqualTo(2);

        assertThat(scene.operator().errors()).contains("has no event");
        scene.awaitParked(1);
        assertThat(scene.channel().messageCount(UPDATED)).isZero();
    }

    @Test
    void givesAMendedBodyToOneMessageOnly() throws Exception {
        scene.park(7, "no ClaimId", "{}");
        scene.parkAnotherOfTheSameMessageId();
        var file = Files.writeString(folder.resolve("mended"), MENDED);

        assertThat(scene.operator().parked("replay", "T-0-7", "--body", file.toString()))
                .isEqualTo(2);

        assertThat(scene.operator().errors()).contains("the id of 2 parked messages");
        scene.awaitParked(2);
        assertThat(scene.channel().messageCount(UPDATED)).isZero();
    }

    @Test
    void keepsTheMessageWhenItIsKilledBetweenPublishAndAcknowledgement() throws Exception {
        scene.startPersister();
        scene.publish(EventType.UPDATED, 7, "not JSON");
        scene.awaitParked(1);
        scene.stopPersister();
        var file = Files.writeString(folder.resolve("mended"), MENDED);

        try (var lock = scene.postgres().connect()) {
            lock.setAutoCommit(false);
            lock.createStatement().execute("SELECT 1 FROM bie.bie_event_parked FOR UPDATE");
            var command = scene.operator().start("replay", "T-0-7", "--body", file.toString());
            await().atMost(SOON).until(() -> scene.channel().messageCount(UPDATED) == 1);
            command.destroyForcibly();
            assertThat(command.waitFor(20, TimeUnit.SECONDS)).isTrue();
            lock.rollback();
        }

        scene.awaitParked(1);
        scene.startPersister();
        await().atMost(SOON)
                .until(() ->
                        scene.postgres().query("SELECT 1 FROM bie.bie_event").size() == 1);
        assertThat(scene.operator().parked("replay", "T-0-7", "--body", file.toString()))
                .isZero();
        scene.awaitParked(0);
        await().atMost(SOON).until(() -> scene.channel().messageCount(UPDATED) == 0);
        scene.stopPersister();
        assertThat(scene.channel().messageCount(UPDATED)).isZero();
        assertThat(scene.postgres().query("SELECT source_offset FROM bie.bie_event"))
                .containsExactly("7");
        assertThat(scene.postgres().query("SELECT 1 FROM bie.bie_event_parked WHERE replayed_at IS NOT NULL"))
                .hasSize(1);
    }
}
