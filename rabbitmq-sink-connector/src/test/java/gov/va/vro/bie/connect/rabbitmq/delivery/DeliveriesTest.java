package gov.va.vro.bie.connect.rabbitmq.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import com.rabbitmq.client.AMQP.BasicProperties;
import gov.va.vro.bie.connect.rabbitmq.config.UnroutablePolicy;
import gov.va.vro.bie.connect.rabbitmq.message.Message;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

/** The rules of the core, one at a time; {@link DeliveriesSimulationTest} has them all at once. */
class DeliveriesTest {

    private static final TopicPartition A = new TopicPartition("a", 0);
    private static final TopicPartition B = new TopicPartition("b", 0);

    private final Heard heard = new Heard();
    private long now;
    private Deliveries core = core(UnroutablePolicy.WAIT, Optional.empty());
    private long link;

    @Test
    void returnsOnlyConfirmedOffsets() {
        publish(A, 0, 1, 2);
        core.confirmed(link, 1, false);
        core.confirmed(link, 3, false);
        assertThat(committable(A, 3)).isEqualTo(1);
        core.confirmed(link, 2, false);
        assertThat(committable(A, 3)).isEqualTo(3);
    }

    @Test
    void returnsWhatTheWorkerOffersWhenNothingIsOutstanding() {
        publish(A);
        assertThat(committable(A, 1000)).isEqualTo(1000);
    }

    @Test
    void leavesOutPartitionsThatAreNotOpen() {
        assertThat(core.committable(Map.of(B, 5L))).isEmpty();
    }

    @Test
    void aMultipleAckSettlesEverythingUpToIt() {
        publish(A, 0, 1, 2);
        core.confirmed(link, 2, true);
        assertThat(committable(A, 3)).isEqualTo(2);
    }

    @Test
    void holdsThePartitionUntilAQueueIsBound() {
        publish(A, 0, 1);
        core.returned(link, "a-0-0");
        core.confirmed(link, 2, true);
        assertThat(core.paused()).containsExactly(A);
        assertThat(committable(A, 2)).isZero();
        assertThat(core.next()).isInstanceOf(Dispatch.Wait.class);

        pass(Duration.ofMillis(200));
        assertThat(offsetsPublished()).containsExactly("a-0-0 again");
        core.confirmed(link, 3, false);
        assertThat(core.paused()).isEmpty();
        assertThat(offsetsPublished()).containsExactly("a-0-1 again");
        core.confirmed(link, 4, false);
        assertThat(committable(A, 2)).isEqualTo(2);
        assertThat(heard.lines).containsExactly("held a-0 UNROUTABLE", "released a-0");
    }

    @Test
    void doublesTheWaitWithEachRefusedProbe() {
        publish(A, 0);
        core.nacked(link, 1, false);
        for (var wait : List.of(100, 200, 400, 800, 1000, 1000)) {
            pass(Duration.ofMillis(wait - 1));
            assertThat(offsetsPublished()).isEmpty();
            pass(Duration.ofMillis(1));
            assertThat(offsetsPublished()).hasSize(1);
            core.nacked(link, heard.sequence, false);
        }
    }

    @Test
    void aReturnedMessageIsReportedWhereThatIsTheWish() {
        core = core(UnroutablePolicy.REPORT, Optional.empty());
        publish(A, 0, 1);
        core.returned(link, "a-0-0");
        core.confirmed(link, 2, true);
        var bad = core.takeUnreported();
        assertThat(bad).hasSize(1);
        assertThat(committable(A, 2)).isZero();
        core.reported(bad.get(0));
        assertThat(committable(A, 2)).isEqualTo(2);
    }

    @Test
    void aReturnedMessageFailsTheTaskWhereThatIsTheWish() {
        core = core(UnroutablePolicy.FAIL, Optional.empty());
        publish(A, 0);
        core.returned(link, "a-0-0");
        core.confirmed(link, 1, false);
        assertThat(core.review())
                .hasValueSatisfying(reason ->
                        assertThat(reason).contains("exchange \"x\"", "topic=a partition=0 offset=0", "bind a queue"));
    }

