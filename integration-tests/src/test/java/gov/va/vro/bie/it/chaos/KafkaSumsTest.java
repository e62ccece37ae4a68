package gov.va.vro.bie.it.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import gov.va.vro.bie.it.faces.Coordinates;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class KafkaSumsTest {

    private static final TopicPartition FIRST = new TopicPartition("T", 0);
    private static final TopicPartition SECOND = new TopicPartition("T", 1);

    private final Produced produced = new Produced();

    @Test
    void isWholeWhenKafkaHasWhatItHasAcknowledged() {
        acknowledge(0, 2);
        acknowledge(1, 1);

        assertThat(sums(Map.of(FIRST, 2L, SECOND, 1L), 0).isWhole()).isTrue();
    }

    @Test
    void isNotWholeWhenKafkaHasARecordTwice() {
        acknowledge(0, 2);

        assertThat(sums(Map.of(FIRST, 3L), 0).isWhole()).isFalse();
        assertThat(sums(Map.of(FIRST, 2L, SECOND, 1L), 0).isWhole()).isFalse();
    }

    @Test
    void isNotWholeWhenKafkaHasLostWhatItHasAcknowledged() {
        acknowledge(0, 2);

        assertThat(sums(Map.of(FIRST, 1L), 0).isWhole()).isFalse();
        assertThat(sums(Map.of(), 0).isWhole()).isFalse();
    }

    @Test
    void isNotWholeWhenOneIsLostAndAnotherLiesInItsPlace() {
        acknowledge(0, 2);
        acknowledge(0, 1);

        assertThat(sums(Map.of(FIRST, 2L), 0).isWhole()).isFalse();
    }

    @Test
    void isNotWholeWhenNobodyKnowsWhatBecameOfARecord() {
        acknowledge(0, 2);

        assertThat(sums(Map.of(FIRST, 2L), 1).isWhole()).isFalse();
    }

    private KafkaSums sums(Map<TopicPartition, Long> ends, long unanswered) {
        return KafkaSums.of(ends, produced, unanswered);
    }

    private void acknowledge(int partition, int records) {
        for (var offset = 0; offset < records; offset++) {
            produced.add(new Coordinates("T", partition, offset), new Expectation.Nothing());
        }
    }
}
