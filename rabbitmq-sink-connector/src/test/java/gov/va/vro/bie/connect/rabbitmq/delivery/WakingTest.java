package gov.va.vro.bie.connect.rabbitmq.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import com.rabbitmq.client.AMQP.BasicProperties;
import gov.va.vro.bie.connect.rabbitmq.delivery.Dispatch.Publish;
import gov.va.vro.bie.connect.rabbitmq.message.Message;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.FutureTask;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import java.util.stream.LongStream;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

/**
 * When publisher and task are woken. Most waits end by themselves after a second or three, so who is not woken would pass
 * for slow: many in a row, each begun before there is a reason to end it, tell the two apart.
 */
class WakingTest {

    private static final TopicPartition PARTITION = new TopicPartition("topic", 0);
    private static final TopicPartition SUSPECT = new TopicPartition("suspect", 0);
    private static final int MORE_THAN_A_WRITE = 40_000;
    private static final int A_THIRD_OF_A_WRITE = 11_000;
    private static final int TIMES = 40;
    /** After it nobody is needed to wake the publisher; less what a clock may be wrong by. */
    private static final Duration ITS_OWN_WAIT = Duration.ofMillis(950);

    private static final Duration FAR_LESS_THAN_A_SECOND_EACH = Duration.ofSeconds(TIMES / 4);

    private final CoreDriver driver = new CoreDriver();

    @Test
    void wakesThePublisherAtTheEndOfABatch() {
        publishEach(offset -> {
            driver.add(PARTITION, offset);
            driver.core.addedAll();
        });
    }

    @Test
    void wakesThePublisherWithinABatchWhenThereIsEnoughForAWrite() {
        publishEach(offset -> add(offset, MORE_THAN_A_WRITE));
    }

    @Test
    void wakesThePublisherWhenACommitIsOver() {
        publishEach(
                offset -> {
                    driver.core.stopStarting(List.of(PARTITION));
                    driver.add(PARTITION, offset);
                },
                offset -> driver.core.startAgain());
    }

    @Test
    void wakesThePublisherWhenAnAlarmIsLifted() {
        publishEach(
                offset -> {
                    driver.core.blocked(driver.link, "low on memory");
                    driver.add(PARTITION, offset);
                },
                offset -> driver.core.unblocked(driver.link));
    }

    @Test
    void wakesThePublisherWhenABadRecordMayTakeAWhile() {
        publishEach(offset -> driver.core.takeUnreported().forEach(driver.core::reported), offset -> {
            driver.add(PARTITION, 2 * offset);
            driver.core.addBad(PARTITION, 2 * offset + 1, "too large", null);
        });
    }

    /** Twice, so that what had woken it once does not count again. */
    @Test
    void letsThePublisherSleepUntilThereIsEnoughForAWrite() throws Exception {
        driver.open(PARTITION);
        for (var offset = 0L; offset < 6; offset += 3) {
            var next = new FutureTask<>(driver.core::awaitNext);
            var publisher = untilItWaits(next);
            var since = System.nanoTime();
            add(offset, A_THIRD_OF_A_WRITE);
            add(offset + 1, A_THIRD_OF_A_WRITE);
            assertThat(sleeps(publisher) || hasPassed(ITS_OWN_WAIT, since)).isTrue();
            add(offset + 2, A_THIRD_OF_A_WRITE);
            assertThat(sleeps(publisher)).isFalse();
            assertThat(next.get()).isInstanceOf(Publish.class);
            assertThat(driver.published()).hasSize(2);
            driver.core.confirmed(driver.link, offset + 3, true);
        }
    }

    @Test
    void wakesThePublisherWhenThePartitionThatEverythingWaitsForIsTakenAway() {
        publishEachBehindSuspects(core -> {}, core -> core.close(List.of(SUSPECT)));
    }

    @Test
    void wakesThePublisherWhenEverythingWaitsForWhatIsGivenUpBehindABadRecord() {
        publishEachBehindSuspects(
                core -> core.stopStarting(List.of(SUSPECT)),
                core -> core.takeUnreported().forEach(core::unreportable));
    }

