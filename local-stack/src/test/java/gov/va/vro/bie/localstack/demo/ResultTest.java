package gov.va.vro.bie.localstack.demo;

import static org.assertj.core.api.Assertions.assertThat;

import gov.va.vro.bie.localstack.events.EventKind;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class ResultTest {
    @Test
    void isOneLineForScripts() {
        assertThat(new Result(10, counters(10, 9, 7, 2), 9, 3).line())
                .isEqualTo("RESULT published=10 confirmed=9 stored=7 parked=2 missing=1 pii=3");
    }

    @Test
    void succeedsWhenEverythingIsStoredAndNothingPersonalWasFound() {
        assertThat(new Result(10, counters(10, 10, 10, 0), 10, 0).exitCode()).isZero();
    }

    @Test
    void succeedsThoughTheLastOffsetsAreNotCommittedYet() {
        assertThat(new Result(10, counters(10, 8, 10, 0), 10, 0).exitCode()).isZero();
    }

    @Test
    void failsWhenAnEventIsMissing() {
        assertThat(new Result(10, counters(10, 10, 9, 0), 9, 0).exitCode()).isOne();
    }

    @Test
    void failsWhenAnEventIsParked() {
        assertThat(new Result(10, counters(10, 10, 9, 1), 10, 0).exitCode()).isOne();
    }

    @Test
    void failsWhenTheLedgerDoesNotProveThatAllIsThere() {
        var result = new Result(10, counters(10, 10, 10, 0), 8, 0);

        assertThat(result.exitCode()).isOne();
        assertThat(result.line()).contains("stored=10", "missing=2");
    }

    @Test
    void failsWhenNotAllWasPublished() {
        assertThat(new Result(10, counters(9, 9, 9, 0), 9, 0).exitCode()).isOne();
    }

    @Test
    void failsWhenPersonalInformationWasFoundOrNotLookedFor() {
        assertThat(new Result(10, counters(10, 10, 10, 0), 10, 1).exitCode()).isOne();
        assertThat(new Result(10, counters(10, 10, 10, 0), 10, Result.NOT_LOOKED).exitCode())
                .isOne();
    }

    private static Counters counters(long published, long confirmed, long stored, long parked) {
        return new Counters(tally(published), tally(confirmed), tally(stored), tally(parked));
    }

    private static Tally tally(long count) {
        return new Tally(Map.of(EventKind.UPDATED, count));
    }
}
