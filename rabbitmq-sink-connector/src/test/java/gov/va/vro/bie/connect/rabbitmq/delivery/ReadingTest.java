package gov.va.vro.bie.connect.rabbitmq.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import com.rabbitmq.client.AMQP.BasicProperties;
import gov.va.vro.bie.connect.rabbitmq.config.UnroutablePolicy;
import gov.va.vro.bie.connect.rabbitmq.message.Message;
import java.time.Duration;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

/** What the core counts, while it goes through its states. */
class ReadingTest {

    private static final TopicPartition A = new TopicPartition("a", 0);
    private static final TopicPartition B = new TopicPartition("b", 0);

    private CoreDriver driver = new CoreDriver();

    @Test
    void everyPublishIsConfirmedReturnedNackedUnansweredOrInFlight() {
        driver.open(A, B);
        driver.add(A, 0, 1);
        driver.published();
        driver.add(B, 0, 1);
        driver.published();
        driver.core.confirmed(driver.link, 1, false);
        driver.core.returned(driver.link, "a-0-1");
        driver.core.confirmed(driver.link, 2, false);
        driver.core.nacked(driver.link, 3, false);

        assertThat(traffic()).isEqualTo(List.of(4L, 1L, 1L, 1L, 0L, 1L));

        driver.loseLink(new LinkLoss.Dropped("cut"));

        assertThat(traffic()).isEqualTo(List.of(4L, 1L, 1L, 1L, 1L, 0L));
    }

    @Test
    void aCopySentAgainCountsAsPublishedAndAsResent() {
        driver.publish(A, 0, 1);
        driver.loseLink(new LinkLoss.Dropped("cut"));
        driver.published();

        assertThat(read().published()).isEqualTo(4);
        assertThat(read().resent()).isEqualTo(2);
        assertThat(read().publishedBytes())
                .isEqualTo(4L * CoreDriver.message(A, 0).size());
    }

    @Test
    void whatIsInFlightOfAClosedPartitionStaysInTheSum() {
        driver.publish(A, 0, 1, 2);
        driver.core.close(List.of(A));
        assertThat(traffic()).isEqualTo(List.of(3L, 0L, 0L, 0L, 0L, 3L));

        driver.core.confirmed(driver.link, 1, false);
        driver.core.nacked(driver.link, 2, false);
        driver.loseLink(new LinkLoss.Dropped("cut"));

        assertThat(traffic()).isEqualTo(List.of(3L, 1L, 0L, 1L, 1L, 0L));
    }

    @Test
    void aMessageThatMayBeUnroutableIsReturnedAndNotConfirmed() {
        driver = new CoreDriver(UnroutablePolicy.IGNORE, Optional.empty());
        driver.publish(A, 0);
        driver.core.returned(driver.link, "a-0-0");
        driver.core.confirmed(driver.link, 1, false);

        assertThat(read().returned()).isEqualTo(1);
        assertThat(read().confirmed()).isZero();
        assertThat(driver.core.read().outstanding()).isZero();
    }

    @Test
    void eachExchangeHasItsOwnShare() {
        driver.open(A, B);
        driver.core.add(A, 0, message("x", 0), null);
        driver.published();
        driver.core.add(B, 0, message("y", 0), null);
        driver.core.add(B, 1, message("y", 1), null);
        driver.published();
        driver.core.nacked(driver.link, 3, false);

        assertThat(driver.core.read("x").published()).isEqualTo(1);
        assertThat(driver.core.read("y").published()).isEqualTo(2);
        assertThat(driver.core.read("y").nacked()).isEqualTo(1);
        assertThat(driver.core.read("x").held().partitions()).isZero();
        assertThat(driver.core.read("y").held().partitions()).isEqualTo(1);
        assertThat(driver.core.read("z").published()).isZero();
        assertThat(read().published()).isEqualTo(3);
    }

