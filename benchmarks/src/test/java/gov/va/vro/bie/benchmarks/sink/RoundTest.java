package gov.va.vro.bie.benchmarks.sink;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class RoundTest {

    @Test
    void takesTheMedianOfEachNumberByItself() {
        var median =
                Round.median(List.of(new Round(10, 3, 7, 0.2), new Round(30, 1, 8, 0.9), new Round(20, 2, 9, 0.5)));

        assertThat(median).isEqualTo(new Round(20, 2, 8, 0.5));
    }

    @Test
    void goesHalfWayBetweenTheTwoInTheMiddle() {
        assertThat(Round.median(List.of(new Round(10, 1, 1, 1), new Round(40, 2, 1, 1)))
                        .perSecond())
                .isEqualTo(25);
    }
}
