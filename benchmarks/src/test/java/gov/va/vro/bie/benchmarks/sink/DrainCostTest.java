package gov.va.vro.bie.benchmarks.sink;

import static java.util.Comparator.comparingDouble;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class DrainCostTest {

    @Test
    void comparesNeighboursSoThatAChangeOfPaceMeetsBothSides() {
        var often = rounds(45, 40, 190);
        var seldom = rounds(50, 50, 200);

        var costs = DrainCost.costs(often, seldom);

        assertThat(List.of(costs.low(), costs.median(), costs.high()))
                .usingElementComparator(comparingDouble(cost -> Math.round(100 * cost)))
                .containsExactly(0.05, 0.1, 0.2);
    }

    private static List<Round> rounds(double... perSecond) {
        return Arrays.stream(perSecond)
                .mapToObj(rate -> new Round(rate, 0, 0, 0))
                .toList();
    }
}
