package gov.va.vro.bie.localstack.demo;

import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * Watches the events of a run arrive until all are there, or until nothing has moved for so long that nothing will.
 *
 * <p>Used by one thread; time comes from the ticker, so that a test need not wait.
 */
final class Arrival {
    private final Duration patience;
    private final LongSupplier nanoTime;
    private final Pause pause;

    /** @param patience how long no counter may move */
    Arrival(Duration patience, LongSupplier nanoTime, Pause pause) {
        this.patience = patience;
        this.nanoTime = nanoTime;
        this.pause = pause;
    }

    /** Counts; fails when it is clear that nothing more will come. */
    interface Sample {
        Counters take() throws InterruptedException;
    }

    /** What lies between two samples. */
    interface Pause {
        void rest() throws InterruptedException;
    }

    /**
     * Returns the last sample.
     *
     * @param publishing whether more may still be published
     */
    Counters await(Sample sample, BooleanSupplier publishing, Consumer<Counters> show) throws InterruptedException {
        var last = Counters.NONE;
        long moved = nanoTime.getAsLong();
        while (true) {
            // Asked before the sample: what was published until then is in it.
            boolean more = publishing.getAsBoolean();
            var now = sample.take();
            show.accept(now);
            if (!more && now.isSettled()) {
                return now;
            }
            if (!now.equals(last)) {
                last = now;
                moved = nanoTime.getAsLong();
            } else if (nanoTime.getAsLong() - moved >= patience.toNanos()) {
                return now;
            }
            pause.rest();
        }
    }
}
