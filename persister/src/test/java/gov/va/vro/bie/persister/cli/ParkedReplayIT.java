package gov.va.vro.bie.persister.cli;

import static gov.va.vro.bie.persister.cli.ParkedScene.CANARY;
import static gov.va.vro.bie.persister.cli.ParkedScene.PARKED;
import static gov.va.vro.bie.persister.cli.ParkedScene.SOON;
import static gov.va.vro.bie.persister.cli.ParkedScene.UPDATED;
import static gov.va.vro.bie.persister.cli.ParkedScene.headers;
import static gov.va.vro.bie.persister.cli.ParkedScene.parkedHeaders;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import gov.va.vro.bie.persister.event.EventType;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Parked messages that go back to their queues as they are. */
class ParkedReplayIT {

    @RegisterExtension
    private final ParkedScene scene = new ParkedScene();

    @Test
    void hasWhatStillCannotBeStoredWaitAgain() throws Exception {
        scene.startPersister();
        scene.publish(EventType.UPDATED, 7, "not JSON");
        scene.awaitParked(1);

        assertThat(scene.operator().parked("replay", "--all")).isZero();

        await().atMost(SOON)
                .untilAsserted(() -> assertThat(scene.postgres()
                                .query("SELECT source_offset FROM bie.bie_event_parked"
                                        + " WHERE replayed_at IS NULL AND discarded_at IS NULL"))
                        .containsExactly("7"));
        scene.awaitParked(1);
        scene.operator().parked("list");
        assertThat(scene.operator().lines()).singleElement().asString().contains("T-0-7", "  waiting  ");
    }

    @Test
    void handlesTheCopiesOfOneMessageTogether() throws Exception {
        scene.park(7, "no ClaimId", "{}");
        scene.park(8, "no ClaimId", "{}");
        scene.park(7, "no ClaimId", "{}");
        scene.operator().parked("list");
        assertThat(scene.operator().lines()).hasSize(2);

        assertThat(scene.operator().parked("replay", "T-0-7")).isZero();

        await().atMost(SOON).until(() -> scene.channel().messageCount(UPDATED) == 1);
        scene.awaitParked(1);
        scene.operator().parked("list");
        assertThat(scene.operator().lines()).singleElement().asString().contains("T-0-8");
    }

    @Test
    void sendsAReplayedMessageAsTheSinkDidWithoutWhatParkingAdded() throws Exception {
        scene.park(7, "no ClaimId", "{}");

        scene.operator().parked("replay", "T-0-7");

        var replayed = scene.channel().basicGet(UPDATED, true);
        assertThat(replayed.getEnvelope().getExchange()).isEmpty();
        assertThat(replayed.getProps().getMessageId()).isEqualTo("T-0-7");
        assertThat(replayed.getProps().getDeliveryMode()).isEqualTo(2);
        assertThat(replayed.getProps().getHeaders().keySet())
                .contains("kafka.topic", "kafka.partition", "kafka.offset", "kafka.timestamp", "notifiedAt")
                .doesNotContain("reason", "queue", "parkedAt");
    }

    @Test
    void listsAndReplaysWhatTheBrokerItselfPutThere() throws Exception {
        scene.channel().queueDelete(UPDATED);
        scene.channel()
                .queueDeclare(
                        UPDATED,
                        true,
                        false,
                        false,
                        Map.of("x-dead-letter-exchange", "", "x-dead-letter-routing-key", PARKED));
        var headers = headers(9);
        headers.put("reason", CANARY);
        headers.put("kafka.key", CANARY);
        scene.send(UPDATED, headers, 9, "{}");
        scene.channel()
                .basicReject(
                        scene.channel().basicGet(UPDATED, false).getEnvelope().getDeliveryTag(), false);
        scene.awaitParked(1);

        scene.operator().parked("list");
        assertThat(scene.operator().lines())
                .singleElement()
                .asString()
                .contains("contention-updated  T-0-9  20", "waiting  dead-lettered by the broker: rejected");
        scene.operator().parked("show", "T-0-9");
        assertThat(scene.operator().shown()).doesNotContain(CANARY);

        assertThat(scene.operator().parked("replay", "T-0-9")).isZero();
        assertThat(scene.channel().basicGet(UPDATED, true).getProps().getHeaders())
                .doesNotContainKeys("x-death", "reason", "kafka.key");
        scene.awaitParked(0);
        assertThat(scene.postgres()
                        .query("SELECT source_offset, reason FROM bie.bie_event_parked WHERE replayed_at IS NOT NULL"))
                .containsExactly("9|dead-lettered by the broker: rejected");
    }

    @Test
    void takesTenThousandLargeOnesOutWithASmallHeap() throws Exception {
        var body = "x".repeat(10_000);
        for (var offset = 0; offset < 10_000; offset++) {
            scene.send(PARKED, parkedHeaders(offset, "no ClaimId"), offset, body);
        }
        scene.channel().waitForConfirmsOrDie(60_000);

        var listed = scene.operator().run(List.of("-Xmx48m"), List.of(), "list");
        assertThat(listed.out().lines()).hasSize(10_000);
        var replayed = scene.operator().run(List.of("-Xmx48m"), List.of(), "replay", "--all");

        assertThat(replayed.code()).as(replayed.err()).isZero();
        assertThat(replayed.out().lines()).hasSize(10_000);
        scene.awaitParked(0);
        assertThat(scene.channel().messageCount(UPDATED)).isEqualTo(10_000);
        assertThat(scene.postgres().query("SELECT count(*) FROM bie.bie_event_parked WHERE replayed_at IS NOT NULL"))
                .containsExactly("10000");
    }

    @Test
    void refusesAQueueThatIsNotThePersistersAndKeepsItsMessage() throws Exception {
        var headers = parkedHeaders(7, "no ClaimId");
        headers.put("queue", "somebody.elses");
        scene.send(PARKED, headers, 7, "{}");

        assertThat(scene.operator().parked("replay", "--all")).isEqualTo(7);

        assertThat(scene.operator().errors()).contains("\"somebody.elses\", is none of the persister's");
        scene.awaitParked(1);
    }

    @Test
    void keepsTheMessageWhoseQueueIsGone() throws Exception {
        scene.park(7, "no ClaimId", "{}");
        scene.channel().queueDelete(UPDATED);

        assertThat(scene.operator().parked("replay", "T-0-7")).isEqualTo(3);

        assertThat(scene.operator().errors()).contains("queue \"" + UPDATED + "\" does not exist");
        scene.awaitParked(1);
    }
}
