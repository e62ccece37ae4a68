package gov.va.vro.bie.benchmarks.sink;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class DrainCostTest {

    @Test
    void comparesNeighboursSoThatAChangeOfPaceMeetsBothSides() {
        var often = rounds(90, 45, 180);
        var seldom = rounds(100, 50, 200);

        assertThat(DrainCost.medianRatio(often, seldom)).isEqualTo(0.9);
    }

    private static List<Round> rounds(double... perSecond) {
        return Arrays.stream(perSecond)
                .mapToObj(rate -> new Round(rate, 0, 0, 0))
                .toList();
    }
}
