package gov.va.vro.bie.persister.receive;

import static java.util.concurrent.CompletableFuture.runAsync;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.impl.AMQCommand;
import com.rabbitmq.client.impl.AMQImpl;
import com.rabbitmq.client.impl.LongStringHelper;
import gov.va.vro.bie.persister.event.EventType;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class HeldBytesTest {

    private final HeldBytes bytes = new HeldBytes(100);

    @Test
    void waitsUntilThereIsRoom() {
        bytes.limit();
        bytes.hold(60);
        var waiting = holding(50);

        bytes.release(60);

        await().until(waiting::isDone);
    }

    /** As objects they take more than on the line, where each of these is one byte and its name. */
    @Test
    void countsTheHeadersAsWell() {
        var headers = Map.<String, Object>of("a", true, "b", List.of(true, Map.of("c", true)));
        var delivery = delivery(headers, 1);
        bytes.limit();
        bytes.read(new AMQCommand(delivered(), delivery.properties(), ByteBuffer.wrap(delivery.body())));
        var waiting = holding(1);

        bytes.release(delivery.bytes());

        await().until(waiting::isDone);
        assertThat(delivery.bytes()).isGreaterThan(5 * 50);
        assertThat(delivery(Map.of("text", LongStringHelper.asLongString("x".repeat(5_000))), 1)
                        .bytes())
                .isGreaterThan(5_000);
        assertThat(delivery(Map.of("bytes", new byte[5_000]), 1).bytes()).isGreaterThan(5_000);
    }

    @Test
    void letsWhatIsLargerThanTheLimitPassAlone() {
        bytes.limit();
        bytes.hold(1_000);
        var waiting = holding(1);

        bytes.release(1_000);

        await().until(waiting::isDone);
    }

    @Test
    void setsNoLimitBeforeItIsTold() {
        bytes.hold(60);
        bytes.hold(60);
    }

    @Test
    void letsEverythingPassWhenTheLinkEnds() {
        bytes.limit();
        bytes.hold(60);
        var waiting = holding(50);

        bytes.end();

        await().until(waiting::isDone);
    }

    private static Delivery delivery(Map<String, Object> headers, int body) {
        return new Delivery(
                1,
                EventType.UPDATED,
                new AMQP.BasicProperties.Builder().headers(headers).build(),
                new byte[body]);
    }

    private static AMQImpl.Basic.Deliver delivered() {
        return new AMQImpl.Basic.Deliver("consumer", 1, false, "exchange", "key");
    }

    /** Returns when it is known to wait. */
    private CompletableFuture<Void> holding(int count) {
        var started = new CompletableFuture<Thread>();
        var holding = runAsync(() -> {
            started.complete(Thread.currentThread());
            bytes.hold(count);
        });
        await().until(() -> started.isDone() && started.get().getState() == Thread.State.WAITING);
        assertThat(holding).isNotDone();
        return holding;
    }
}
