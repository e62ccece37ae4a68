package gov.va.vro.bie.connect.rabbitmq.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import com.rabbitmq.client.AMQP.BasicProperties;
import gov.va.vro.bie.connect.rabbitmq.delivery.Dispatch.Publish;
import gov.va.vro.bie.connect.rabbitmq.message.Message;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

/**
 * When the publisher is woken. It looks again after a second by itself, so one that is not woken would pass for slow: a
 * hundred records in a row, each after the publisher has come to wait, tell the two apart.
 */
class WakingTest {

    private static final TopicPartition PARTITION = new TopicPartition("topic", 0);
    private static final int RECORDS = 100;
    private static final Duration FAR_LESS_THAN_A_SECOND_EACH = Duration.ofSeconds(RECORDS / 4);

    private final CoreDriver driver = new CoreDriver();

    @Test
    void wakesAtTheEndOfABatch() {
        publishEach(offset -> {
            driver.add(PARTITION, offset);
            driver.core.addedAll();
        });
    }

    @Test
    void wakesWithinABatchWhenThereIsEnoughForAWrite() {
        publishEach(offset -> driver.core.add(PARTITION, offset, large(offset), null));
    }

    private interface Adding {
        void add(long offset);
    }

    private void publishEach(Adding adding) {
        driver.open(PARTITION);
        var publisher = Executors.newSingleThreadExecutor();
        try {
            assertTimeoutPreemptively(FAR_LESS_THAN_A_SECOND_EACH, () -> {
                for (var offset = 0L; offset < RECORDS; offset++) {
                    Future<Dispatch> next = publisher.submit(driver.core::awaitNext);
                    awaitWaiting(next);
                    adding.add(offset);
                    assertThat(next.get()).isInstanceOf(Publish.class);
                    driver.core.confirmed(driver.link, offset + 1, false);
                }
            });
        } finally {
            publisher.shutdownNow();
        }
    }

    private void awaitWaiting(Future<Dispatch> next) {
        while (!next.isDone() && !driver.core.publisherWaits()) {
            Thread.onSpinWait();
        }
    }

    private static Message large(long offset) {
        var properties =
                new BasicProperties.Builder().messageId(Long.toString(offset)).build();
        return new Message("x", "", properties, new byte[40_000]);
    }
}
