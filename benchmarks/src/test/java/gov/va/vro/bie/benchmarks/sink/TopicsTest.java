package gov.va.vro.bie.benchmarks.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.List;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;

class TopicsTest {

    private static final List<byte[]> VALUES = List.of(new byte[] {1}, new byte[] {2});

    @Test
    void spreadsTheValuesOverThePartitionsForAsLongAsItTakes() throws Exception {
        var producer = new Answering(0);

        Topics.send(producer, "full", 3, VALUES, 6);

        assertThat(producer.history()).extracting(ProducerRecord::partition).containsExactly(0, 1, 2, 0, 1, 2);
        assertThat(producer.history())
                .extracting(record -> record.value()[0])
                .containsExactly((byte) 1, (byte) 2, (byte) 1, (byte) 2, (byte) 1, (byte) 2);
    }

    /** The one that is refused may be any; those behind it are taken. */
    @Test
    void failsWhereKafkaDoesNotTakeAll() {
        assertThatThrownBy(() -> Topics.send(new Answering(2), "holes", 1, VALUES, 5))
                .isInstanceOf(IOException.class)
                .hasMessage("Kafka did not take all of holes")
                .hasCauseInstanceOf(RecordTooLargeException.class);
    }

    /** Answers when it is flushed. */
    private static final class Answering extends MockProducer<byte[], byte[]> {

        private final int refused;

        /** @param refused which one, from 1 on, or 0 */
        Answering(int refused) {
            super(false, null, new ByteArraySerializer(), new ByteArraySerializer());
            this.refused = refused;
        }

        @Override
        public synchronized void flush() {
            for (var number = 1; number < refused; number++) {
                completeNext();
            }
            if (refused > 0) {
                errorNext(new RecordTooLargeException("on purpose"));
            }
            super.flush();
        }
    }
}
