package gov.va.vro.bie.persister.receive;

import static java.util.concurrent.CompletableFuture.runAsync;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

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