    /**
     * One message is in flight at a time until the suspects of a closed channel are known to be healthy.
     *
     * @param before what comes before the one in flight is published
     */
    private static void publishEachBehindSuspects(Consumer<Deliveries> before, Consumer<Deliveries> reason) {
        assertTimeoutPreemptively(FAR_LESS_THAN_A_SECOND_EACH, () -> {
            for (var time = 0; time < TIMES; time++) {
                var driver = new CoreDriver();
                driver.open(SUSPECT, PARTITION);
                driver.core.addBad(SUSPECT, 0, "too large", null);
                driver.add(SUSPECT, 1, 2);
                assertThat(driver.published()).hasSize(2);
                driver.loseLink(new LinkLoss.ClosedByBroker(406, "406 PRECONDITION_FAILED"));
                driver.add(PARTITION, 0, 1);
                before.accept(driver.core);
                assertThat(driver.published()).hasSize(1);
                var next = new FutureTask<>(driver.core::awaitNext);
                untilItWaits(next);
                reason.accept(driver.core);
                assertThat(next.get()).isInstanceOf(Publish.class);
            }
        });
    }

    private void publishEach(LongConsumer reason) {
        publishEach(offset -> {}, reason);
    }

    /** @param before what comes before it waits */
    private void publishEach(LongConsumer before, LongConsumer reason) {
        driver.open(PARTITION);
        assertTimeoutPreemptively(FAR_LESS_THAN_A_SECOND_EACH, () -> {
            for (var offset = 0L; offset < TIMES; offset++) {
                before.accept(offset);
                var next = new FutureTask<>(driver.core::awaitNext);
                untilItWaits(next);
                reason.accept(offset);
                assertThat(next.get()).isInstanceOf(Publish.class);
                driver.core.confirmed(driver.link, offset + 1, false);
            }
        });
    }

    @Test
    void wakesTheTaskWhenThereIsRoom() {
        driver.publish(PARTITION, LongStream.range(0, CoreDriver.WINDOW).toArray());

        assertTimeoutPreemptively(FAR_LESS_THAN_A_SECOND_EACH, () -> {
            var room = new FutureTask<>(() -> {
                driver.core.awaitRoom(Duration.ofMinutes(1));
                return null;
            });
            untilItWaits(room);
            driver.core.confirmed(driver.link, 1, false);
            room.get();
        });
    }

    @Test
    void wakesTheTaskWhenNothingIsInFlight() {
        driver.open(PARTITION);

        assertTimeoutPreemptively(FAR_LESS_THAN_A_SECOND_EACH, () -> {
            for (var offset = 0L; offset < TIMES; offset++) {
                driver.add(PARTITION, offset);
                assertThat(driver.published()).hasSize(1);
                var drained = new FutureTask<>(() -> {
                    driver.core.awaitDrained(List.of(PARTITION));
                    return null;
                });
                untilItWaits(drained);
                driver.core.confirmed(driver.link, offset + 1, false);
                drained.get();
            }
        });
    }

    private static boolean sleeps(Thread thread) {
        return thread.getState() == Thread.State.TIMED_WAITING;
    }

    private static boolean hasPassed(Duration duration, long since) {
        return System.nanoTime() - since >= duration.toNanos();
    }

    /** Begins it in a thread of its own, and returns when that waits. */
    private static Thread untilItWaits(FutureTask<?> task) {
        var thread = new Thread(task);
        thread.setDaemon(true);
        thread.start();
        while (!sleeps(thread) && thread.isAlive()) {
            Thread.onSpinWait();
        }
        return thread;
    }

    private void add(long offset, int size) {
        var properties =
                new BasicProperties.Builder().messageId(Long.toString(offset)).build();
        driver.core.add(PARTITION, offset, new Message("x", "", properties, new byte[size]), null);
    }
}