    @Test
    void aReturnedMessageIsDoneWhereThatIsTheWish() {
        core = core(UnroutablePolicy.IGNORE, Optional.empty());
        publish(A, 0);
        core.returned(link, "a-0-0");
        core.confirmed(link, 1, false);
        assertThat(committable(A, 1)).isEqualTo(1);
    }

    @Test
    void waitingForAQueueEndsWhereItHasAnEnd() {
        core = core(UnroutablePolicy.WAIT, Optional.of(Duration.ofMinutes(1)));
        publish(A, 0);
        core.returned(link, "a-0-0");
        core.confirmed(link, 1, false);
        pass(Duration.ofSeconds(60));
        assertThat(core.review()).isEmpty();
        pass(Duration.ofSeconds(1));
        assertThat(core.review())
                .hasValueSatisfying(reason -> assertThat(reason).contains("unroutable.wait.max.ms"));
    }

    @Test
    void remindsAtGrowingIntervals() {
        publish(A, 0);
        core.nacked(link, 1, false);
        var reminders = new ArrayList<Long>();
        for (var second = 1L; second <= 100; second++) {
            pass(Duration.ofSeconds(1));
            var before = heard.lines.size();
            core.review();
            if (heard.lines.size() > before) {
                reminders.add(second);
            }
        }
        assertThat(reminders).containsExactly(10L, 20L, 40L, 80L);
    }

    @Test
    void aBadRecordWithoutAReporterFailsTheTaskOnlyWhenAllBeforeItIsDelivered() {
        publish(A, 0);
        core.addBad(A, 1, "it is not a value", null);
        core.takeUnreported().forEach(core::unreportable);
        core.add(A, 2, message(A, 2), null);
        assertThat(core.paused()).containsExactly(A);
        assertThat(core.review()).isEmpty();
        core.confirmed(link, 1, false);
        assertThat(core.review())
                .hasValueSatisfying(reason -> assertThat(reason)
                        .contains(
                                "topic=a partition=0 offset=1",
                                "it is not a value",
                                "alter its offset for this partition to 2"));
        assertThat(committable(A, 3)).isEqualTo(1);
        assertThat(offsetsPublished()).isEmpty();
    }

    @Test
    void condemnsARecordOnlyByTheBrokersCodeAndWhenItWasAlone() {
        publish(A, 0, 1);
        core.linkLost(link, new LinkLoss.ClosedByBroker(406, "406 PRECONDITION_FAILED"));
        assertThat(core.takeUnreported()).isEmpty();

        link = core.linkUp();
        assertThat(offsetsPublished()).containsExactly("a-0-0 again");
        core.linkLost(link, new LinkLoss.ClosedByBroker(406, "406 PRECONDITION_FAILED"));
        assertThat(core.takeUnreported()).singleElement().satisfies(bad -> {
            assertThat(bad.offset).isZero();
            assertThat(bad.complaint()).contains("406");
        });

        link = core.linkUp();
        assertThat(offsetsPublished()).containsExactly("a-0-1 again");
    }

    @Test
    void aLinkThatIsCutTwiceCondemnsNobody() {
        publish(A, 0);
        for (var loss = 0; loss < 5; loss++) {
            core.linkLost(link, new LinkLoss.Dropped("cut"));
            link = core.linkUp();
            assertThat(offsetsPublished()).containsExactly("a-0-0 again");
        }
        assertThat(core.takeUnreported()).isEmpty();
    }

    @Test
    void aMissingExchangeHoldsItsPartitionAloneAndFailsTheTaskWhenItLasts() {
        core.open(List.of(B));
        publish(A, 0);
        var failed = Optional.<String>empty();
        for (var attempt = 0; attempt < 40 && failed.isEmpty(); attempt++) {
            core.linkLost(link, new LinkLoss.ClosedByBroker(404, "404 NOT_FOUND - no exchange 'x'"));
            link = core.linkUp();
            core.add(B, attempt, message(B, attempt), null);
            assertThat(offsetsPublished()).containsExactly("b-0-" + attempt);
            core.confirmed(link, 1, false);
            pass(Duration.ofSeconds(1));
            assertThat(offsetsPublished()).containsExactly("a-0-0 again");
            failed = core.review();
        }
        assertThat(failed).hasValueSatisfying(reason -> assertThat(reason).contains("404 NOT_FOUND", "exchange=x"));
    }

