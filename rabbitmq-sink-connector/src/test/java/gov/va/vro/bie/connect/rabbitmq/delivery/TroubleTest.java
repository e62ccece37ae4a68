package gov.va.vro.bie.connect.rabbitmq.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import gov.va.vro.bie.connect.rabbitmq.config.UnroutablePolicy;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

/** Two troubles at once, or one that outlasts another: what a partition, a link and the others owe each other. */
class TroubleTest {

    private static final TopicPartition A = new TopicPartition("a", 0);
    private static final TopicPartition B = new TopicPartition("b", 0);
    private static final TopicPartition C = new TopicPartition("c", 0);
    private static final LinkLoss CUT = new LinkLoss.Dropped("cut");
    private static final LinkLoss REFUSED = new LinkLoss.ClosedByBroker(406, "406 PRECONDITION_FAILED");
    private static final LinkLoss NOT_FOUND = new LinkLoss.ClosedByBroker(404, "404 NOT_FOUND");

    private CoreDriver driver = new CoreDriver();
    private Deliveries core = driver.core;

    // Bad records

    @Test
    void anEarlierRecordThatTurnsBadAfterALaterOneIsTheOneThatFailsTheTask() {
        driver.publish(A, 0);
        core.addBad(A, 1, "it has no form", null);
        core.takeUnreported().forEach(core::unreportable);
        driver.loseLink(REFUSED);
        core.takeUnreported().forEach(core::unreportable);
        assertThat(core.review())
                .hasValueSatisfying(reason -> assertThat(reason).contains("offset=0", "406"));
    }

    @Test
    void commitsNothingOfANewTopicThatWasGivenUpBehindABadRecordOfTheOldOne() {
        driver.publish(A, 100);
        driver.add(A, 101);
        core.addBad(A, 102, "it has no form", null);
        driver.add(A, 0, 1);
        core.takeUnreported().forEach(core::unreportable);
        assertThat(driver.committable(A, 2)).isZero();
    }

    @Test
    void forgetsTheBadRecordsOfAPartitionThatIsTakenAway() {
        driver.publish(A);
        core.addBad(A, 0, "it has no form", null);
        core.close(List.of(A));
        assertThat(core.takeUnreported()).isEmpty();
    }

    // Reasons for holding

    @Test
    void oneClosedChannelFailsNoPartitionThatWasHeldLongForAnotherReason() {
        driver.publish(A, 0);
        nackFor(Duration.ofMinutes(1));
        assertThat(driver.published()).hasSize(1);
        driver.loseLink(NOT_FOUND);
        assertThat(core.review()).isEmpty();
        assertThat(driver.heard()).contains("held a-0 NACKED", "held a-0 CHANNEL");
    }

    @Test
    void waitingForAQueueDoesNotCountTheTimeOfAnotherTrouble() {
        driver = new CoreDriver(UnroutablePolicy.WAIT, Optional.of(Duration.ofSeconds(30)));
        core = driver.core;
        driver.publish(A, 0);
        nackFor(Duration.ofMinutes(1));
        assertThat(driver.published()).hasSize(1);
        core.returned(driver.link, "a-0-0");
        core.confirmed(driver.link, driver.sequence, false);
        assertThat(core.review()).isEmpty();
    }

    @Test
    void backOffBeginsAnewAfterARelease() {
        driver.publish(A, 0);
        nackFor(Duration.ofSeconds(10));
        assertThat(driver.published()).hasSize(1);
        core.confirmed(driver.link, driver.sequence, false);
        driver.add(A, 1);
        driver.published();
        core.nacked(driver.link, driver.sequence, false);
        driver.pass(Duration.ofMillis(100));
        assertThat(driver.published()).containsExactly("a-0-1 again");
    }

    private void nackFor(Duration time) {
        core.nacked(driver.link, driver.sequence, false);
        for (var second = 0; second < time.toSeconds(); second++) {
            driver.pass(Duration.ofSeconds(1));
            driver.published();
            core.nacked(driver.link, driver.sequence, false);
        }
        driver.pass(Duration.ofSeconds(1));
    }

