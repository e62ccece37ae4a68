package gov.va.vro.bie.it.trial;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Delivery;
import gov.va.vro.bie.it.check.Arrival;
import gov.va.vro.bie.it.check.Checker;
import gov.va.vro.bie.it.faces.Coordinates;
import gov.va.vro.bie.it.faces.RabbitMq;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Takes everything out of a queue and tells the checker. Nothing is connected between two calls, which are made only
 * while the broker is well; so what is acknowledged is gone, and each copy is counted exactly once.
 */
final class QueueDrain {

    private static final int NEXT_SECONDS = 30;
    private static final int STEP = 500;

    private final RabbitMq broker;
    private final Checker checker;

    QueueDrain(RabbitMq broker, Checker checker) {
        this.broker = broker;
        this.checker = checker;
    }

    void drain(String queue) throws IOException, TimeoutException {
        broker.onChannel(channel -> {
            var waiting = channel.messageCount(queue);
            if (waiting > 0) {
                take(channel, queue, waiting);
            }
        });
    }

    /** In large steps: a quorum queue keeps some of many single acknowledgements back, and gives those out again. */
    private void take(Channel channel, String queue, long count) throws IOException, InterruptedException {
        var arriving = new LinkedBlockingQueue<Delivery>();
        var unacknowledged = new ArrayList<Delivery>();
        channel.basicQos(2 * STEP);
        channel.basicConsume(queue, false, (tag, delivery) -> arriving.add(delivery), tag -> {});
        for (long taken = 1; taken <= count; taken++) {
            var next = arriving.poll(NEXT_SECONDS, TimeUnit.SECONDS);
            if (next == null) {
                throw new IOException("queue " + queue + " said that it held " + count + " and gave " + (taken - 1));
            }
            unacknowledged.add(next);
            if (taken % STEP == 0 || taken == count) {
                channel.basicAck(next.getEnvelope().getDeliveryTag(), true);
                count(queue, unacknowledged);
                unacknowledged.clear();
            }
        }
    }

    private void count(String queue, List<Delivery> deliveries) {
        for (var delivery : deliveries) {
            var properties = delivery.getProperties();
            Map<String, Object> headers = properties.getHeaders() == null ? Map.of() : properties.getHeaders();
            if (headers.get("kafka.topic") == null || headers.get(CheckedEvents.ATTEMPT) == null) {
                checker.arriveUnknown(queue, properties.getMessageId());
            } else {
                checker.arrive(new Arrival(
                        queue,
                        new Coordinates(
                                headers.get("kafka.topic").toString(),
                                ((Number) headers.get("kafka.partition")).intValue(),
                                ((Number) headers.get("kafka.offset")).longValue()),
                        Long.parseLong(headers.get(CheckedEvents.ATTEMPT).toString()),
                        Boolean.TRUE.equals(headers.get("possible-duplicate"))));
            }
        }
    }
}
