package gov.va.vro.bie.localstack.demo;

import static org.assertj.core.api.Assertions.assertThat;

import gov.va.vro.bie.localstack.events.EventKind;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class ArrivalTest {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Deque<Counters> samples = new ArrayDeque<>();
    private final List<Counters> shown = new ArrayList<>();
    private Duration now = Duration.ZERO;
    private final Arrival arrival =
            new Arrival(PATIENCE, () -> now.toNanos(), () -> now = now.plus(Duration.ofSeconds(1)));

    @Test
    void endsWhenAllIsStoredAndCommitted() throws InterruptedException {
        samples.addAll(List.of(counters(2, 0, 0), counters(2, 0, 2), counters(2, 2, 2)));

        assertThat(await(false)).isEqualTo(counters(2, 2, 2));
        assertThat(shown).hasSize(3);
    }

    @Test
    void goesOnWhileMoreIsPublished() throws InterruptedException {
        samples.addAll(List.of(counters(1, 1, 1), counters(2, 2, 2)));
        var publishing = new ArrayDeque<>(List.of(true, false));

        var last = arrival.await(samples::remove, publishing::remove, shown::add);

        assertThat(last).isEqualTo(counters(2, 2, 2));
    }

    @Test
    void givesUpWhenNothingMovesForTooLong() throws InterruptedException {
        samples.addAll(List.of(counters(2, 0, 0), counters(2, 1, 1)));

        assertThat(await(false)).isEqualTo(counters(2, 1, 1));
        assertThat(now).isEqualTo(PATIENCE.plusSeconds(1));
    }

    @Test
    void isPatientAsLongAsAnythingMoves() throws InterruptedException {
        for (int stored = 0; stored <= 20; stored++) {
            for (int second = 0; second < 9; second++) {
                samples.add(counters(20, 20, stored));
            }
        }

        assertThat(await(false)).isEqualTo(counters(20, 20, 20));
    }

    private Counters await(boolean publishing) throws InterruptedException {
        return arrival.await(
                () -> samples.size() > 1 ? samples.remove() : samples.element(), () -> publishing, shown::add);
    }

    private static Counters counters(long published, long confirmed, long stored) {
        return new Counters(tally(published), tally(confirmed), tally(stored), Tally.NONE);
    }

    private static Tally tally(long count) {
        return new Tally(Map.of(EventKind.UPDATED, count));
    }
}