    @Test
    void cutsALinkOnWhichNothingIsConfirmed() {
        publish(A, 0);
        pass(Duration.ofSeconds(29));
        assertThat(core.next()).isInstanceOf(Dispatch.Wait.class);
        pass(Duration.ofSeconds(1));
        assertThat(core.next()).isInstanceOf(Dispatch.ChangeLink.class);
    }

    @Test
    void aBlockedBrokerOwesNoConfirm() {
        publish(A, 0);
        core.blocked(link, true);
        pass(Duration.ofMinutes(10));
        assertThat(core.next()).isInstanceOf(Dispatch.Wait.class);
        core.blocked(link, false);
        pass(Duration.ofSeconds(29));
        assertThat(core.next()).isInstanceOf(Dispatch.Wait.class);
        pass(Duration.ofSeconds(1));
        assertThat(core.next()).isInstanceOf(Dispatch.ChangeLink.class);
    }

    @Test
    void changesTheLinkForOneConfirmThatIsKeptBackOnlyAfterTwiceTheTimeout() {
        publish(A, 0);
        core.open(List.of(B));
        var changed = false;
        for (var second = 0; second < 59; second++) {
            core.add(B, second, message(B, second), null);
            assertThat(offsetsPublished()).hasSize(1);
            core.confirmed(link, second + 2, false);
            pass(Duration.ofSeconds(1));
        }
        assertThat(core.paused()).containsExactly(A);
        pass(Duration.ofSeconds(1));
        for (var tick = 0; tick < 40 && !changed; tick++) {
            changed = core.next() instanceof Dispatch.ChangeLink;
            pass(Duration.ofMillis(100));
        }
        assertThat(changed).isTrue();
    }

    @Test
    void aLateConfirmReleasesAnOverduePartitionWithoutACopy() {
        publish(A, 0);
        core.open(List.of(B));
        core.add(B, 0, message(B, 0), null);
        offsetsPublished();
        pass(Duration.ofSeconds(20));
        core.confirmed(link, 2, false);
        pass(Duration.ofSeconds(11));
        core.next();
        assertThat(core.paused()).containsExactly(A);
        core.confirmed(link, 1, false);
        assertThat(core.paused()).isEmpty();
        assertThat(offsetsPublished()).isEmpty();
    }

    @Test
    void publishesNothingOfAPartitionBetweenACommitAndTheNextRecords() {
        publish(A, 0);
        core.add(A, 1, message(A, 1), null);
        core.stopStarting(List.of(A));
        assertThat(offsetsPublished()).isEmpty();
        core.startAgainSoon();
        pass(Duration.ofMillis(499));
        assertThat(offsetsPublished()).isEmpty();
        pass(Duration.ofMillis(1));
        assertThat(offsetsPublished()).containsExactly("a-0-1");
    }

    @Test
    void waitsForEachRecordInFlightOnlyUntilItIsAsOldAsTheDrainTimeout() {
        publish(A, 0);
        assertThat(core.nanosToDrain(List.of(A)))
                .isEqualTo(Duration.ofSeconds(3).toNanos());
        pass(Duration.ofSeconds(2));
        assertThat(core.nanosToDrain(List.of(A)))
                .isEqualTo(Duration.ofSeconds(1).toNanos());
        pass(Duration.ofSeconds(1));
        assertThat(core.nanosToDrain(List.of(A))).isLessThanOrEqualTo(0);
    }

    @Test
    void doesNotWaitForADeadLink() {
        publish(A, 0);
        core.linkLost(link, new LinkLoss.Dropped("cut"));
        assertThat(core.nanosToDrain(List.of(A))).isZero();
    }

