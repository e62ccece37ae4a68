package gov.va.vro.bie.benchmarks.sink;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import java.io.IOException;
import java.util.Map;

/** Exchange and queue of the contenders, and how many messages the queue holds. Owned by one thread. */
final class Destination implements AutoCloseable {

    static final String EXCHANGE = "bie-events-benchmark";
    static final String QUEUE = "benchmark";

    private final Connection connection;
    private final Channel channel;

    Destination(String uri) throws Exception {
        var factory = new ConnectionFactory();
        factory.setUri(uri);
        connection = factory.newConnection("benchmark");
        channel = connection.createChannel();
    }

    /** Makes the queue anew, empty and bound; nothing of an earlier round is left. */
    void renew(QueueType type) throws IOException {
        channel.queueDelete(QUEUE);
        channel.exchangeDeclare(EXCHANGE, "topic", true);
        channel.queueDeclare(QUEUE, true, false, false, Map.of("x-queue-type", type.label()));
        channel.queueBind(QUEUE, EXCHANGE, "#");
    }

    /** Takes the queue away, whoever still publishes into it. */
    void remove() throws IOException {
        channel.queueDelete(QUEUE);
    }

    /** How many messages are ready in the queue. */
    long depth() throws IOException {
        return channel.messageCount(QUEUE);
    }

    Connection connection() {
        return connection;
    }

    @Override
    public void close() throws IOException {
        connection.close();
    }
}
