package gov.va.vro.bie.persister.receive;

import static org.assertj.core.api.Assertions.assertThat;

import com.rabbitmq.client.AMQP.BasicProperties;
import gov.va.vro.bie.persister.event.EventType;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class InboxTest {

    private static final Duration LONG = Duration.ofMinutes(5);
    private static final Duration SHORT = Duration.ofMillis(20);

    private final Inbox inbox = new Inbox();

    @Test
    void givesAFullBatchWithoutWaiting() throws Exception {
        add(1, 2, 3);

        assertThat(tags(inbox.take(2, LONG, LONG))).containsExactly(1L, 2L);
        assertThat(tags(inbox.take(1, LONG, LONG))).containsExactly(3L);
    }

    @Test
    void givesAnIncompleteBatchWhenTheTimeIsUp() throws Exception {
        add(1, 2);

        assertThat(tags(inbox.take(3, LONG, SHORT))).containsExactly(1L, 2L);
    }

    @Test
    void givesNothingWhenNothingCame() throws Exception {
        assertThat(inbox.take(3, SHORT, LONG)).isEmpty();
    }

    @Test
    void waitsForTheRestOfABatch() throws Exception {
        add(1);
        var taken = taking(2);
        add(2);

        assertThat(tags(taken.get())).containsExactly(1L, 2L);
    }

    @Test
    void saysWhetherItHasTakenADeliveryIn() {
        assertThat(inbox.add(delivery(1))).isTrue();
        inbox.end("connection lost");

        assertThat(inbox.add(delivery(2))).isFalse();
    }

    @Test
    void wakesEverybodyWhenItEndsAndDropsWhatItHeld() throws Exception {
        add(1);
        var taken = taking(2);
        inbox.end("connection lost");

        assertThat(taken.get()).isEmpty();
        assertThat(inbox.pause(LONG)).isFalse();
    }

    @Test
    void takesNothingInBehindWhatItHasDropped() throws Exception {
        add(1);
        inbox.end("queue deleted");
        add(2);

        assertThat(inbox.take(2, SHORT, SHORT)).isEmpty();
    }

    @Test
    void keepsTheFirstReason() {
        inbox.end("first");
        inbox.end("second");

        assertThat(inbox.ended()).contains("first");
    }

    @Test
    void pausesWhileDeliveriesGoOnComing() throws Exception {
        add(1);

        assertThat(inbox.pause(SHORT)).isTrue();
        assertThat(tags(inbox.take(1, LONG, LONG))).containsExactly(1L);
    }

    private CompletableFuture<List<Delivery>> taking(int most) {
        return CompletableFuture.supplyAsync(() -> {
            try {
                return inbox.take(most, LONG, LONG);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
    }

    private void add(long... tags) {
        for (var tag : tags) {
            inbox.add(delivery(tag));
        }
    }

    private static Delivery delivery(long tag) {
        return new Delivery(tag, EventType.UPDATED, new BasicProperties(), new byte[0]);
    }

    private static List<Long> tags(List<Delivery> deliveries) {
        return deliveries.stream().map(Delivery::tag).toList();
    }
}
