package gov.va.vro.bie.it.faults;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ScheduleTest {

    private static final int MANY = 2_000;

    @Test
    void drawsTheSameCyclesFromTheSameSeed() {
        assertThat(cycles(7, 200)).isEqualTo(cycles(7, 200));
    }

    @Test
    void drawsOtherCyclesFromAnotherSeed() {
        assertThat(cycles(7, 20)).isNotEqualTo(cycles(8, 20));
    }

    @Test
    void drawsACycleWithoutThoseBeforeIt() {
        assertThat(new Schedule(7).cycle(50)).isEqualTo(cycles(7, 50).get(49));
    }

    @Test
    void drawsEveryKindOfFaultAlone() {
        assertThat(cycles(1, MANY).stream()
                        .filter(cycle -> cycle.faults().size() == 1)
                        .map(cycle -> cycle.faults().get(0).kind())
                        .collect(toSet()))
                .isEqualTo(EnumSet.allOf(FaultKind.class));
    }

    @Test
    void putsOnlyFaultsTogetherThatCanBeMadeAtTheSameTime() {
        assertThat(cycles(1, MANY))
                .anySatisfy(cycle -> assertThat(cycle.faults()).hasSize(2))
                .filteredOn(cycle -> cycle.faults().size() == 2)
                .allSatisfy(cycle -> assertThat(cycle.faults().get(0).kind())
                        .matches(kind -> kind.goesWith(cycle.faults().get(1).kind())));
    }

    @Test
    void allowsNoCopyAfterAnOrderlyOperationAlone() {
        assertThat(cycleOf(FaultKind.CONNECTOR_STOPPED).repeats()).isEqualTo(Repeats.NONE);
    }

    @Test
    void allowsOnlyFlaggedCopiesAfterAFaultOfTheBroker() {
        assertThat(cycleOf(FaultKind.RABBITMQ_KILLED, FaultKind.LINE_CUT).repeats())
                .isEqualTo(Repeats.FLAGGED);
    }

    @Test
    void allowsCopiesOfWhatWasInFlightWhenAnOrderlyOperationMeetsAFaultOfTheBroker() {
        assertThat(cycleOf(FaultKind.CONNECTOR_STOPPED, FaultKind.RABBITMQ_HUNG).repeats())
                .isEqualTo(Repeats.SINCE_LAST_COMMIT);
    }

    private static List<Cycle> cycles(long seed, int count) {
        var schedule = new Schedule(seed);
        return IntStream.rangeClosed(1, count).mapToObj(schedule::cycle).toList();
    }

    private static Cycle cycleOf(FaultKind... kinds) {
        return new Cycle(
                1,
                List.of(kinds).stream()
                        .map(kind -> new PlannedFault(kind, 0, 1_000, 0, 0, 1))
                        .toList());
    }
}