    @Test
    void anAnswerOnAnEndedLinkTouchesNothing() {
        publish(A, 0);
        var old = link;
        core.linkLost(link, new LinkLoss.Dropped("cut"));
        link = core.linkUp();
        offsetsPublished();
        core.confirmed(old, 1, true);
        assertThat(committable(A, 1)).isZero();
    }

    @Test
    void aConfirmForAClosedPartitionTouchesTheNextAssignmentNot() {
        publish(A, 0);
        core.close(List.of(A));
        core.open(List.of(A));
        core.add(A, 0, message(A, 0), null);
        assertThat(offsetsPublished()).containsExactly("a-0-0");
        core.confirmed(link, 1, false);
        assertThat(committable(A, 1)).isZero();
        core.confirmed(link, 2, false);
        assertThat(committable(A, 1)).isEqualTo(1);
    }

    @Test
    void startsABookAnewWhenATopicIsMadeAgain() {
        publish(A, 100, 101);
        core.add(A, 0, message(A, 0), null);
        assertThat(committable(A, 1)).isZero();
        offsetsPublished();
        core.confirmed(link, 2, true);
        assertThat(committable(A, 1)).isZero();
        core.confirmed(link, 3, false);
        assertThat(committable(A, 1)).isEqualTo(1);
        assertThat(heard.lines).containsExactly("made again a-0 101 0");
    }

    @Test
    void neverHasMoreInFlightThanTheWindow() {
        core.open(List.of(A));
        link = core.linkUp();
        for (var offset = 0; offset < 20; offset++) {
            core.add(A, offset, message(A, offset), null);
        }
        assertThat(offsetsPublished()).hasSize(10);
        assertThat(core.hasRoom()).isFalse();
        assertThat(core.paused()).containsExactly(A);
        core.confirmed(link, 10, true);
        assertThat(offsetsPublished()).hasSize(10);
    }

    // Fixtures

    private Deliveries core(UnroutablePolicy policy, Optional<Duration> unroutableWaitMax) {
        var settings = new CoreSettings(
                10,
                1_000_000,
                Duration.ofSeconds(30),
                Duration.ofSeconds(3),
                Duration.ofMillis(100),
                Duration.ofSeconds(1),
                policy,
                unroutableWaitMax);
        return new Deliveries(settings, () -> now, heard);
    }

    private void publish(TopicPartition partition, long... offsets) {
        core.open(List.of(partition));
        link = core.linkUp();
        for (var offset : offsets) {
            core.add(partition, offset, message(partition, offset), null);
        }
        assertThat(offsetsPublished()).hasSize(offsets.length);
    }

    private List<String> offsetsPublished() {
        var published = new ArrayList<String>();
        while (core.next() instanceof Dispatch.Publish publish) {
            heard.sequence++;
            published.add(publish.message().messageId() + (publish.again() ? " again" : ""));
        }
        return published;
    }

    private static Message message(TopicPartition partition, long offset) {
        var properties = new BasicProperties.Builder()
                .messageId(partition + "-" + offset)
                .build();
        return new Message("x", "", properties, new byte[1]);
    }

    private long committable(TopicPartition partition, long offered) {
        return core.committable(Map.of(partition, offered)).get(partition);
    }

    private void pass(Duration time) {
        now += time.toNanos();
    }

    private static final class Heard implements DeliveryListener {

        private final List<String> lines = new ArrayList<>();
        private long sequence;

        @Override
        public void held(Delivery first, String exchange, Hold why) {
            lines.add("held " + first.partition.topicPartition + " " + why);
        }

        @Override
        public void stillHeld(Delivery first, String exchange, Hold why, Duration since) {
            lines.add("still held " + first.partition.topicPartition + " " + since.toSeconds());
        }

        @Override
        public void released(TopicPartition partition, Duration heldFor) {
            lines.add("released " + partition);
        }

        @Override
        public void topicMadeAgain(TopicPartition partition, long lastOffset, long newOffset) {
            lines.add("made again " + partition + " " + lastOffset + " " + newOffset);
        }

        @Override
        public void suspecting(int messages, LinkLoss loss) {}

        @Override
        public void suspicionOver() {}

        @Override
        public void condemned(Delivery delivery) {}
    }
}
