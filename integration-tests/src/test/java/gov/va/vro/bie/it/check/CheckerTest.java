package gov.va.vro.bie.it.check;

import static org.assertj.core.api.Assertions.assertThat;

import gov.va.vro.bie.it.faces.Coordinates;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** One topic with two queues, of which each test breaks one promise. */
class CheckerTest {

    private static final String TOPIC = "topic";
    private static final String ONE = "one";
    private static final String OTHER = "other";

    private final Checker checker = new Checker();

    @BeforeEach
    void expectTheTopicInTwoQueues() {
        checker.expect(ONE, TOPIC);
        checker.expect(OTHER, TOPIC);
        checker.expect("queue of another topic", "another topic");
    }

    @Test
    void findsNothingWrongWhenEachQueueHasEveryRecordOnceInOrder() {
        publish(0, 1, 2);
        arriveEverywhere(0, 1, 2);

        var verdict = checker.verdict();
        assertThat(verdict).isEqualTo(new Verdict(3, 3, 0, 0, 0, 0, 0, 0, List.of()));
        assertThat(verdict.isSound()).isTrue();
    }

    @Test
    void countsALostRecordInEachQueueThatHasNeverHadIt() {
        publish(0, 1, 2);
        arriveEverywhere(0);
        arrive(ONE, 1, false);
        arriveEverywhere(2);

        assertThat(checker.verdict())
                .returns(1L, Verdict::lost)
                .returns(false, Verdict::isSound)
                .satisfies(verdict -> assertThat(verdict.examples())
                        .singleElement()
                        .asString()
                        .contains(OTHER, TOPIC + "-0", "offset 1"));
    }

    @Test
    void countsTheLastRecordsOfAPartitionOfWhichNothingCame() {
        publish(0, 1);
        arrive(ONE, 0, false);
        arrive(ONE, 1, false);

        assertThat(checker.verdict().lost()).isEqualTo(2);
    }

    @Test
    void tellsFlaggedCopiesFromThoseWithoutTheFlag() {
        publish(0);
        arriveEverywhere(0);
        arrive(ONE, 0, true);
        arrive(ONE, 0, true);
        arrive(OTHER, 0, false);

        assertThat(checker.verdict())
                .returns(3L, Verdict::duplicated)
                .returns(1L, Verdict::unflagged)
                .returns(true, Verdict::isSound);
    }

    @Test
    void countsAFirstCopyWithTheFlagAsNoDuplicate() {
        publish(0);
        arrive(ONE, 0, true);
        arrive(OTHER, 0, true);

        assertThat(checker.verdict().duplicated()).isZero();
    }

    @Test
    void seesALastCopyThatCameTooEarly() {
        publish(0, 1, 2);
        arriveEverywhere(0, 1);
        arriveEverywhere(2);
        arrive(ONE, 0, true);

        assertThat(checker.verdict()).returns(2L, Verdict::reordered).returns(false, Verdict::isSound);
    }

    @Test
    void allowsAnEarlierRecordBehindALaterOneThatComesAgain() {
        publish(0, 1, 2);
        arriveEverywhere(0, 2);
        arriveEverywhere(1);
        arrive(ONE, 2, true);
        arrive(OTHER, 2, true);

        assertThat(checker.verdict()).returns(0L, Verdict::reordered).returns(2L, Verdict::duplicated);
    }

    @Test
    void countsWhatNobodyHasPublished() {
        publish(0);
        arriveEverywhere(0);
        checker.arrive(new Arrival(ONE, new Coordinates(TOPIC, 0, 7), 99, false));

        assertThat(checker.verdict()).returns(1L, Verdict::unexpected).returns(false, Verdict::isSound);
    }

    @Test
    void countsAnotherRecordUnderTheSameCoordinates() {
        publish(0, 1);
        arriveEverywhere(0);
        arrive(ONE, 1, false);
        checker.arrive(new Arrival(OTHER, new Coordinates(TOPIC, 0, 1), 0, false));

        assertThat(checker.verdict()).returns(0L, Verdict::lost).returns(1L, Verdict::unexpected);
    }

    @Test
    void countsACopyThatIsAnotherRecordThanTheFirst() {
        publish(0, 1);
        arriveEverywhere(0, 1);
        checker.arrive(new Arrival(ONE, new Coordinates(TOPIC, 0, 1), 0, true));
        arrive(ONE, 1, true);

        assertThat(checker.verdict().unexpected()).isEqualTo(2);
    }

    @Test
    void countsAMessageInTheQueueOfAnotherTopic() {
        publish(0);
        arriveEverywhere(0);
        arrive("queue of another topic", 0, false);

        assertThat(checker.verdict().unexpected()).isEqualTo(1);
    }

    @Test
    void countsAMessageThatNamesNoRecord() {
        checker.arriveUnknown(ONE, "somebody else's");

        assertThat(checker.verdict())
                .returns(1L, Verdict::unexpected)
                .satisfies(verdict -> assertThat(verdict.examples().get(0)).contains("somebody else's"));
    }

    @Test
    void callsRecoveredWhatArrivedWithoutKafkasAcknowledgement() {
        var attempt = checker.attempt();
        checker.arrive(new Arrival(ONE, new Coordinates(TOPIC, 0, 0), attempt, false));
        checker.arrive(new Arrival(OTHER, new Coordinates(TOPIC, 0, 0), attempt, false));

        assertThat(checker.verdict())
                .returns(1L, Verdict::attempted)
                .returns(0L, Verdict::acknowledged)
                .returns(1L, Verdict::recovered)
                .returns(true, Verdict::isSound);
    }

    @Test
    void countsNothingAsLostThatKafkaHasNotAcknowledged() {
        checker.attempt();

        assertThat(checker.verdict()).returns(0L, Verdict::lost);
        assertThat(checker.unacknowledged()).isEqualTo(1);
    }

    @Test
    void knowsWhereEachPartitionEnds() {
        publish(0, 1, 2_500);

        assertThat(checker.ends()).isEqualTo(Map.of(new TopicPartition(TOPIC, 0), 2_501L));
    }

    /** Attempt and offset are the same number. */
    private void publish(int... offsets) {
        for (int offset : offsets) {
            var attempt = checker.attempt();
            checker.acknowledge(attempt, new Coordinates(TOPIC, 0, offset));
        }
    }

    private void arriveEverywhere(int... offsets) {
        for (int offset : offsets) {
            arrive(ONE, offset, false);
            arrive(OTHER, offset, false);
        }
    }

    private void arrive(String queue, int offset, boolean flagged) {
        checker.arrive(new Arrival(queue, new Coordinates(TOPIC, 0, offset), offset, flagged));
    }
}
