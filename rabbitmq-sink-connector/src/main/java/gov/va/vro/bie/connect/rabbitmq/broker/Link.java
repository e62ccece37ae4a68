package gov.va.vro.bie.connect.rabbitmq.broker;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.AlreadyClosedException;
import com.rabbitmq.client.BlockedCallback;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ShutdownSignalException;
import com.rabbitmq.client.UnblockedCallback;
import gov.va.vro.bie.connect.rabbitmq.config.RabbitMqSinkConfigDef;
import gov.va.vro.bie.connect.rabbitmq.delivery.Deliveries;
import gov.va.vro.bie.connect.rabbitmq.delivery.LinkLoss;
import gov.va.vro.bie.connect.rabbitmq.message.Message;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * One connection with its one channel in confirm mode; whatever ends one ends both. Publishing belongs to the publisher
 * thread; confirms and returns come on the client's reader thread and are only passed on. A publish that the broker has
 * stopped reading is freed by cutting the {@link Line}, and by nothing else.
 */
final class Link {

    private static final Duration REASON_WAIT = Duration.ofMillis(500);

    private final Deliveries deliveries;
    private final Line line;
    private final Connection connection;
    private final Channel channel;
    private final CountDownLatch lossIsKnown = new CountDownLatch(1);
    private volatile LinkLoss loss;
    private volatile long number;

    private Link(Deliveries deliveries, Line line, Connection connection, Channel channel) {
        this.deliveries = deliveries;
        this.line = line;
        this.connection = connection;
        this.channel = channel;
    }

    /** Connects, prepares the exchanges and turns confirms on. */
    static Link open(Line line, Deliveries deliveries) throws BrokerException {
        var connection = line.connect();
        try {
            var channel = connection.createChannel();
            if (channel == null) {
                throw new IOException("the broker allows no channel");
            }
            new Topology(line.config().destination()).prepare(channel);
            channel.confirmSelect();
            return new Link(deliveries, line, connection, channel);
        } catch (BrokerException failure) {
            end(line, connection);
            throw failure;
        } catch (IOException | ShutdownSignalException failure) {
            end(line, connection);
            throw new BrokerException.Unavailable(
                    RabbitMqSinkConfigDef.ADDRESSES,
                    "RabbitMQ at " + line.address() + " cannot be used: " + ConnectFailure.describe(failure),
                    failure);
        }
    }

    private static void end(Line line, Connection connection) {
        line.cut();
        connection.abort(1);
    }

    /** Tells the core that the link is up, and passes on from now on what the broker says. */
    void begin() {
        number = deliveries.linkUp();
        channel.addConfirmListener(
                (sequence, multiple) -> deliveries.confirmed(number, sequence, multiple),
                (sequence, multiple) -> deliveries.nacked(number, sequence, multiple));
        channel.addReturnListener(
                returned -> deliveries.returned(number, returned.getProperties().getMessageId()));
        BlockedCallback blocked = reason -> deliveries.blocked(number, reason);
        UnblockedCallback unblocked = () -> deliveries.unblocked(number);
        connection.addBlockedListener(blocked, unblocked);
        connection.addShutdownListener(signal -> lost(loss(signal)));
        channel.addShutdownListener(signal -> lost(loss(signal)));
        line.gatherFor(Thread.currentThread());
    }

    private static LinkLoss loss(ShutdownSignalException signal) {
        if (!signal.isInitiatedByApplication()) {
            if (signal.getReason() instanceof AMQP.Channel.Close close) {
                return new LinkLoss.ClosedByBroker(
                        close.getReplyCode(), close.getReplyCode() + " " + close.getReplyText());
            }
            if (signal.getReason() instanceof AMQP.Connection.Close close) {
                var reason = close.getReplyCode() + " " + close.getReplyText();
                return close.getReplyCode() == AMQP.CONNECTION_FORCED
                        ? new LinkLoss.Dropped(reason)
                        : new LinkLoss.ClosedByBroker(close.getReplyCode(), reason);
            }
        }
        return new LinkLoss.Dropped(
                signal.getCause() == null ? "connection closed" : ConnectFailure.describe(signal.getCause()));
    }

    /**
     * Publishes, mandatory; sent by the next {@link #send}, or before it.
     *
     * @throws IOException when the line is gone; {@link #awaitLoss} then says how
     */
    void publish(Message message) throws IOException {
        try {
            channel.basicPublish(message.exchange(), message.routingKey(), true, message.properties(), message.body());
        } catch (AlreadyClosedException gone) {
            lost(loss(gone));
        }
    }

    /**
     * Sends what was published.
     *
     * @throws IOException when the line is gone; {@link #awaitLoss} then says how
     */
    void send() throws IOException {
        line.send();
    }

    /**
     * Waits a moment for the reader thread to learn how the link ended: a write can fail before the broker's reason is
     * read, and without the reason nobody could be convicted.
     */
    void awaitLoss(IOException writeFailure) throws InterruptedException {
        if (!lossIsKnown.await(REASON_WAIT.toMillis(), TimeUnit.MILLISECONDS)) {
            lost(new LinkLoss.Dropped(ConnectFailure.describe(writeFailure)));
        }
    }

    /**
     * Tells the core how the link ended and cuts the line; the first word counts. A second caller waits until the core
     * knows, because the next link must not be made before.
     */
    synchronized void lost(LinkLoss how) {
        if (loss == null) {
            deliveries.linkLost(number, how);
            loss = how;
            lossIsKnown.countDown();
        }
        cut();
    }

    boolean isUp() {
        return loss == null;
    }

    /** How the link ended; null while it is up. */
    LinkLoss loss() {
        return loss;
    }

    long number() {
        return number;
    }

    /** Frees every thread that reads or writes the socket, at once. */
    void cut() {
        line.cut();
    }

    /** Says good-bye to the broker, in so much time at most, then cuts. */
    void close(Duration atMost) {
        line.gatherFor(null);
        try {
            connection.abort(Math.toIntExact(atMost.toMillis()));
        } finally {
            cut();
        }
    }
}