    @Test
    void tellsHowLongAPartitionIsHeldAndHowOldItsFirstRecordIs() {
        driver.open(A, B);
        driver.core.add(A, 0, message("x", 2_000), null);
        driver.core.add(A, 1, message("x", 1_000), null);
        driver.published();
        driver.core.add(B, 0, message("x", 3_000), null);
        driver.published();
        driver.core.nacked(driver.link, 3, false);
        driver.pass(Duration.ofSeconds(5));
        driver.core.nacked(driver.link, 1, false);
        driver.core.nacked(driver.link, 2, false);
        driver.pass(Duration.ofSeconds(2));

        var held = read().held();
        assertThat(held.partitions()).isEqualTo(2);
        assertThat(held.records()).isEqualTo(3);
        assertThat(held.longest()).isEqualTo(Duration.ofSeconds(2 + 5));
        assertThat(held.oldestTimestamp()).hasValue(2_000);
        assertThat(driver.core.read().room().hold()).isEqualTo(0.3);
        assertThat(driver.core.read().room().window()).isZero();
    }

    @Test
    void nothingIsHeldOnceItIsReleased() {
        driver.publish(A, 0);
        driver.core.nacked(driver.link, 1, false);
        driver.pass(Duration.ofSeconds(1));
        driver.published();
        driver.core.confirmed(driver.link, 2, false);

        assertThat(read().held().partitions()).isZero();
        assertThat(read().held().longest()).isZero();
        assertThat(read().held().oldestTimestamp()).isEmpty();
    }

    @Test
    void aConfirmIsTimedFromThePublishOfItsOwnCopy() {
        driver.publish(A, 0);
        driver.pass(Duration.ofSeconds(3));
        driver.loseLink(new LinkLoss.Dropped("cut"));
        driver.published();
        driver.pass(Duration.ofMillis(20));
        driver.core.confirmed(driver.link, 1, false);

        assertThat(read().latencies().count()).isEqualTo(1);
        assertThat(read().latencies().maximum()).isEqualTo(0.02);
    }

    @Test
    void anAlarmIsTimedWhileItLastsAndAfterAndEndsWithItsLink() {
        driver.open(A);
        driver.core.blocked(driver.link, "memory");
        driver.pass(Duration.ofSeconds(3));
        assertThat(link().blocked()).isTrue();
        assertThat(link().blockedFor()).isEqualTo(Duration.ofSeconds(3));

        driver.core.unblocked(driver.link);
        driver.pass(Duration.ofSeconds(10));
        driver.core.blocked(driver.link, "disk");
        driver.pass(Duration.ofSeconds(1));
        driver.core.linkLost(driver.link, new LinkLoss.Dropped("cut"));
        driver.pass(Duration.ofSeconds(10));

        assertThat(link().blocked()).isFalse();
        assertThat(link().blockedFor()).isEqualTo(Duration.ofSeconds(4));
    }

    @Test
    void theTimeWithoutALinkBeginsWithTheTask() {
        driver.pass(Duration.ofSeconds(2));
        assertThat(link().up()).isFalse();
        driver.open(A);
        driver.pass(Duration.ofSeconds(5));
        driver.core.linkLost(driver.link, new LinkLoss.Dropped("cut"));
        driver.pass(Duration.ofSeconds(1));
        driver.linkUp();

        assertThat(link().up()).isTrue();
        assertThat(link().made()).isEqualTo(2);
        assertThat(link().downFor()).isEqualTo(Duration.ofSeconds(3));
    }

    @Test
    void badRecordsCountWhenTheyAreFoundAndReportedOnesWhenTheReportIsWritten() {
        driver.open(A);
        driver.core.addBad(A, 0, "cannot be rendered", null);
        var reports = driver.core.takeUnreported();
        assertThat(driver.core.read().bad()).isEqualTo(1);
        assertThat(driver.core.read().reported()).isZero();

        driver.core.reported(reports.get(0));

        assertThat(driver.core.read().reported()).isEqualTo(1);
    }

    @Test
    void everyOffsetOfAGapIsMissing() {
        driver.open(A);
        driver.committable(A, 5);
        driver.add(A, 8, 9, 20);

        assertThat(driver.core.read().missing()).isEqualTo(3 + 10);
    }

    private static Message message(String exchange, long timestamp) {
        var properties = new BasicProperties.Builder()
                .messageId("id")
                .timestamp(new Date(timestamp))
                .build();
        return new Message(exchange, "", properties, new byte[1]);
    }

    private TrafficReading read() {
        return driver.core.read().traffic();
    }

    private TaskReading.Link link() {
        return driver.core.read().link();
    }

    /** Published, confirmed, returned, nacked, unanswered, in flight. */
    private List<Long> traffic() {
        var now = read();
        return List.of(
                now.published(), now.confirmed(), now.returned(), now.nacked(), now.unanswered(), now.inFlight());
    }
}
