package gov.va.vro.bie.benchmarks.sink;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import java.io.IOException;
import java.util.Map;

/** Exchanges and queues of the contenders, and how many messages the queues hold. Owned by one thread. */
final class Destination implements AutoCloseable {

    static final String EXCHANGE = "bie-events-benchmark";
    static final String QUEUE = "benchmark";

    private final Connection connection;
    private final Channel channel;
    private int queues;

    Destination(String uri) throws Exception {
        var factory = new ConnectionFactory();
        factory.setUri(uri);
        connection = factory.newConnection("benchmark");
        channel = connection.createChannel();
    }

    /** Makes the queue anew, empty and bound; nothing of an earlier round is left. */
    void renew(QueueType type) throws IOException {
        renew(type, 1);
    }

    /** The same with so many exchanges, each with a queue of its own. */
    void renew(QueueType type, int exchanges) throws IOException {
        remove();
        for (var number = 1; number <= exchanges; number++) {
            channel.exchangeDeclare(exchange(number), "topic", true);
            channel.queueDeclare(queue(number), true, false, false, Map.of("x-queue-type", type.label()));
            channel.queueBind(queue(number), exchange(number), "#");
        }
        queues = exchanges;
    }

    /** Takes the queues away, whoever still publishes into them. */
    void remove() throws IOException {
        for (var number = 1; number <= queues; number++) {
            channel.queueDelete(queue(number));
        }
        queues = 0;
    }

    /** How many messages are ready in the queues. */
    long depth() throws IOException {
        var depth = 0L;
        for (var number = 1; number <= queues; number++) {
            depth += channel.messageCount(queue(number));
        }
        return depth;
    }

    /** Lets go of what is ready in the queues. */
    void empty() throws IOException {
        for (var number = 1; number <= queues; number++) {
            channel.queuePurge(queue(number));
        }
    }

    static String exchange(int number) {
        return number == 1 ? EXCHANGE : EXCHANGE + "-" + number;
    }

    private static String queue(int number) {
        return number == 1 ? QUEUE : QUEUE + "-" + number;
    }

    Connection connection() {
        return connection;
    }

    @Override
    public void close() throws IOException {
        connection.close();
    }
}
