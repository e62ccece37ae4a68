package gov.va.vro.bie.persister.receive;

import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.AlreadyClosedException;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.DefaultConsumer;
import com.rabbitmq.client.Envelope;
import com.rabbitmq.client.ShutdownSignalException;
import gov.va.vro.bie.persister.event.EventType;
import gov.va.vro.bie.persister.ops.Metrics;
import java.io.IOException;
import java.util.function.Consumer;

/**
 * One connection with one channel, over which all five queues are consumed; whatever ends one ends the link.
 *
 * <p>One channel, because its delivery tags then number the deliveries of all queues in the order in which the inbox
 * holds them: a whole batch, whichever queues it came from, is acknowledged by a single frame. A queue whose channel
 * broke would have to be subscribed to again on a new one anyway, and five channels could fail in thirty-two ways
 * instead of two.
 *
 * <p>Owned by the receiving thread; the client library's thread calls only the inbox.
 */
final class Link implements AutoCloseable, KeptPoison.Origin {

    private static final int CLOSE_MILLIS = 3_000;

    private final Connection connection;
    private final Inbox inbox;
    private final HeldBytes heldBytes;
    private final Metrics metrics;
    private final Consumer<String> onEnd;

    private Channel channel;

    private Link(Connection connection, Inbox inbox, HeldBytes heldBytes, Metrics metrics, Consumer<String> onEnd) {
        this.connection = connection;
        this.inbox = inbox;
        this.heldBytes = heldBytes;
        this.metrics = metrics;
        this.onEnd = onEnd;
    }

    /**
     * Connects and declares, so that the queues gather events from here on; nothing is delivered yet.
     *
     * @param onEnd is told why it ended, at once and on any thread; not when it was closed here
     */
    static Link open(Broker broker, Inbox inbox, Metrics metrics, Consumer<String> onEnd) throws BrokerException {
        var heldBytes = HeldBytes.shareOfTheHeap();
        var connection = broker.connect("persister", heldBytes, socket -> {});
        var link = new Link(connection, inbox, heldBytes, metrics, onEnd);
        connection.addShutdownListener(link::lost);
        try {
            Topology.declareSubscriptions(connection);
            return link;
        } catch (BrokerException | AlreadyClosedException e) {
            link.close();
            throw e instanceof BrokerException refused ? refused : BrokerException.during("declaring", e);
        }
    }

    static Channel openChannel(Connection connection) throws IOException {
        return connection.openChannel().orElseThrow(() -> new IOException("the connection has no channel left"));
    }

    /**
     * Starts the deliveries.
     *
     * @param prefetch most messages unacknowledged at once, per queue
     */
    void subscribe(int prefetch) throws BrokerException {
        try {
            channel = openChannel(connection);
            channel.addShutdownListener(this::lost);
            channel.basicQos(prefetch);
            for (var type : EventType.values()) {
                channel.basicConsume(type.queue(), false, new QueueConsumer(type));
            }
            heldBytes.limit();
        } catch (IOException | AlreadyClosedException e) {
            throw BrokerException.during("subscribing", e);
        }
    }

    /** Ends the inbox if the channel has closed without telling why, so that nobody waits for deliveries in vain. */
    void endIfClosed() {
        if (!channel.isOpen()) {
            end("the channel is closed");
        }
    }

    /** Acknowledges {@code delivery} alone. */
    void acknowledge(Delivery delivery) throws BrokerException {
        acknowledge(delivery.tag(), false, 1);
    }

    /**
     * Acknowledges with one frame {@code last} and every one before it that is not acknowledged yet.
     *
     * @param messages how many these are
     */
    void acknowledgeUpTo(Delivery last, int messages) throws BrokerException {
        acknowledge(last.tag(), true, messages);
    }

    private void acknowledge(long tag, boolean andAllBefore, int messages) throws BrokerException {
        try {
            channel.basicAck(tag, andAllBefore);
            metrics.settled(messages);
        } catch (IOException | AlreadyClosedException e) {
            throw BrokerException.during("acknowledging", e);
        }
    }

    @Override
    public void giveBack(Delivery delivery) throws BrokerException {
        try {
            channel.basicNack(delivery.tag(), false, true);
            metrics.settled(1);
        } catch (IOException | AlreadyClosedException e) {
            throw BrokerException.during("giving back", e);
        }
    }

    @Override
    public void release(Delivery delivery) {
        heldBytes.release(delivery.bytes());
    }

    @Override
    public void close() {
        heldBytes.end();
        connection.abort(CLOSE_MILLIS);
        metrics.linkEnded();
    }

    private void lost(ShutdownSignalException signal) {
        // Our own closing is no news.
        if (!signal.isInitiatedByApplication()) {
            end(BrokerException.describe(signal));
        }
    }

    private void end(String reason) {
        if (inbox.end(reason)) {
            onEnd.accept(reason);
        }
        heldBytes.end();
    }

    private final class QueueConsumer extends DefaultConsumer {

        private final EventType type;

        QueueConsumer(EventType type) {
            super(channel);
            this.type = type;
        }

        @Override
        public void handleDelivery(String consumerTag, Envelope envelope, BasicProperties properties, byte[] body) {
            try {
                if (inbox.add(new Delivery(envelope.getDeliveryTag(), type, properties, body))) {
                    metrics.delivered(type, envelope.isRedeliver());
                }
            } catch (RuntimeException | Error notTaken) {
                // A later acknowledgement of several would cover it, and it would be lost.
                end("a delivery could not be taken in (" + notTaken.getClass().getSimpleName() + ")");
                throw notTaken;
            }
        }

        @Override
        public void handleCancel(String consumerTag) {
            end("queue \"" + type.queue() + "\" was deleted or has moved");
        }

        @Override
        public void handleShutdownSignal(String consumerTag, ShutdownSignalException signal) {
            lost(signal);
        }
    }
}
