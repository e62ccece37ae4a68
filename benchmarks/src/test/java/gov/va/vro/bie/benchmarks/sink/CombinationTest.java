package gov.va.vro.bie.benchmarks.sink;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CombinationTest {

    @Test
    void areAllSizesQueuesAndPinnings() {
        assertThat(Combination.all())
                .doesNotHaveDuplicates()
                .extracting(Combination::label)
                .contains("1kb-quorum-pinned", "300b-classic-unpinned")
                .hasSize(EventSize.values().length * QueueType.values().length * Pinning.values().length);
    }

    @Test
    void keepThoseOfOnePinningTogether() {
        var pinnings = Combination.all().stream().map(Combination::pinning).toList();

        assertThat(pinnings).isSorted();
    }

    @Test
    void areOneOfEachWhereThereIsNoTimeForAll() {
        assertThat(Combination.few()).extracting(Combination::size).containsExactlyInAnyOrder(EventSize.values());
        assertThat(Combination.few()).extracting(Combination::queue).containsExactlyInAnyOrder(QueueType.values());
        assertThat(Combination.few()).extracting(Combination::pinning).containsExactlyInAnyOrder(Pinning.values());
    }
}