    @Test
    void aQueueThatGoesOnRefusingIsTriedOnAnotherLinkAndThereAtOnce() {
        driver.publish(A, 0);
        nackFor(Duration.ofSeconds(28));
        driver.published();
        core.nacked(driver.link, driver.sequence, false);
        driver.pass(Duration.ofMillis(500));
        var change = changeOfLink();
        assertThat(change.loss().forSilence()).isFalse();
        driver.loseLink(change.loss());
        assertThat(driver.published()).containsExactly("a-0-0 again");
    }

    @Test
    void aQueueThatRefusesKeepsItsLinkForTheTimeoutAndTheNextOneForTwiceThat() {
        driver.publish(A, 0);
        core.nacked(driver.link, 1, false);
        driver.loseLink(changeOfLinkAfter(Duration.ofSeconds(30)));
        driver.sequence = 0;
        driver.loseLink(changeOfLinkAfter(Duration.ofSeconds(60)));
    }

    /** Refuses every try until the core gives the link up, which it may do then and not before. */
    private LinkLoss changeOfLinkAfter(Duration patience) {
        for (var waited = Duration.ZERO; ; waited = waited.plusMillis(100)) {
            var next = core.next();
            if (next instanceof Dispatch.ChangeLink change) {
                assertThat(waited).isBetween(patience, patience.plusSeconds(4));
                return change.loss();
            } else if (next instanceof Dispatch.Publish) {
                driver.sequence++;
                core.nacked(driver.link, driver.sequence, false);
            }
            assertThat(waited).as("the link is kept").isLessThan(patience.multipliedBy(2));
            driver.pass(Duration.ofMillis(100));
        }
    }

    private Dispatch.ChangeLink changeOfLink() {
        for (var tick = 0; tick < 50; tick++) {
            var next = core.next();
            if (next instanceof Dispatch.ChangeLink change) {
                return change;
            } else if (next instanceof Dispatch.Publish) {
                driver.sequence++;
                core.nacked(driver.link, driver.sequence, false);
            }
            driver.pass(Duration.ofMillis(200));
        }
        throw new AssertionError("The link is kept");
    }

    // One at a time

    @Test
    void twoLossesWithoutAnAnswerPutWhatWasInFlightUnderSuspicion() {
        driver.publish(A, 0, 1);
        driver.loseLink(CUT);
        assertThat(driver.published()).hasSize(2);
        driver.loseLink(CUT);
        assertThat(driver.published()).hasSize(1);
    }

    @Test
    void holdingAPartitionClearsItsSuspects() {
        driver.open(A, B);
        driver.add(A, 0, 1);
        driver.published();
        driver.loseLink(NOT_FOUND);
        assertThat(driver.published()).containsExactly("a-0-0 again");
        core.returned(driver.link, "a-0-0");
        core.confirmed(driver.link, 1, false);
        driver.add(B, 0, 1);
        assertThat(driver.published()).containsExactly("b-0-0", "b-0-1");
    }

    @Test
    void closingAPartitionClearsItsSuspects() {
        driver.open(A, B);
        driver.add(A, 0, 1);
        driver.published();
        driver.loseLink(REFUSED);
        core.close(List.of(A));
        driver.add(B, 0, 1);
        assertThat(driver.published()).hasSize(2);
    }

    @Test
    void givingUpWhatIsBehindABadRecordClearsItsSuspects() {
        driver.open(A, B);
        driver.add(A, 0, 1);
        driver.published();
        driver.loseLink(REFUSED);
        assertThat(driver.published()).hasSize(1);
        driver.loseLink(REFUSED);
        core.takeUnreported().forEach(core::unreportable);
        driver.add(B, 0, 1);
        assertThat(driver.published()).hasSize(2);
    }

