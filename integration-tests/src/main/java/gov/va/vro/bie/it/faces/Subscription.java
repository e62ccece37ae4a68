package gov.va.vro.bie.it.faces;

import static org.awaitility.Awaitility.await;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Delivery;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * A queue, and every copy that has been taken out of it. Nothing is connected between two calls, so that a broker may
 * die meanwhile; what is taken is acknowledged and what is not stays, so that each copy is seen exactly once.
 */
public final class Subscription implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int NEXT_SECONDS = 10;
    private static final int STEP = 500;

    private final RabbitMq broker;
    private final String queue;
    private final List<Copy> copies = new ArrayList<>();

    Subscription(RabbitMq broker, String queue) {
        this.broker = broker;
        this.queue = queue;
    }

    /** Takes everything that is in the queue now, and returns all that was ever taken, in the order of arrival. */
    public List<Copy> take() throws IOException, TimeoutException {
        broker.onChannel(channel -> {
            var waiting = channel.messageCount(queue);
            if (waiting > 0) {
                take(channel, waiting);
            }
        });
        return List.copyOf(copies);
    }

    /** As {@link #take}, as soon as all that was ever taken is enough. */
    public List<Copy> takeUntil(String what, Predicate<List<Copy>> enough) {
        return await(what + " in queue " + queue)
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(200))
                .ignoreExceptions()
                .until(this::take, enough);
    }

    /** As {@link #take}, as soon as a copy of each of these records was there. */
    public List<Copy> takeAllOf(Set<Coordinates> records) {
        var wanted = records.stream().map(Coordinates::messageId).collect(Collectors.toSet());
        return takeUntil(
                "a copy of each of " + records.size() + " records",
                taken -> taken.stream()
                        .map(Copy::messageId)
                        .collect(Collectors.toSet())
                        .containsAll(wanted));
    }

    /** Every copy taken so far, by message id, in the order of arrival. */
    public Map<String, List<Copy>> byMessageId() {
        return copies.stream().collect(Collectors.groupingBy(Copy::messageId));
    }

    /** Deletes the queue. */
    @Override
    public void close() throws IOException, TimeoutException {
        broker.onChannel(channel -> channel.queueDelete(queue));
    }

    /**
     * Acknowledges in large steps: a quorum queue that gets many single acknowledgements keeps some back, and gives
     * those messages out again when the channel closes.
     */
    private void take(Channel channel, long count) throws IOException, InterruptedException {
        var arriving = new LinkedBlockingQueue<Delivery>();
        var unacknowledged = new ArrayList<Copy>();
        channel.basicQos(2 * STEP);
        channel.basicConsume(queue, false, (tag, delivery) -> arriving.add(delivery), tag -> {});
        for (long taken = 1; taken <= count; taken++) {
            var next = arriving.poll(NEXT_SECONDS, TimeUnit.SECONDS);
            if (next == null) {
                throw new IOException("queue " + queue + " said that it held " + count + " and gave " + (taken - 1));
            }
            var envelope = next.getEnvelope();
            unacknowledged.add(
                    new Copy(envelope.getExchange(), envelope.getRoutingKey(), next.getProperties(), next.getBody()));
            if (taken % STEP == 0 || taken == count) {
                channel.basicAck(envelope.getDeliveryTag(), true);
                copies.addAll(unacknowledged);
                unacknowledged.clear();
            }
        }
    }
}
