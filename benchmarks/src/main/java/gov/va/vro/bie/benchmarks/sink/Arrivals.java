package gov.va.vro.bie.benchmarks.sink;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.DeliverCallback;
import java.io.IOException;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A subscriber that notes how long each message was under way: from the header in which its producer, this process too,
 * wrote the time, to the delivery. Deliveries come on the client's thread, which alone writes.
 */
final class Arrivals implements AutoCloseable {

    static final String SENT = "sent";

    private final Channel channel;
    private final long[] nanos;
    private volatile int count;

    Arrivals(Destination destination, int most) throws IOException {
        nanos = new long[most];
        channel = destination.connection().createChannel();
        DeliverCallback noted = (tag, delivery) -> note(
                Long.parseLong(delivery.getProperties().getHeaders().get(SENT).toString()));
        channel.basicConsume(Destination.QUEUE, true, noted, tag -> {});
    }

    private void note(long sent) {
        nanos[count] = System.nanoTime() - sent;
        count++;
    }

    void await(int wanted) throws InterruptedException, TimeoutException {
        var deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (count < wanted) {
            if (System.nanoTime() > deadline) {
                throw new TimeoutException("Only " + count + " of " + wanted + " messages have arrived");
            }
            TimeUnit.MILLISECONDS.sleep(5);
        }
    }

    /** In milliseconds, what this share of those behind the first {@code skipped} did not exceed. */
    double quantile(int skipped, double share) {
        var sorted = Arrays.copyOfRange(nanos, skipped, count);
        Arrays.sort(sorted);
        return sorted[(int) Math.ceil(share * sorted.length) - 1] / 1e6;
    }

    @Override
    public void close() throws IOException, TimeoutException {
        channel.close();
    }
}
