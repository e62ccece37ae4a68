package gov.va.vro.bie.persister.cli;

import static gov.va.vro.bie.persister.cli.ParkedScene.PARKED;
import static org.assertj.core.api.Assertions.assertThat;

import gov.va.vro.bie.persister.event.EventType;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Parked messages that are thrown away. */
class ParkedDiscardIT {

    @RegisterExtension
    private final ParkedScene scene = new ParkedScene();

    @Test
    void discardsAfterAskingAndNotesIt() throws Exception {
        scene.startPersister();
        scene.publish(EventType.UPDATED, 7, "not JSON");
        scene.publish(EventType.UPDATED, 8, "{\"event\": {}}");
        scene.awaitParked(2);

        assertThat(scene.operator().run(List.of("no"), "discard", "T-0-7").code())
                .isEqualTo(2);
        scene.awaitParked(2);
        var discarded = scene.operator().run(List.of("yes"), "discard", "T-0-7");

        assertThat(discarded.code()).isZero();
        assertThat(discarded.err()).contains("Discard 1 message for good?");
        scene.awaitParked(1);
        assertThat(scene.discarded()).containsExactly("7");
        scene.operator().parked("list");
        assertThat(scene.operator().lines()).singleElement().asString().contains("T-0-8");
        scene.operator().parked("list", "--all");
        assertThat(scene.operator().lines())
                .hasSize(2)
                .anySatisfy(line -> assertThat(line).contains("T-0-7", "  discarded  "));
    }

    @Test
    void discardsAllOfAReason() throws Exception {
        scene.park(1, "no ClaimId", "{}");
        scene.park(2, "not JSON at byte 0", "{}");
        scene.park(3, "no ClaimId", "{}");

        assertThat(scene.operator().parked("discard", "--all", "--reason", "no ClaimId", "--yes"))
                .isZero();

        scene.awaitParked(1);
        assertThat(scene.discarded()).containsExactly("1", "3");
    }

    @Test
    void discardsWhatTheDatabaseTakesNoNoteOfAndSaysSo() throws Exception {
        scene.postgres().execute("ALTER TABLE bie.bie_event_parked ADD CHECK (source_offset <> 7)");
        scene.park(7, "no ClaimId", "{}");
        scene.park(8, "no ClaimId", "{}");

        assertThat(scene.operator().parked("discard", "--all", "--yes")).isZero();

        scene.awaitParked(0);
        assertThat(scene.operator().errors()).containsOnlyOnce("the database refuses to note what became of it");
        assertThat(scene.discarded()).containsExactly("8");
    }

    @Test
    void looksAgainForWhatSomebodyElseHoldsAtThatMoment() throws Exception {
        scene.startPersister();
        scene.publish(EventType.UPDATED, 7, "not JSON");
        scene.awaitParked(1);
        scene.stopPersister();
        var later = Executors.newSingleThreadScheduledExecutor();
        try {
            var held = scene.channel().basicGet(PARKED, false);
            var givenBack = later.schedule(
                    () -> {
                        scene.channel().basicNack(held.getEnvelope().getDeliveryTag(), false, true);
                        return true;
                    },
                    1_500,
                    TimeUnit.MILLISECONDS);

            assertThat(scene.operator().parked("discard", "T-0-7", "--yes")).isZero();

            assertThat(givenBack.get()).isTrue();
        } finally {
            later.shutdownNow();
        }
        assertThat(scene.operator().lines()).singleElement().asString().startsWith("discarded  ");
        scene.awaitParked(0);
    }

    @Test
    void saysHowToMendWhatIsNotInTheQueueAndDiscardsItsNote() throws Exception {
        scene.startPersister();
        scene.publish(EventType.UPDATED, 7, "not JSON");
        scene.publish(EventType.UPDATED, 8, "not JSON");
        scene.awaitParked(2);
        scene.channel().queuePurge(PARKED);

        assertThat(scene.operator().parked("replay", "T-0-7")).isEqualTo(7);
        assertThat(scene.operator().errors())
                .contains("send its record, T-0-7, from Kafka again, and discard the note");
        assertThat(scene.operator().parked("show", "T-0-7")).isEqualTo(7);
        assertThat(scene.operator().errors())
                .contains("send its record, T-0-7, from Kafka again, and discard the note");
        assertThat(scene.operator().run(List.of("no"), "discard", "T-0-7").err())
                .contains("Discard 1 note for good?");
        assertThat(scene.operator().parked("discard", "T-0-7", "--yes")).isZero();

        assertThat(scene.operator().errors()).contains("only its note can be discarded");
        assertThat(scene.operator().lines()).singleElement().asString().startsWith("note discarded  ");
        assertThat(scene.discarded()).containsExactly("7");
        scene.operator().parked("list");
        assertThat(scene.operator().lines()).singleElement().asString().contains("T-0-8", "  absent  ");
    }
}
