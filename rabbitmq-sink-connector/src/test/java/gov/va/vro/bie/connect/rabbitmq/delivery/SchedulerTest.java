package gov.va.vro.bie.connect.rabbitmq.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** When the publisher has to look again at what there is to do. */
class SchedulerTest {

    private static final TopicPartition A = new TopicPartition("a", 0);
    private static final TopicPartition B = new TopicPartition("b", 0);
    private static final int WINDOW = 80;

    private final Books books = new Books(CoreDriver.settings(WINDOW), () -> 1, new CoreDriver());
    private final Scheduler scheduler = new Scheduler(books);

    @BeforeEach
    void begin() {
        books.open(A);
        books.open(B);
        scheduler.seen(true);
        books.linkUp();
        scheduler.linkUp();
    }

    private void add(TopicPartition partition, int records) {
        for (var offset = 0; offset < records; offset++) {
            books.add(partition, offset, CoreDriver.message(partition, offset), "", null);
        }
    }

    private Dispatch.Wait publishAll() {
        var dispatch = scheduler.next();
        while (dispatch instanceof Dispatch.Publish) {
            dispatch = scheduler.next();
        }
        return (Dispatch.Wait) dispatch;
    }

    @Test
    void goesOnWhenAnEighthOfAFullWindowIsFree() {
        add(A, 2 * WINDOW);
        publishAll();

        assertThat(scheduler.answered(1, false, true)).isFalse();
        assertThat(scheduler.answered(9, true, true)).isFalse();
        assertThat(scheduler.answered(10, true, true)).isTrue();
    }

    @Test
    void doesNotWaitForLongUntilAnEighthIsFree() {
        add(A, 2 * WINDOW);

        assertThat(publishAll().nanos()).isEqualTo(Duration.ofMillis(10).toNanos());
    }

    @Test
    void looksForNoRecordWhileTheWindowIsFull() {
        add(A, 2 * WINDOW);
        publishAll();

        assertThat(scheduler.looksForRecords()).isFalse();
        scheduler.answered(10, true, true);
        publishAll();
        books.linkLost(new LinkLoss.Dropped("cut"));
        scheduler.next();
        assertThat(scheduler.looksForRecords()).isTrue();
    }

    @Test
    void looksForRecordsAloneWhereThereIsRoom() {
        add(A, 3);
        var idle = publishAll();

        assertThat(idle.nanos()).isGreaterThan(Duration.ofMillis(500).toNanos());
        assertThat(scheduler.looksForRecords()).isTrue();
        assertThat(scheduler.answered(1, false, true)).isFalse();
    }

    @Test
    void looksAgainWhenAPartitionIsHeldAndWhenItIsReleased() {
        add(A, 1);
        publishAll();
        assertThat(scheduler.answered(1, false, false)).isTrue();

        books.linkLost(new LinkLoss.Dropped("cut"));
        books.linkUp();
        scheduler.linkUp();
        publishAll();
        assertThat(scheduler.answered(1, false, true)).isTrue();
        assertThat(books.held).isZero();
    }

    @Test
    void looksAtEachAnswerBesideAHeldPartition() {
        add(A, 1);
        publishAll();
        scheduler.answered(1, false, false);
        add(B, 2);
        publishAll();

        assertThat(scheduler.answered(2, false, true)).isTrue();
        assertThat(scheduler.answered(3, false, true)).isTrue();
    }
}
