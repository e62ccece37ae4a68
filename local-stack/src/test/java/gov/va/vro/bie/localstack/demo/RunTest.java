package gov.va.vro.bie.localstack.demo;

import static org.assertj.core.api.Assertions.assertThat;

import gov.va.vro.bie.localstack.events.BieEvent;
import gov.va.vro.bie.localstack.events.EventGenerator;
import gov.va.vro.bie.localstack.events.EventKind;
import gov.va.vro.bie.localstack.events.PublishedEvent;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

final class RunTest {
    private static final BieEvent ASSOCIATED = new EventGenerator(3).next();
    private static final TopicPartition FIRST = new TopicPartition("ASSOCIATED", 0);

    private final Run run = new Run();

    @Test
    void keepsOffsetsThatFollowOneAnotherAsOneRange() {
        publish(0, 10, 11, 12);
        publish(1, 4);

        assertThat(run.ranges())
                .containsExactly(new Run.Range("ASSOCIATED", 0, 10, 12), new Run.Range("ASSOCIATED", 1, 4, 4));
        assertThat(run.published().of(EventKind.ASSOCIATED)).isEqualTo(4);
        assertThat(run.published().total()).isEqualTo(4);
    }

    @Test
    void leavesOutWhatOthersPublishedInBetween() {
        publish(0, 10, 11, 15);

        assertThat(run.ranges())
                .containsExactly(new Run.Range("ASSOCIATED", 0, 10, 11), new Run.Range("ASSOCIATED", 0, 15, 15));
        assertThat(run.published().total()).isEqualTo(3);
    }

    @Test
    void countsWhatLiesBeforeAPosition() {
        publish(0, 10, 11, 15);

        assertThat(run.before(Map.of()).total()).isZero();
        assertThat(run.before(Map.of(FIRST, 10L)).total()).isZero();
        assertThat(run.before(Map.of(FIRST, 11L)).total()).isEqualTo(1);
        assertThat(run.before(Map.of(FIRST, 15L)).total()).isEqualTo(2);
        assertThat(run.before(Map.of(FIRST, 99L)).total()).isEqualTo(3);
    }

    @Test
    void knowsTheKindOfItsTopicsOnly() {
        publish(0, 1);

        var tally = run.byKind(Map.of("ASSOCIATED", 5L, "ANOTHER", 7L));

        assertThat(tally.of(EventKind.ASSOCIATED)).isEqualTo(5);
        assertThat(tally.total()).isEqualTo(5);
    }

    @Test
    void remembersItsEarliestRecord() {
        run.add(new PublishedEvent(ASSOCIATED, "ASSOCIATED", 0, 1, 2_000));
        run.add(new PublishedEvent(ASSOCIATED, "ASSOCIATED", 0, 2, 1_000));

        assertThat(run.earliestTimestamp()).isEqualTo(1_000);
    }

    private void publish(int partition, long... offsets) {
        for (long offset : offsets) {
            run.add(new PublishedEvent(ASSOCIATED, "ASSOCIATED", partition, offset, 1_000));
        }
    }
}
