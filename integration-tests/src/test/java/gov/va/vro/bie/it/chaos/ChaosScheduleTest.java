package gov.va.vro.bie.it.chaos;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import gov.va.vro.bie.it.chaos.ChaosKind.Target;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ChaosScheduleTest {

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
        assertThat(new ChaosSchedule(7).cycle(50)).isEqualTo(cycles(7, 50).get(49));
    }

    @Test
    void drawsEveryKindOfFaultAlone() {
        assertThat(cycles(1, MANY).stream()
                        .filter(cycle -> cycle.size() == 1)
                        .map(cycle -> cycle.get(0).kind())
                        .collect(toSet()))
                .isEqualTo(EnumSet.allOf(ChaosKind.class));
    }

    @Test
    void makesUpToThreeFaultsAtOnceEachOfAnotherTarget() {
        assertThat(cycles(1, MANY))
                .anySatisfy(cycle -> assertThat(cycle).hasSize(3))
                .allSatisfy(cycle -> assertThat(cycle)
                        .extracting(blow -> blow.kind().target())
                        .doesNotHaveDuplicates());
    }

    @Test
    void altersNoOffsetsWhileKafkaIsAway() {
        assertThat(withKafka())
                .isNotEmpty()
                .allSatisfy(cycle -> assertThat(cycle).extracting(Blow::kind).doesNotContain(ChaosKind.OFFSETS_BACK));
    }

    @Test
    void bringsAWorkerBackAfterKafka() {
        assertThat(withKafka().stream()
                        .filter(cycle -> find(cycle, Target.CONNECT).isPresent()))
                .isNotEmpty()
                .allSatisfy(cycle -> assertThat(
                                find(cycle, Target.CONNECT).orElseThrow().endMillis())
                        .isGreaterThan(find(cycle, Target.KAFKA).orElseThrow().endMillis()));
    }

    private static List<List<Blow>> withKafka() {
        return cycles(1, MANY).stream()
                .filter(cycle -> find(cycle, Target.KAFKA).isPresent())
                .toList();
    }

    private static Optional<Blow> find(List<Blow> cycle, Target target) {
        return cycle.stream().filter(blow -> blow.kind().target() == target).findFirst();
    }

    private static List<List<Blow>> cycles(long seed, int count) {
        var schedule = new ChaosSchedule(seed);
        return IntStream.rangeClosed(1, count).mapToObj(schedule::cycle).toList();
    }
}
