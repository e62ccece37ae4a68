package gov.va.vro.bie.connect.rabbitmq.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import gov.va.vro.bie.connect.rabbitmq.config.UnroutablePolicy;
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

    private CoreDriver driver = new CoreDriver();
    private Deliveries core = driver.core;

    @Test
    void returnsOnlyConfirmedOffsets() {
        driver.publish(A, 0, 1, 2);
        core.confirmed(driver.link, 1, false);
        core.confirmed(driver.link, 3, false);
        assertThat(driver.committable(A, 3)).isEqualTo(1);
        core.confirmed(driver.link, 2, false);
        assertThat(driver.committable(A, 3)).isEqualTo(3);
    }

    @Test
    void returnsWhatTheWorkerOffersWhenNothingIsOutstanding() {
        driver.publish(A);
        assertThat(driver.committable(A, 1000)).isEqualTo(1000);
    }

    @Test
    void leavesOutPartitionsThatAreNotOpen() {
        assertThat(core.committable(Map.of(B, 5L))).isEmpty();
    }

    @Test
    void aMultipleAckSettlesEverythingUpToIt() {
        driver.publish(A, 0, 1, 2);
        core.confirmed(driver.link, 2, true);
        assertThat(driver.committable(A, 3)).isEqualTo(2);
    }

    @Test
    void holdsThePartitionUntilAQueueIsBound() {
        driver.publish(A, 0, 1);
        core.returned(driver.link, "a-0-0");
        core.confirmed(driver.link, 2, true);
        assertThat(core.paused()).containsExactly(A);
        assertThat(driver.committable(A, 2)).isZero();
        assertThat(core.next()).isInstanceOf(Dispatch.Wait.class);

        driver.pass(Duration.ofMillis(200));
        assertThat(driver.published()).containsExactly("a-0-0 again");
        core.confirmed(driver.link, 3, false);
        assertThat(core.paused()).isEmpty();
        assertThat(driver.published()).containsExactly("a-0-1 again");
        core.confirmed(driver.link, 4, false);
        assertThat(driver.committable(A, 2)).isEqualTo(2);
        assertThat(driver.heard()).containsExactly("held a-0 UNROUTABLE", "released a-0");
    }

    @Test
    void doublesTheWaitWithEachRefusedProbe() {
        driver.publish(A, 0);
        core.nacked(driver.link, 1, false);
        for (var wait : List.of(100, 200, 400, 800, 1000, 1000)) {
            driver.pass(Duration.ofMillis(wait - 1));
            assertThat(driver.published()).isEmpty();
            driver.pass(Duration.ofMillis(1));
            assertThat(driver.published()).hasSize(1);
            core.nacked(driver.link, driver.sequence, false);
        }
    }

    @Test
    void aReturnedMessageIsReportedWhereThatIsTheWish() {
        driver = new CoreDriver(UnroutablePolicy.REPORT, Optional.empty());
        core = driver.core;
        driver.publish(A, 0, 1);
        core.returned(driver.link, "a-0-0");
        core.confirmed(driver.link, 2, true);
        var bad = core.takeUnreported();
        assertThat(bad).hasSize(1);
        assertThat(driver.committable(A, 2)).isZero();
        core.reported(bad.get(0));
        assertThat(driver.committable(A, 2)).isEqualTo(2);
    }

    @Test
    void aReturnedMessageFailsTheTaskWhereThatIsTheWish() {
        driver = new CoreDriver(UnroutablePolicy.FAIL, Optional.empty());
        core = driver.core;
        driver.publish(A, 0);
        core.returned(driver.link, "a-0-0");
        core.confirmed(driver.link, 1, false);
        assertThat(core.review())
                .hasValueSatisfying(reason ->
                        assertThat(reason).contains("exchange \"x\"", "topic=a partition=0 offset=0", "bind a queue"));
    }

    @Test
    void aReturnedMessageIsDoneWhereThatIsTheWish() {
        driver = new CoreDriver(UnroutablePolicy.IGNORE, Optional.empty());
        core = driver.core;
        driver.publish(A, 0);
        core.returned(driver.link, "a-0-0");
        core.confirmed(driver.link, 1, false);
        assertThat(driver.committable(A, 1)).isEqualTo(1);
    }

    @Test
    void waitingForAQueueEndsWhereItHasAnEnd() {
        driver = new CoreDriver(UnroutablePolicy.WAIT, Optional.of(Duration.ofMinutes(1)));
        core = driver.core;
        driver.publish(A, 0);
        core.returned(driver.link, "a-0-0");
        core.confirmed(driver.link, 1, false);
        driver.pass(Duration.ofSeconds(60));
        assertThat(core.review()).isEmpty();
        driver.pass(Duration.ofSeconds(1));
        assertThat(core.review())
                .hasValueSatisfying(reason -> assertThat(reason).contains("unroutable.wait.max.ms"));
    }

    @Test
    void remindsAtGrowingIntervals() {
        driver.publish(A, 0);
        core.nacked(driver.link, 1, false);
        var reminders = new ArrayList<Long>();
        for (var second = 1L; second <= 100; second++) {
            driver.pass(Duration.ofSeconds(1));
            var before = driver.heard().size();
            core.review();
            if (driver.heard().size() > before) {
                reminders.add(second);
            }
        }
        assertThat(reminders).containsExactly(10L, 20L, 40L, 80L);
    }

    @Test
    void aBadRecordWithoutAReporterFailsTheTaskOnlyWhenAllBeforeItIsDelivered() {
        driver.publish(A, 0);
        core.addBad(A, 1, "it is not a value", null);
        core.takeUnreported().forEach(core::unreportable);
        core.add(A, 2, CoreDriver.message(A, 2), null);
        assertThat(core.paused()).containsExactly(A);
        assertThat(core.review()).isEmpty();
        core.confirmed(driver.link, 1, false);
        assertThat(core.review())
                .hasValueSatisfying(reason -> assertThat(reason)
                        .contains(
                                "topic=a partition=0 offset=1",
                                "it is not a value",
                                "alter its offset for this partition to 2"));
        assertThat(driver.committable(A, 3)).isEqualTo(1);
        assertThat(driver.published()).isEmpty();
    }

    @Test
    void condemnsARecordOnlyByTheBrokersCodeAndWhenItWasAlone() {
        driver.publish(A, 0, 1);
        core.linkLost(driver.link, new LinkLoss.ClosedByBroker(406, "406 PRECONDITION_FAILED"));
        assertThat(core.takeUnreported()).isEmpty();

        driver.link = core.linkUp();
        assertThat(driver.published()).containsExactly("a-0-0 again");
        core.linkLost(driver.link, new LinkLoss.ClosedByBroker(406, "406 PRECONDITION_FAILED"));
        assertThat(core.takeUnreported()).singleElement().satisfies(bad -> {
            assertThat(bad.offset).isZero();
            assertThat(bad.complaint()).contains("406");
        });

        driver.link = core.linkUp();
        assertThat(driver.published()).containsExactly("a-0-1 again");
    }

    @Test
    void aLinkThatIsCutTwiceCondemnsNobody() {
        driver.publish(A, 0);
        for (var loss = 0; loss < 5; loss++) {
            core.linkLost(driver.link, new LinkLoss.Dropped("cut"));
            driver.link = core.linkUp();
            driver.pass(Duration.ofSeconds(1));
            assertThat(driver.published()).containsExactly("a-0-0 again");
        }
        assertThat(core.takeUnreported()).isEmpty();
    }

    @Test
    void aMissingExchangeHoldsItsPartitionAloneAndFailsTheTaskWhenItLasts() {
        core.open(List.of(B));
        driver.publish(A, 0);
        var failed = Optional.<String>empty();
        for (var attempt = 0; attempt < 40 && failed.isEmpty(); attempt++) {
            core.linkLost(driver.link, new LinkLoss.ClosedByBroker(404, "404 NOT_FOUND - no exchange 'x'"));
            driver.link = core.linkUp();
            core.add(B, attempt, CoreDriver.message(B, attempt), null);
            assertThat(driver.published()).containsExactly("b-0-" + attempt);
            core.confirmed(driver.link, 1, false);
            driver.pass(Duration.ofSeconds(1));
            assertThat(driver.published()).containsExactly("a-0-0 again");
            failed = core.review();
        }
        assertThat(failed).hasValueSatisfying(reason -> assertThat(reason).contains("404 NOT_FOUND", "exchange=x"));
    }

    @Test
    void cutsALinkOnWhichNothingIsConfirmed() {
        driver.publish(A, 0);
        driver.pass(Duration.ofSeconds(29));
        assertThat(core.next()).isInstanceOf(Dispatch.Wait.class);
        driver.pass(Duration.ofSeconds(1));
        assertThat(core.next()).isInstanceOf(Dispatch.ChangeLink.class);
    }

    @Test
    void aBlockedBrokerOwesNoConfirm() {
        driver.publish(A, 0);
        core.blocked(driver.link, "low on memory");
        driver.pass(Duration.ofMinutes(10));
        assertThat(core.next()).isInstanceOf(Dispatch.Wait.class);
        core.unblocked(driver.link);
        driver.pass(Duration.ofSeconds(29));
        assertThat(core.next()).isInstanceOf(Dispatch.Wait.class);
        driver.pass(Duration.ofSeconds(1));
        assertThat(core.next()).isInstanceOf(Dispatch.ChangeLink.class);
    }

    @Test
    void changesTheLinkForOneConfirmThatIsKeptBackOnlyAfterTwiceTheTimeout() {
        driver.publish(A, 0);
        core.open(List.of(B));
        var changed = false;
        for (var second = 0; second < 59; second++) {
            core.add(B, second, CoreDriver.message(B, second), null);
            assertThat(driver.published()).hasSize(1);
            core.confirmed(driver.link, second + 2, false);
            driver.pass(Duration.ofSeconds(1));
        }
        assertThat(core.paused()).containsExactly(A);
        driver.pass(Duration.ofSeconds(1));
        for (var tick = 0; tick < 40 && !changed; tick++) {
            changed = core.next() instanceof Dispatch.ChangeLink;
            driver.pass(Duration.ofMillis(100));
        }
        assertThat(changed).isTrue();
    }

    @Test
    void holdsForALateConfirmOnlyOnceTheTimeoutIsOver() {
        confirmALaterOne();
        driver.pass(Duration.ofMillis(9_999));
        core.next();
        assertThat(core.paused()).isEmpty();
        driver.pass(Duration.ofSeconds(4));
        core.next();
        assertThat(core.paused()).containsExactly(A);
    }

    @Test
    void aLateConfirmReleasesAnOverduePartitionWithoutACopy() {
        confirmALaterOne();
        driver.pass(Duration.ofSeconds(11));
        core.next();
        assertThat(core.paused()).containsExactly(A);
        core.confirmed(driver.link, 1, false);
        assertThat(core.paused()).isEmpty();
        assertThat(driver.published()).isEmpty();
    }

    /** The first record is in flight for twenty seconds when one of another partition, sent after it, is confirmed. */
    private void confirmALaterOne() {
        driver.publish(A, 0);
        core.open(List.of(B));
        core.add(B, 0, CoreDriver.message(B, 0), null);
        driver.published();
        driver.pass(Duration.ofSeconds(20));
        core.confirmed(driver.link, 2, false);
    }

    @Test
    void publishesNothingOfAPartitionBetweenACommitAndTheNextRecords() {
        driver.publish(A, 0);
        core.add(A, 1, CoreDriver.message(A, 1), null);
        core.stopStarting(List.of(A));
        assertThat(driver.published()).isEmpty();
        core.startAgainSoon();
        driver.pass(Duration.ofMillis(499));
        assertThat(driver.published()).isEmpty();
        driver.pass(Duration.ofMillis(1));
        assertThat(driver.published()).containsExactly("a-0-1");
    }

    @Test
    void aNewCommitDoesNotEndWithThePauseOfTheLastOne() {
        driver.publish(A, 0);
        core.stopStarting(List.of(A));
        core.startAgainSoon();
        driver.pass(Duration.ofMillis(400));
        core.add(A, 1, CoreDriver.message(A, 1), null);
        core.stopStarting(List.of(A));
        driver.pass(Duration.ofMillis(200));
        assertThat(driver.published()).isEmpty();
    }

    @Test
    void publishesNothingAfterASleepUntilKafkaHadAMomentToTakeThePartitionAway() {
        driver.open(A);
        driver.add(A, 0);
        driver.passInSilence(Duration.ofSeconds(6));
        assertThat(driver.published()).isEmpty();
        core.startAgain();
        driver.passInSilence(Duration.ofMillis(1999));
        assertThat(driver.published()).isEmpty();
        driver.passInSilence(Duration.ofMillis(1));
        assertThat(driver.published()).containsExactly("a-0-0");
    }

    @Test
    void takesABatchThatIsLongInComingForNoSleep() {
        driver.open(A);
        for (var offset = 0; offset < 3; offset++) {
            driver.passInSilence(Duration.ofSeconds(4));
            driver.add(A, offset);
        }
        assertThat(driver.published()).hasSize(3);
    }

    @Test
    void publishesNothingOfAPartitionThatWasLostInASleep() {
        driver.open(A);
        driver.add(A, 0);
        driver.passInSilence(Duration.ofSeconds(16));
        core.startAgain();
        core.close(List.of(A));
        driver.passInSilence(Duration.ofSeconds(3));
        assertThat(driver.published()).isEmpty();
    }

    @Test
    void waitsForEachRecordInFlightOnlyUntilItIsAsOldAsTheDrainTimeout() {
        driver.publish(A, 0);
        assertThat(core.nanosToDrain(List.of(A)))
                .isEqualTo(Duration.ofSeconds(3).toNanos());
        driver.pass(Duration.ofSeconds(2));
        assertThat(core.nanosToDrain(List.of(A)))
                .isEqualTo(Duration.ofSeconds(1).toNanos());
        driver.pass(Duration.ofSeconds(1));
        assertThat(core.nanosToDrain(List.of(A))).isLessThanOrEqualTo(0);
    }

    @Test
    void doesNotWaitForADeadLink() {
        driver.publish(A, 0);
        core.linkLost(driver.link, new LinkLoss.Dropped("cut"));
        assertThat(core.nanosToDrain(List.of(A))).isZero();
    }

    @Test
    void anAnswerOnAnEndedLinkTouchesNothing() {
        driver.publish(A, 0);
        var old = driver.link;
        core.linkLost(driver.link, new LinkLoss.Dropped("cut"));
        driver.link = core.linkUp();
        driver.published();
        core.confirmed(old, 1, true);
        assertThat(driver.committable(A, 1)).isZero();
    }

    @Test
    void aConfirmForAClosedPartitionTouchesTheNextAssignmentNot() {
        driver.publish(A, 0);
        core.close(List.of(A));
        core.open(List.of(A));
        core.add(A, 0, CoreDriver.message(A, 0), null);
        assertThat(driver.published()).containsExactly("a-0-0");
        core.confirmed(driver.link, 1, false);
        assertThat(driver.committable(A, 1)).isZero();
        core.confirmed(driver.link, 2, false);
        assertThat(driver.committable(A, 1)).isEqualTo(1);
    }

    @Test
    void startsABookAnewWhenATopicIsMadeAgain() {
        driver.publish(A, 100, 101);
        core.add(A, 0, CoreDriver.message(A, 0), null);
        assertThat(driver.committable(A, 1)).isZero();
        driver.published();
        core.confirmed(driver.link, 2, true);
        assertThat(driver.committable(A, 1)).isZero();
        core.confirmed(driver.link, 3, false);
        assertThat(driver.committable(A, 1)).isEqualTo(1);
        assertThat(driver.heard()).containsExactly("made again a-0 101 0");
    }

    @Test
    void neverHasMoreInFlightThanTheWindow() {
        core.open(List.of(A));
        driver.link = core.linkUp();
        for (var offset = 0; offset < 20; offset++) {
            core.add(A, offset, CoreDriver.message(A, offset), null);
        }
        assertThat(driver.published()).hasSize(10);
        assertThat(core.hasRoom()).isFalse();
        assertThat(core.paused()).containsExactly(A);
        core.confirmed(driver.link, 10, true);
        assertThat(driver.published()).hasSize(10);
    }
}
