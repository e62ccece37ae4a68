package gov.va.vro.bie.persister.receive;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a link has delivered and nobody has taken yet, and the news that the link has ended.
 *
 * <p>The client library's thread adds, the receiving thread takes; whoever sees the end first says so, and the first
 * reason stays. The end wakes every wait at once. What lies here when the link ends is dropped, and so is what still
 * comes: the broker delivers it again. Nothing may be taken from behind what was dropped, since the channel may still be
 * open, and an acknowledgement of several would cover both. Its size is bounded by the prefetch.
 */
final class Inbox {

    private final ArrayDeque<Delivery> deliveries = new ArrayDeque<>();
    private String ended = "";

    /**
     * @return whether it was taken in; it is dropped once the link has ended
     */
    synchronized boolean add(Delivery delivery) {
        if (!ended.isEmpty()) {
            return false;
        }
        deliveries.add(delivery);
        notifyAll();
        return true;
    }

    /**
     * @param reason for the log; not empty
     * @return whether it is the first to say so
     */
    synchronized boolean end(String reason) {
        if (!ended.isEmpty()) {
            return false;
        }
        ended = reason;
        deliveries.clear();
        notifyAll();
        return true;
    }

    /** Why it has ended; empty while it has not. */
    synchronized Optional<String> ended() {
        return Optional.of(ended).filter(reason -> !reason.isEmpty());
    }

    /**
     * Takes up to {@code most} deliveries, in order.
     *
     * @param idle how long to wait for the first
     * @param linger how long to wait for the rest, once the first is there
     * @return none when nothing came or the link has ended
     */
    synchronized List<Delivery> take(int most, Duration idle, Duration linger) throws InterruptedException {
        await(idle, 1);
        if (!deliveries.isEmpty()) {
            await(linger, most);
        }
        var taken = new ArrayList<Delivery>();
        while (taken.size() < most && !deliveries.isEmpty()) {
            taken.add(deliveries.poll());
        }
        return taken;
    }

    /**
     * Waits.
     *
     * @return whether the link is still there
     */
    synchronized boolean pause(Duration duration) throws InterruptedException {
        await(duration, Integer.MAX_VALUE);
        return ended.isEmpty();
    }

    private void await(Duration duration, int count) throws InterruptedException {
        var deadline = System.nanoTime() + duration.toNanos();
        var left = duration.toNanos();
        while (ended.isEmpty() && deliveries.size() < count && left > 0) {
            // A whole millisecond more, because wait(0) would wait for ever.
            wait(left / 1_000_000 + 1);
            left = deadline - System.nanoTime();
        }
    }
}