    @Test
    void whatTheBrokerHasPassedIsNoCandidate() {
        driver.open(A, B, C);
        for (var partition : List.of(A, B, C)) {
            driver.add(partition, 0);
            driver.published();
        }
        core.confirmed(driver.link, 2, false);
        driver.loseLink(REFUSED);
        assertThat(core.takeUnreported())
                .singleElement()
                .satisfies(bad -> assertThat(bad.coordinates()).contains("topic=c"));
    }

    @Test
    void aMessageOnWhichTheLineIsCutEachTimeStarvesNobody() {
        driver.open(A, B);
        driver.add(A, 0);
        var delivered = new HashSet<String>();
        for (var attempt = 0; attempt < 20; attempt++) {
            if (attempt == 3) {
                driver.add(B, 0, 1);
            }
            var cut = false;
            for (var sequence = 1; !cut && core.next() instanceof Dispatch.Publish publish; sequence++) {
                cut = publish.message().messageId().startsWith("a");
                if (!cut) {
                    delivered.add(publish.message().messageId());
                    core.confirmed(driver.link, sequence, false);
                }
            }
            driver.loseLink(CUT);
            driver.pass(Duration.ofSeconds(1));
        }
        assertThat(delivered).containsExactlyInAnyOrder("b-0-0", "b-0-1");
        assertThat(core.takeUnreported()).isEmpty();
    }

    @Test
    void nothingIsSentBesideAMessageThatMustGoAlone() {
        closeTheChannelOverA();
        driver.pass(Duration.ofSeconds(2));
        assertThat(driver.published()).containsExactly("a-0-0 again");
        core.stopStarting(List.of(A));
        driver.add(B, 0);
        assertThat(driver.published()).isEmpty();
    }

    @Test
    void aMessageThatMustGoAloneWaitsForTheOthersToSettle() {
        closeTheChannelOverA();
        driver.add(B, 0);
        assertThat(driver.published()).containsExactly("b-0-0");
        driver.pass(Duration.ofSeconds(2));
        driver.add(B, 1);
        assertThat(driver.published()).isEmpty();
        core.confirmed(driver.link, 1, false);
        assertThat(driver.published()).contains("a-0-0 again");
    }

    @Test
    void theTryOfAHeldPartitionGoesAloneOnceItMayHaveClosedTheChannel() {
        driver.open(A, B);
        driver.add(A, 0);
        driver.published();
        core.nacked(driver.link, 1, false);
        driver.pass(Duration.ofSeconds(1));
        driver.add(B, 0);
        assertThat(driver.published()).containsExactlyInAnyOrder("a-0-0 again", "b-0-0");
        driver.loseLink(REFUSED);
        assertThat(driver.published()).containsExactly("b-0-0 again");
        core.confirmed(driver.link, 1, false);
        driver.pass(Duration.ofSeconds(1));
        driver.add(B, 1, 2);
        var beside = driver.published();
        assertThat(beside.contains("a-0-0 again") && beside.size() > 1).isFalse();
    }

    private void closeTheChannelOverA() {
        driver.open(A, B);
        driver.add(A, 0);
        driver.published();
        driver.loseLink(NOT_FOUND);
    }

    // Alarms and late confirms

    @Test
    void publishesNothingWhileTheBrokerIsBlocked() {
        driver.publish(A, 0);
        core.blocked(driver.link, "low on memory");
        driver.add(A, 1);
        assertThat(driver.published()).isEmpty();
        core.unblocked(driver.link);
        assertThat(driver.published()).containsExactly("a-0-1");
    }

    @Test
    void saysOfAnAlarmThatItIsThereAndThatItIsOver() {
        driver.publish(A, 0);
        core.blocked(driver.link, "low on memory");
        driver.pass(Duration.ofSeconds(10));
        core.review();
        core.unblocked(driver.link);
        assertThat(driver.heard())
                .containsExactly("blocked low on memory 0", "blocked low on memory 10", "unblocked after 10");
    }

