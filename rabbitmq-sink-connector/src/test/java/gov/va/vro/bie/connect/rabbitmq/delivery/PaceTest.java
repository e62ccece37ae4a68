package gov.va.vro.bie.connect.rabbitmq.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.Random;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The limit of records in a second: by itself, and in the core with its clock. */
class PaceTest {

    private static final long SECOND = Duration.ofSeconds(1).toNanos();
    private static final TopicPartition A = new TopicPartition("a", 0);
    private static final TopicPartition B = new TopicPartition("b", 0);

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 7, 100, 1_000, 30_000, 1_000_000})
    void givesNoMoreThanTheRateAndOneBurstInAnySecondAndNotMuchLess(int rate) {
        var pace = new Pace(OptionalInt.of(rate));
        var random = new Random(rate);
        var published = new ArrayList<Long>();
        for (var now = -5 * SECOND; now < -SECOND; now += 1 + random.nextInt(10_000_000)) {
            while (pace.admits(now)) {
                pace.published(now);
                published.add(now);
            }
        }

        var burst = Math.max(1, rate / 20);
        assertThat(published.size()).isBetween((int) (4L * rate * 98 / 100), 4 * rate + burst);
        assertThat(mostInASecond(published)).isLessThanOrEqualTo(rate + burst);
    }

    private static int mostInASecond(List<Long> times) {
        var most = 0;
        var from = 0;
        for (var to = 0; to < times.size(); to++) {
            while (times.get(to) - times.get(from) >= SECOND) {
                from++;
            }
            most = Math.max(most, to - from + 1);
        }
        return most;
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 19, 20, 1_000})
    void earnsNoMoreThanABurstByResting(int rate) {
        var pace = new Pace(OptionalInt.of(rate));
        pace.published(0);
        var now = 3_600 * SECOND;

        var burst = 0;
        for (; pace.admits(now); burst++) {
            pace.published(now);
        }

        assertThat(burst).isEqualTo(Math.max(1, rate / 20));
        assertThat(pace.admits(now + pace.nanosUntilNext(now) - 1)).isFalse();
        assertThat(pace.admits(now + pace.nanosUntilNext(now))).isTrue();
    }

    @Test
    void isNoLimitWhereNoneIsSet() {
        var pace = new Pace(OptionalInt.empty());

        for (var published = 0; published < 1_000_000; published++) {
            pace.published(0);
        }

        assertThat(pace.admits(0)).isTrue();
    }

    @Test
    void spreadsWhatIsPublishedAndSaysWhenToComeBack() {
        var driver = new CoreDriver(OptionalInt.of(10));
        driver.open(A);
        driver.add(A, 0, 1, 2);

        assertThat(driver.published()).containsExactly("a-0-0");
        assertThat(driver.core.next())
                .isEqualTo(new Dispatch.Wait(Duration.ofMillis(100).toNanos()));
        driver.pass(Duration.ofMillis(99));
        assertThat(driver.published()).isEmpty();
        driver.pass(Duration.ofMillis(1));
        assertThat(driver.published()).containsExactly("a-0-1");
    }

    @Test
    void countsCopiesThatAreSentAgain() {
        var driver = new CoreDriver(OptionalInt.of(10));
        driver.open(A);
        driver.add(A, 0, 1);
        driver.published();
        driver.loseLink(new LinkLoss.Dropped("cut"));

        assertThat(driver.published()).isEmpty();
        driver.pass(Duration.ofMillis(100));
        assertThat(driver.published()).containsExactly("a-0-0 again");
        driver.pass(Duration.ofMillis(99));
        assertThat(driver.published()).isEmpty();
    }

    @Test
    void countsTheTriesOfAHeldRecordAndSharesTheRateWithThem() {
        var driver = new CoreDriver(OptionalInt.of(1));
        driver.open(A, B);
        driver.add(A, 0);
        driver.published();
        driver.core.nacked(driver.link, driver.sequence, false);
        driver.add(B, 0, 1);
        driver.pass(Duration.ofMillis(999));
        assertThat(driver.published()).isEmpty();

        var published = new ArrayList<String>();
        for (var second = 0; second < 4; second++) {
            driver.pass(Duration.ofSeconds(1));
            published.addAll(driver.published());
            driver.core.confirmed(driver.link, driver.sequence, false);
        }

        assertThat(published).containsExactlyInAnyOrder("a-0-0 again", "b-0-0", "b-0-1");
    }

    @Test
    void keepsNoCommitWaitingForWhatIsNotSentYet() {
        var driver = new CoreDriver(OptionalInt.of(1));
        driver.open(A);
        driver.add(A, 0, 1, 2, 3);
        driver.published();
        driver.core.stopStarting(List.of(A));
        assertThat(driver.core.nanosToDrain(List.of(A))).isPositive();

        driver.core.confirmed(driver.link, 1, false);

        assertThat(driver.core.nanosToDrain(List.of(A))).isZero();
        assertThat(driver.committable(A, 4)).isEqualTo(1);
    }

    @Test
    void pausesThePartitionOnceTheWindowIsFullOfWhatWaits() {
        var driver = new CoreDriver(OptionalInt.of(1));
        driver.open(A);
        for (var offset = 0; offset < CoreDriver.WINDOW; offset++) {
            driver.add(A, offset);
        }
        driver.published();
        assertThat(driver.core.paused()).containsExactly(A);

        driver.core.confirmed(driver.link, 1, false);

        assertThat(driver.core.paused()).isEmpty();
    }

    @Test
    void isNotTakenForSilence() {
        var driver = new CoreDriver(OptionalInt.of(1));
        driver.open(A, B);
        for (var offset = 0L; offset < 120; offset++) {
            driver.add(offset % 2 == 0 ? A : B, offset / 2);
            assertThat(driver.published()).hasSize(1);
            driver.pass(Duration.ofMillis(500));
            driver.core.confirmed(driver.link, driver.sequence, false);
            driver.pass(Duration.ofMillis(500));
            assertThat(driver.core.next()).isInstanceOf(Dispatch.Wait.class);
        }

        assertThat(driver.heard()).isEmpty();
    }
}
