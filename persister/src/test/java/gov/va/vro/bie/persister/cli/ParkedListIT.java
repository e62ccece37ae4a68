package gov.va.vro.bie.persister.cli;

import static gov.va.vro.bie.persister.cli.ParkedScene.CANARY;
import static gov.va.vro.bie.persister.cli.ParkedScene.PARKED;
import static gov.va.vro.bie.persister.cli.ParkedScene.parkedHeaders;
import static org.assertj.core.api.Assertions.assertThat;

import gov.va.vro.bie.persister.event.EventType;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What an operator sees of parked messages: {@code list} and {@code show}. */
class ParkedListIT {

    @RegisterExtension
    private final ParkedScene scene = new ParkedScene();

    @Test
    void listsWhatIsParkedWithoutContent() throws Exception {
        scene.startPersister();
        scene.publish(EventType.UPDATED, 7, CANARY + ", not JSON");
        scene.publish(EventType.DELETED, 8, "{\"event\": {\"ContentionId\": 2, \"Description\": \"" + CANARY + "\"}}");
        scene.awaitParked(2);

        assertThat(scene.operator().parked("list")).isZero();

        assertThat(scene.operator().lines())
                .hasSize(2)
                .satisfiesOnlyOnce(line -> assertThat(line)
                        .matches("[0-9a-f-]{36}  contention-updated  T-0-7  20\\S+Z  waiting  not JSON at byte 0"))
                .satisfiesOnlyOnce(line -> assertThat(line)
                        .matches("[0-9a-f-]{36}  contention-deleted  T-0-8  20\\S+Z  waiting  no ClaimId"));
        assertThat(scene.operator().shown()).doesNotContain(CANARY);
        assertThat(scene.postgres().query("SELECT uuid FROM bie.bie_event_parked WHERE source_offset = 7"))
                .containsExactly(scene.operator().idOf("T-0-7"));
    }

    @Test
    void listsAsJsonToo() throws Exception {
        scene.park(7, "not JSON at byte 0", CANARY);

        assertThat(scene.operator().parked("list", "--json")).isZero();

        assertThat(scene.operator().lines())
                .singleElement()
                .asString()
                .startsWith("{\"id\":\"")
                .contains("\"state\":\"waiting\"");
    }

    @Test
    void leavesEverythingInTheQueueAfterALook() throws Exception {
        scene.park(1, "no ClaimId", "{}");
        scene.park(2, "no ClaimId", "{}");

        scene.operator().parked("list");
        scene.operator().parked("list");

        scene.awaitParked(2);
        assertThat(scene.operator().lines()).hasSize(2);
    }

    @Test
    void tellsWhatIsNotedAsWaitingAndIsNotInTheQueue() throws Exception {
        scene.startPersister();
        scene.publish(EventType.UPDATED, 7, "not JSON");
        scene.awaitParked(1);
        scene.channel().queuePurge(PARKED);

        scene.operator().parked("list");

        assertThat(scene.operator().lines()).singleElement().asString().contains("T-0-7", "  absent  ");
    }

    @Test
    void showsWhereAMessageCameFromAndItsContentOnlyOnDemand() throws Exception {
        scene.park(7, "not JSON at byte 0", CANARY);

        assertThat(scene.operator().parked("show", "T-0-7")).isZero();

        assertThat(scene.operator().lines())
                .contains(
                        "message id   T-0-7",
                        "from queue   persister.contention-updated",
                        "offset       7",
                        "reason       not JSON at byte 0",
                        "state        waiting",
                        "bytes        6");
        assertThat(scene.operator().shown()).doesNotContain(CANARY);

        var shown = scene.operator().run(List.of(), "show", "T-0-7", "--content");
        assertThat(shown.out()).isEqualTo(CANARY);
        assertThat(shown.err()).contains("may hold personal data", "reason       not JSON at byte 0");
    }

    @Test
    void failsWhereItsOutputCannotBeWritten() throws Exception {
        scene.park(7, "no ClaimId", "{}");

        var failed = scene.operator().runIntoAFullDisk("show", "T-0-7", "--content");
        assertThat(failed.code()).isEqualTo(1);
        assertThat(failed.err()).contains("standard output could not be written");
        assertThat(scene.operator().runIntoAFullDisk("show", "T-0-7").code()).isEqualTo(1);
        assertThat(scene.operator().runIntoAFullDisk("list", "--json").code()).isEqualTo(1);
    }

    @Test
    void asksWhichOfTwoMessagesToShow() throws Exception {
        scene.park(7, "no ClaimId", "{}");
        scene.parkAnotherOfTheSameMessageId();
        scene.operator().parked("list");
        var ids = scene.operator().lines().stream()
                .map(line -> line.split(" ")[0])
                .toList();

        assertThat(scene.operator().parked("show", "T-0-7", "--content")).isEqualTo(2);

        assertThat(ids).hasSize(2);
        assertThat(scene.operator().errors())
                .contains("the id of 2 parked messages")
                .contains(ids);
        assertThat(scene.operator().lines()).isEmpty();
        assertThat(scene.operator().parked("show", ids.get(1))).isZero();
        assertThat(scene.operator().lines()).contains("id           " + ids.get(1));
    }

    @Test
    void listsManyOfLargeHeadersWithASmallHeap() throws Exception {
        var headers = parkedHeaders(7, "no ClaimId");
        headers.put("note", "x".repeat(100_000));
        for (var copy = 0; copy < 600; copy++) {
            scene.send(PARKED, headers, 7, "{}");
        }
        scene.channel().waitForConfirmsOrDie(60_000);

        var listed = scene.operator().run(List.of("-Xmx48m"), List.of(), "list", "--json");

        assertThat(listed.code()).as(listed.err()).isZero();
        assertThat(listed.out().lines()).singleElement().asString().contains("\"copies\":600");
    }

    @Test
    void listsMoreThanItsMemoryHoldsWithTemporaryFilesAndSaysWhereThereIsNoRoomForThem() throws Exception {
        for (var offset = 60; offset > 0; offset--) {
            scene.send(PARKED, parkedHeaders(offset, "x".repeat(100_000)), offset, "{}");
        }
        scene.channel().waitForConfirmsOrDie(60_000);

        var listed = scene.operator().run(List.of("-Xmx48m"), List.of(), "list");
        var refused = scene.operator().run(List.of("-Xmx48m", "-Djava.io.tmpdir=/nowhere"), List.of(), "list");

        assertThat(listed.code()).as(listed.err()).isZero();
        assertThat(listed.out().lines().map(line -> line.split("  ")[2]))
                .isEqualTo(IntStream.rangeClosed(1, 60)
                        .mapToObj(offset -> "T-0-" + offset)
                        .toList());
        assertThat(refused.code()).isEqualTo(1);
        assertThat(refused.err()).contains("there is no room for it in /nowhere (NoSuchFileException): name another");
        assertThat(refused.out()).isEmpty();
    }
}