    @Test
    void theClockOfALateConfirmStartsAgainAtTheEndOfAnAlarm() {
        driver.open(A, B);
        driver.add(A, 0);
        driver.add(B, 0);
        driver.published();
        driver.pass(Duration.ofSeconds(1));
        core.confirmed(driver.link, 2, false);
        core.blocked(driver.link, "low on memory");
        driver.pass(Duration.ofMinutes(10));
        core.unblocked(driver.link);
        driver.pass(Duration.ofSeconds(5));
        core.next();
        assertThat(core.paused()).isEmpty();
    }

    @Test
    void aWriteThatHangsIsExcusedByAnAlarmAndForAsLongAfterIt() {
        driver.publish(A, 0);
        core.blocked(driver.link, "low on memory");
        driver.pass(Duration.ofMinutes(10));
        assertThat(core.hasHung(1)).isFalse();
        core.unblocked(driver.link);
        driver.pass(Duration.ofSeconds(30));
        assertThat(core.hasHung(1)).isFalse();
        driver.pass(Duration.ofSeconds(1));
        assertThat(core.hasHung(1)).isTrue();
    }

    @Test
    void anOverduePartitionLeavesTheOthersTheirRoomInFlight() {
        driver.open(A, B);
        for (var offset = 0; offset < CoreDriver.WINDOW - 1; offset++) {
            driver.add(A, offset);
        }
        driver.published();
        keepBusy(B, 40);
        assertThat(core.paused()).containsExactly(A);
        driver.add(B, 40, 41, 42, 43, 44);
        assertThat(driver.published()).hasSize(5);
    }

    @Test
    void startsNothingWhileALinkIsAboutToBeChanged() {
        driver.open(A, B);
        driver.add(A, 0);
        driver.published();
        keepBusy(B, 59);
        driver.add(B, 59);
        assertThat(driver.published()).hasSize(1);
        driver.pass(Duration.ofSeconds(2));
        core.next();
        driver.add(B, 60);
        assertThat(core.next()).isInstanceOf(Dispatch.Wait.class);
    }

    /** A record a second, each confirmed at once. */
    private void keepBusy(TopicPartition partition, int seconds) {
        for (var second = 0; second < seconds; second++) {
            driver.add(partition, second);
            assertThat(driver.published()).hasSize(1);
            core.confirmed(driver.link, driver.sequence, false);
            driver.pass(Duration.ofSeconds(1));
            core.next();
        }
    }

    // Links and commits

    @Test
    void twoLinksAreNeverUpAtOnce() {
        driver.open(A, B);
        driver.add(A, 0);
        driver.published();
        var first = driver.link;
        driver.linkUp();
        core.linkLost(first, CUT);
        driver.add(B, 0);
        assertThat(driver.published()).containsExactlyInAnyOrder("a-0-0 again", "b-0-0");
    }

    @Test
    void afterASilentLinkEachPartitionIsTriedWithOneMessage() {
        driver.publish(A, 0, 1);
        driver.pass(Duration.ofSeconds(30));
        driver.loseLink(((Dispatch.ChangeLink) core.next()).loss());
        driver.pass(Duration.ofSeconds(2));
        assertThat(driver.published()).containsExactly("a-0-0 again");
    }

    @Test
    void aCommitWaitsForTheYoungestRecordInFlight() {
        driver.publish(A, 0);
        driver.pass(Duration.ofSeconds(2));
        driver.add(A, 1);
        driver.published();
        assertThat(core.nanosToDrain(List.of(A)))
                .isEqualTo(Duration.ofSeconds(3).toNanos());
    }

    @Test
    void aCommitWaitsForTheTryOfAHeldPartition() {
        driver.publish(A, 0);
        core.nacked(driver.link, 1, false);
        driver.pass(Duration.ofMillis(100));
        driver.published();
        assertThat(core.nanosToDrain(List.of(A)))
                .isEqualTo(Duration.ofSeconds(3).toNanos());
    }
}
