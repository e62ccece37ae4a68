package gov.va.vro.bie.connect.rabbitmq.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import com.rabbitmq.client.AMQP.BasicProperties;
import gov.va.vro.bie.connect.rabbitmq.message.Message;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class InFlightTest {

    private final PartitionProgress partition =
            new PartitionProgress(new TopicPartition("t", 0), new Window(10, 10), 0);
    private final InFlight inFlight = new InFlight();

    @Test
    void settlesOneNumber() {
        add(3);
        assertThat(settle(2, false)).containsExactly(1L);
        assertThat(inFlight.count()).isEqualTo(2);
    }

    @Test
    void settlesEveryNumberUpToOneOnceAndInOrder() {
        add(5);
        settle(2, false);
        assertThat(settle(4, true)).containsExactly(0L, 2L, 3L);
        assertThat(settle(4, true)).isEmpty();
    }

    @Test
    void keepsEveryMarkWhenOneStaysUnsettledWhileManyPass() {
        add(1);
        for (var offset = 1L; offset < 5000; offset++) {
            inFlight.add(delivery(offset));
            assertThat(settle(offset + 1, false)).containsExactly(offset);
        }
        assertThat(settle(1, false)).containsExactly(0L);
        assertThat(inFlight.count()).isZero();
        assertThat(inFlight.bytes()).isZero();
    }

    @Test
    void suspectsOnlyWhatIsAboveTheHighestSettledNumber() {
        add(5);
        settle(3, false);
        var suspects = new ArrayList<Long>();
        inFlight.forEachSuspect(delivery -> suspects.add(delivery.offset));
        assertThat(suspects).containsExactly(3L, 4L);
    }

    @Test
    void ignoresNumbersThatWereNeverGiven() {
        add(1);
        assertThat(settle(7, true)).isEmpty();
        assertThat(inFlight.count()).isEqualTo(1);
    }

    @Test
    void numbersFromOneAgainOnANewLink() {
        add(3);
        inFlight.reset();
        inFlight.add(delivery(9));
        assertThat(settle(1, false)).containsExactly(9L);
    }

    private void add(int count) {
        LongStream.range(0, count).forEach(offset -> inFlight.add(delivery(offset)));
    }

    private List<Long> settle(long sequence, boolean multiple) {
        var settled = new ArrayList<Long>();
        inFlight.settle(sequence, multiple, delivery -> settled.add(delivery.offset));
        return settled;
    }

    private Delivery delivery(long offset) {
        var message = new Message("x", "", new BasicProperties.Builder().build(), new byte[3]);
        return Delivery.of(partition, offset, 0, message, new Traffic(0), null);
    }
}
