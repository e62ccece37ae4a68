package gov.va.vro.bie.connect.rabbitmq.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import gov.va.vro.bie.connect.rabbitmq.config.GapPolicy;
import java.time.Duration;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

/** What Kafka no longer had: it shows against the position at first, and against the record before from then on. */
class GapTest {

    private static final TopicPartition P = new TopicPartition("t", 0);

    @Test
    void waitsForItsPositionBeforeRecordsMayCome() {
        var driver = new CoreDriver();
        driver.open(P);
        assertThat(driver.core.paused()).containsExactly(P);
        assertThat(driver.core.opening()).isTrue();

        assertThat(driver.committable(P, 40)).isEqualTo(40);
        assertThat(driver.core.paused()).isEmpty();
        assertThat(driver.core.opening()).isFalse();
    }

    @Test
    void doesWithoutAPositionThatIsNeverOffered() {
        var driver = new CoreDriver();
        driver.open(P);
        driver.pass(Duration.ofSeconds(16));

        assertThat(driver.core.paused()).isEmpty();
        assertThat(driver.core.opening()).isFalse();
    }

    @Test
    void saysWhatIsMissingBeforeTheFirstRecord() {
        var driver = opened(GapPolicy.WARN);
        driver.add(P, 45);

        assertThat(driver.heard()).containsExactly("gap t-0 40 45");
        assertThat(driver.published()).containsExactly("t-0-45");
    }

    @Test
    void saysWhatIsMissingBetweenTwoRecords() {
        var driver = opened(GapPolicy.WARN);
        driver.add(P, 40, 41, 50);

        assertThat(driver.heard()).containsExactly("gap t-0 42 50");
    }

    @Test
    void seesNoGapInRecordsThatFollowEachOther() {
        var driver = opened(GapPolicy.WARN);
        driver.add(P, 40, 41, 42);

        assertThat(driver.heard()).isEmpty();
    }

    @Test
    void seesATopicMadeAgainInAnOffsetBelowThePosition() {
        var driver = opened(GapPolicy.WARN);
        driver.add(P, 3);

        assertThat(driver.heard()).containsExactly("made again t-0 39 3");
        assertThat(driver.committable(P, 4)).isEqualTo(3);
    }

    @Test
    void saysNothingWhereGapsAreIgnored() {
        var driver = opened(GapPolicy.IGNORE);
        driver.add(P, 45);

        assertThat(driver.heard()).isEmpty();
        assertThat(driver.published()).containsExactly("t-0-45");
    }

    @Test
    void keepsNothingBehindAGapThatMustNotBePassed() {
        var driver = opened(GapPolicy.FAIL);
        driver.add(P, 40, 45, 46);

        assertThat(driver.published()).containsExactly("t-0-40");
        assertThat(driver.core.paused()).containsExactly(P);
        assertThat(driver.committable(P, 47)).isEqualTo(40);
        assertThat(driver.core.review()).isEmpty();

        driver.core.confirmed(driver.link, 1, false);
        assertThat(driver.committable(P, 47)).isEqualTo(41);
        assertThat(driver.core.review())
                .hasValueSatisfying(reason -> assertThat(reason)
                        .contains("4 records of topic=t partition=0", "offset 41 was expected and 45 came", "to 45"));
    }

    private static CoreDriver opened(GapPolicy policy) {
        var driver = new CoreDriver(policy);
        driver.open(P);
        driver.committable(P, 40);
        return driver;
    }
}
