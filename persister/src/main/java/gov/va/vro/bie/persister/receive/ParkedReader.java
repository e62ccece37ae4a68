package gov.va.vro.bie.persister.receive;

import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.AlreadyClosedException;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.DefaultConsumer;
import com.rabbitmq.client.Envelope;
import com.rabbitmq.client.ShutdownSignalException;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * One pass over the dead-letter queue: every copy that was in it when the pass began, one after the other.
 *
 * <p>RabbitMQ cannot be asked for one message among many, so all are fetched, and what is not acknowledged goes back
 * when this is closed. One consumer that acknowledges nothing would have the broker push the whole queue into its own
 * memory and ours; so each may hold a few only, and when it does, another one is added for the next few. Between the
 * two {@link HeldBytes} bounds the bodies that were read ahead. What arrives later is not looked at. Confined to one
 * thread; the client library's only adds to what was fetched.
 */
final class ParkedReader implements AutoCloseable {

    private static final int WINDOW = 64;
    private static final int PATIENCE_SECONDS = 20;
    private static final int CLOSE_MILLIS = 10_000;

    private final Connection connection;
    private final HeldBytes heldBytes;
    private final Channel channel;
    private final LinkedBlockingQueue<Optional<Fetched>> arrived = new LinkedBlockingQueue<>();
    private long left;
    private long capacity;
    private long unacknowledged;

    private ParkedReader(Connection connection, HeldBytes heldBytes) throws IOException {
        this.connection = connection;
        this.heldBytes = heldBytes;
        channel = Link.openChannel(connection);
        channel.basicQos(WINDOW);
        left = ready();
        heldBytes.limit();
    }

    /** A copy, and what is too large to be kept of each. */
    record Fetched(long tag, ParkedCopy copy, BasicProperties properties, byte[] body) {}

    static ParkedReader open(Broker broker) throws BrokerException {
        var heldBytes = HeldBytes.shareOfTheHeap();
        var connection = broker.connect("persister parked", heldBytes, socket -> {});
        try {
            return new ParkedReader(connection, heldBytes);
        } catch (IOException | AlreadyClosedException e) {
            connection.abort(CLOSE_MILLIS);
            throw failed(e);
        }
    }

    /** The next copy; empty at the end, which comes early when another takes copies too. */
    Optional<Fetched> next() throws BrokerException, InterruptedException {
        if (left == 0) {
            return Optional.empty();
        }
        try {
            // Only now, when all that it may hold has arrived: an answer would wait behind a body that has no room.
            if (arrived.isEmpty() && unacknowledged == capacity) {
                channel.basicConsume(Topology.PARKED_QUEUE, false, new CopyConsumer());
                capacity += WINDOW;
            }
            for (var waited = 0; waited < PATIENCE_SECONDS; waited++) {
                var next = arrived.poll(1, TimeUnit.SECONDS);
                if (next != null) {
                    return Optional.of(taken(next.orElseThrow(ParkedReader::cancelled)));
                }
                if (ready() == 0) {
                    // Something may have come while that was asked.
                    var late = arrived.poll();
                    return late == null
                            ? Optional.empty()
                            : Optional.of(taken(late.orElseThrow(ParkedReader::cancelled)));
                }
            }
            throw lost("it holds messages and gives none");
        } catch (IOException | AlreadyClosedException e) {
            throw failed(e);
        }
    }

    void acknowledge(Fetched copy) throws BrokerException {
        try {
            channel.basicAck(copy.tag, false);
            unacknowledged--;
        } catch (IOException | AlreadyClosedException e) {
            throw failed(e);
        }
    }

    @Override
    public void close() {
        heldBytes.end();
        connection.abort(CLOSE_MILLIS);
    }

    private Fetched taken(Fetched copy) {
        left--;
        unacknowledged++;
        heldBytes.release(MessageBytes.of(copy.properties, copy.body));
        return copy;
    }

    private long ready() throws IOException {
        return channel.queueDeclarePassive(Topology.PARKED_QUEUE).getMessageCount();
    }

    private static BrokerException cancelled() {
        return lost("the consumer was cancelled");
    }

    private static BrokerException lost(String reason) {
        return new BrokerException("broker: queue \"" + Topology.PARKED_QUEUE + "\": " + reason);
    }

    private static BrokerException failed(Exception failure) {
        return BrokerException.during("queue \"" + Topology.PARKED_QUEUE + "\"", failure);
    }

    private final class CopyConsumer extends DefaultConsumer {

        CopyConsumer() {
            super(channel);
        }

        @Override
        public void handleDelivery(String consumerTag, Envelope envelope, BasicProperties properties, byte[] body) {
            var copy = ParkedCopy.of(properties, body);
            arrived.add(Optional.of(new Fetched(envelope.getDeliveryTag(), copy, properties, body)));
        }

        @Override
        public void handleCancel(String consumerTag) {
            arrived.add(Optional.empty());
        }

        @Override
        public void handleShutdownSignal(String consumerTag, ShutdownSignalException signal) {
            arrived.add(Optional.empty());
        }
    }
}
