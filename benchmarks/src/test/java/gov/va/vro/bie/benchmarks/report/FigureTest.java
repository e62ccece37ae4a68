package gov.va.vro.bie.benchmarks.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FigureTest {

    @ParameterizedTest
    @CsvSource({"0.95, true", "0.9501, true", "0.9499, false"})
    void atLeastIsReachedFromItsValueOn(double ratio, boolean reached) {
        assertThat(new Figure("sink/rate", ratio, Target.atLeast(0.95)).reached())
                .isEqualTo(reached);
    }

    @ParameterizedTest
    @CsvSource({"1.2, true", "1.1999, true", "1.2001, false"})
    void atMostIsReachedUpToItsValue(double ratio, boolean reached) {
        assertThat(new Figure("sink/cpu", ratio, Target.atMost(1.2)).reached()).isEqualTo(reached);
    }

    @ParameterizedTest
    @CsvSource({"0.94996, >= 0.95, 0.949", "1.0, >= 1, 1.00", "5.6789, >= 5, 5.67"})
    void isRoundedDownWhereMoreIsBetter(double ratio, String target, String shown) {
        var figure = new Figure("sink/rate", ratio, Target.atLeast(Double.parseDouble(target.substring(3))));

        assertThat(figure.target()).hasToString(target);
        assertThat(figure.shownRatio()).isEqualByComparingTo(shown);
    }

    @ParameterizedTest
    @CsvSource({"1.2001, 1.21", "0.34, 0.34", "0.19991, 0.200"})
    void isRoundedUpWhereLessIsBetter(double ratio, String shown) {
        assertThat(new Figure("sink/cpu", ratio, Target.atMost(1.2)).shownRatio())
                .isEqualByComparingTo(shown);
    }

    @ParameterizedTest
    @ValueSource(strings = {"rate", "Sink/rate", "sink/rate vs copy", "sink/", "sink/rate-", "sink/a/b"})
    void refusesANameThatIsNoGroupAndWords(String name) {
        assertThatThrownBy(() -> new Figure(name, 1, Target.atLeast(1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(name);
    }

    @Test
    void refusesARatioToNothing() {
        var nothing = 0.0;

        assertThatThrownBy(() -> new Figure("sink/rate", 5 / nothing, Target.atLeast(1)))
                .hasMessageContaining("sink/rate has no ratio");
    }
}
