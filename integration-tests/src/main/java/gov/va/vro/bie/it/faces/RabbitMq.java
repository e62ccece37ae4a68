package gov.va.vro.bie.it.faces;

import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.BuiltinExchangeType;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;

/** RabbitMQ as any other component sees it: exchanges to bind a queue to, and to publish to. One connection a call. */
public final class RabbitMq {

    private static final int CONFIRM_MILLIS = 10_000;

    private final ConnectionFactory factory = new ConnectionFactory();

    public RabbitMq(String uri) throws Exception {
        factory.setUri(uri);
        factory.setAutomaticRecoveryEnabled(false);
    }

    /**
     * A durable quorum queue of its own, bound with {@code #} to each exchange: how any component subscribes.
     * Exchanges that are missing are declared as the sink does.
     */
    public Subscription subscribe(String queue, String... exchanges) throws IOException, TimeoutException {
        return subscribe(queue, Map.of("x-queue-type", "quorum"), exchanges);
    }

    /** As {@link #subscribe(String, String...)}, with a queue of another kind. */
    public Subscription subscribe(String queue, Map<String, Object> arguments, String... exchanges)
            throws IOException, TimeoutException {
        onChannel(channel -> {
            channel.queueDeclare(queue, true, false, false, arguments);
            for (var exchange : exchanges) {
                channel.exchangeDeclare(exchange, BuiltinExchangeType.TOPIC, true);
                channel.queueBind(queue, exchange, "#");
            }
        });
        return new Subscription(this, queue);
    }

    /** A queue that somebody else has declared. */
    public Subscription queue(String name) {
        return new Subscription(this, name);
    }

    /** As the broker says itself. */
    public String version() throws IOException, TimeoutException {
        var version = new AtomicReference<String>();
        onChannel(channel -> version.set(
                channel.getConnection().getServerProperties().get("version").toString()));
        return version.get();
    }

    /** Publishes a message and waits for the broker's confirm. */
    public void publish(String exchange, BasicProperties properties, byte[] body) throws IOException, TimeoutException {
        onChannel(channel -> {
            channel.confirmSelect();
            channel.basicPublish(exchange, "any", properties, body);
            channel.waitForConfirmsOrDie(CONFIRM_MILLIS);
        });
    }

    /** Does something on a channel of its own. */
    public void onChannel(Work work) throws IOException, TimeoutException {
        try (Connection connection = factory.newConnection("integration test");
                var channel = connection.createChannel()) {
            work.on(channel);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    /** What is to be done on a channel. */
    public interface Work {
        void on(Channel channel) throws IOException, TimeoutException, InterruptedException;
    }
}
