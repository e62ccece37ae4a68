package gov.va.vro.bie.connect.rabbitmq.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LatenciesTest {

    private static final long PERIOD = ConfirmLatency.PERIOD.toNanos();

    private final Latencies latencies = new Latencies();
    private final ConfirmLatency window = new ConfirmLatency(0);

    @Test
    void haveNoNumberWithoutAConfirm() {
        assertThat(latencies.average()).isNaN();
        assertThat(latencies.maximum()).isNaN();
        assertThat(latencies.quantile(0.99)).isNaN();
    }

    @Test
    void areASixteenthTooHighAtMostWhateverTheirSize() {
        var random = new Random(7);
        var values = random.longs(10_000)
                .map(draw -> 20_000 + (draw >>> (23 + random.nextInt(25))))
                .toArray();
        Arrays.stream(values).forEach(latencies::add);
        Arrays.sort(values);

        for (var percent = 1; percent <= 100; percent++) {
            var exact = values[(int) Math.ceil(percent / 100.0 * values.length) - 1] / 1e9;
            assertThat(latencies.quantile(percent / 100.0))
                    .as("percentile %s", percent)
                    .isBetween(exact, exact * 17 / 16 + 1e-6);
        }
        assertThat(latencies.average())
                .isCloseTo(Arrays.stream(values).average().orElseThrow() / 1e9, Percentage.withPercentage(0.001));
        assertThat(latencies.maximum()).isEqualTo(values[values.length - 1] / 1e9);
    }

    @ParameterizedTest
    @ValueSource(longs = {0, -1, 999, 1_000, 15_999, 16_000, 31_000, 32_000, 68_000_000_000_000L})
    void holdTheSmallestAndTheLargest(long nanos) {
        latencies.add(nanos);

        assertThat(latencies.count()).isEqualTo(1);
        assertThat(latencies.quantile(0.99)).isCloseTo(nanos / 1e9, within(Math.max(1e-6, nanos / 16e9)));
    }

    @Test
    void beyondNineteenHoursOnlyTheLongestIsExact() {
        var fortyHours = Duration.ofHours(40);
        latencies.add(fortyHours.toNanos());

        assertThat(latencies.maximum()).isEqualTo(fortyHours.toSeconds());
        assertThat(latencies.quantile(0.99)).isBetween(19 * 3_600.0, 20 * 3_600.0);
    }

    @Test
    void tellTheNinetyNinthOfAHundredFromTheLast() {
        for (var confirm = 0; confirm < 99; confirm++) {
            latencies.add(Duration.ofMillis(1).toNanos());
        }
        latencies.add(Duration.ofSeconds(1).toNanos());

        assertThat(latencies.quantile(0.99)).isLessThan(0.0011);
        assertThat(latencies.quantile(0.995)).isEqualTo(1.0);
    }

    @Test
    void areForgottenAfterAMinuteAndNotBeforeHalfOfIt() {
        window.add(0, 1_000_000);

        assertThat(at(PERIOD).count()).isEqualTo(1);
        assertThat(at(2 * PERIOD - 1).count()).isEqualTo(1);
        assertThat(at(2 * PERIOD).count()).isZero();
    }

    @Test
    void areForgottenAfterARestOfAnyLength() {
        window.add(0, 1_000_000);
        window.add(100 * PERIOD, 2_000_000);

        assertThat(at(100 * PERIOD).count()).isEqualTo(1);
        assertThat(at(100 * PERIOD).maximum()).isEqualTo(0.002);
    }

    private Latencies at(long now) {
        var sum = new Latencies();
        window.addTo(sum, now);
        return sum;
    }
}
