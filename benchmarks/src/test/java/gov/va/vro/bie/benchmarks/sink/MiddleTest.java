package gov.va.vro.bie.benchmarks.sink;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MiddleTest {

    @Test
    void leavesAsManyOutBelowAsAbove() {
        assertThat(of(1, 11)).isEqualTo(new Middle(3, 6, 9));
        assertThat(of(1, 5)).isEqualTo(new Middle(2, 3, 4));
        assertThat(of(1, 3)).isEqualTo(new Middle(1, 2, 3));
    }

    @Test
    void goesHalfWayBetweenTheTwoInTheMiddle() {
        assertThat(of(1, 8)).isEqualTo(new Middle(3, 4.5, 6));
    }

    @Test
    void takesThemInAnyOrder() {
        assertThat(Middle.of(DoubleStream.of(5, 1, 4, 2, 3))).isEqualTo(new Middle(2, 3, 4));
    }

    private static Middle of(int first, int last) {
        return Middle.of(IntStream.rangeClosed(first, last).asDoubleStream());
    }
}
