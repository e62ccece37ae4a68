package gov.va.vro.bie.connect.rabbitmq.broker;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.Address;
import com.rabbitmq.client.AlreadyClosedException;
import com.rabbitmq.client.AuthenticationFailureException;
import com.rabbitmq.client.BlockedCallback;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import com.rabbitmq.client.ShutdownSignalException;
import com.rabbitmq.client.SocketConfigurators;
import com.rabbitmq.client.UnblockedCallback;
import gov.va.vro.bie.connect.rabbitmq.config.RabbitMqSinkConfig;
import gov.va.vro.bie.connect.rabbitmq.delivery.Deliveries;
import gov.va.vro.bie.connect.rabbitmq.delivery.LinkLoss;
import gov.va.vro.bie.connect.rabbitmq.message.Message;
import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * One connection with its one channel in confirm mode; whatever ends one ends both. Publishing belongs to the publisher
 * thread; confirms and returns come on the client's reader thread and are only passed on. The socket is kept, because
 * closing it is the only thing that frees a publish which the broker has stopped reading: the client's own close and
 * abort wait behind it.
 */
final class Link {

    private static final Duration REASON_WAIT = Duration.ofMillis(500);

    private final Deliveries deliveries;
    private final Connection connection;
    private final Channel channel;
    private final Socket socket;
    private final CountDownLatch lossIsKnown = new CountDownLatch(1);
    private volatile LinkLoss loss;
    private volatile long number;

    private Link(Deliveries deliveries, Connection connection, Channel channel, Socket socket) {
        this.deliveries = deliveries;
        this.connection = connection;
        this.channel = channel;
        this.socket = socket;
    }

    /** Connects to one address, prepares the exchanges and turns confirms on; each step bounded by the timeout. */
    static Link open(
            RabbitMqSinkConfig config, Address address, String name, Deliveries deliveries, ExecutorService closers)
            throws BrokerException {
        var socket = new Socket[1];
        Connection connection = null;
        try {
            connection = connect(config, address, name, closers, socket);
            var channel = connection.createChannel();
            if (channel == null) {
                throw new IOException("the broker allows no channel");
            }
            new Topology(config.destination()).prepare(channel);
            channel.confirmSelect();
            return new Link(deliveries, connection, channel, socket[0]);
        } catch (BrokerException failure) {
            close(connection, socket[0]);
            throw failure;
        } catch (IOException | TimeoutException | ShutdownSignalException failure) {
            close(connection, socket[0]);
            throw explain(config, address, failure);
        }
    }

    private static Connection connect(
            RabbitMqSinkConfig config, Address address, String name, ExecutorService closers, Socket[] socket)
            throws IOException, TimeoutException {
        var settings = config.connection();
        var timeout = Math.toIntExact(settings.connectionTimeout().toMillis());
        var factory = new ConnectionFactory();
        factory.setUsername(settings.username());
        factory.setPassword(settings.password().value());
        factory.setVirtualHost(settings.virtualHost());
        factory.setConnectionTimeout(timeout);
        factory.setHandshakeTimeout(timeout);
        factory.setChannelRpcTimeout(timeout);
        factory.setShutdownTimeout(timeout);
        factory.setRequestedHeartbeat(
                Math.toIntExact(settings.requestedHeartbeat().toSeconds()));
        factory.setAutomaticRecoveryEnabled(false);
        factory.setTopologyRecoveryEnabled(false);
        factory.setShutdownExecutor(closers);
        factory.setThreadFactory(runnable -> {
            var thread = new Thread(runnable);
            thread.setDaemon(true);
            return thread;
        });
        factory.setExceptionHandler(new CallbackFailures(name, () -> closeQuietly(socket[0])));
        factory.setClientProperties(clientProperties(factory.getClientProperties(), config.connectorName()));
        factory.setSocketConfigurator(SocketConfigurators.defaultConfigurator().andThen(made -> {
            made.setSoLinger(true, 0);
            socket[0] = made;
        }));
        return factory.newConnection(List.of(address), name);
    }

    private static Map<String, Object> clientProperties(Map<String, Object> defaults, String connectorName) {
        var properties = new HashMap<>(defaults);
        properties.put("product", "rabbitmq-sink-connector");
        properties.put("connector", connectorName);
        return properties;
    }

    private static BrokerException explain(RabbitMqSinkConfig config, Address address, Exception failure) {
        var settings = config.connection();
        var where = "RabbitMQ at " + address + " ";
        if (failure instanceof AuthenticationFailureException) {
            return new BrokerException.Refused(
                    where + "refused the login of user \"" + settings.username()
                            + "\": check rabbitmq.username and rabbitmq.password",
                    failure);
        }
        if (failure.getCause() instanceof ShutdownSignalException signal
                && signal.getReason() instanceof AMQP.Connection.Close close) {
            var said = close.getReplyCode() + " " + close.getReplyText();
            return close.getReplyCode() == AMQP.NOT_ALLOWED && !said.contains("limit")
                    ? new BrokerException.Refused(
                            where + "refused virtual host \"" + settings.virtualHost() + "\" to user \""
                                    + settings.username() + "\" (" + said
                                    + "): check rabbitmq.virtual.host and the user's permissions",
                            failure)
                    : new BrokerException.Unavailable(where + "closed the connection: " + said, failure);
        }
        return new BrokerException.Unavailable(where + "cannot be reached: " + describe(failure), failure);
    }

    private static String describe(Throwable failure) {
        var cause = failure.getCause() != null && failure.getMessage() == null ? failure.getCause() : failure;
        return cause.getMessage() == null
                ? cause.getClass().getSimpleName()
                : cause.getClass().getSimpleName() + ": " + cause.getMessage();
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
        return new LinkLoss.Dropped(signal.getCause() == null ? "connection closed" : describe(signal.getCause()));
    }

    /**
     * Publishes, mandatory.
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
     * Waits a moment for the reader thread to learn how the link ended: a write can fail before the broker's reason is
     * read, and without the reason nobody could be convicted.
     */
    void awaitLoss(IOException writeFailure) throws InterruptedException {
        if (!lossIsKnown.await(REASON_WAIT.toMillis(), TimeUnit.MILLISECONDS)) {
            lost(new LinkLoss.Dropped(describe(writeFailure)));
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
        closeQuietly(socket);
    }

    /** Says good-bye to the broker, in so much time at most, then cuts. */
    void close(Duration atMost) {
        try {
            connection.abort(Math.toIntExact(atMost.toMillis()));
        } finally {
            cut();
        }
    }

    private static void close(Connection connection, Socket socket) {
        closeQuietly(socket);
        if (connection != null) {
            connection.abort(1);
        }
    }

    private static void closeQuietly(Socket socket) {
        if (socket != null) {
            try {
                socket.close();
            } catch (IOException alreadyClosed) {
                // The socket is of no use either way.
            }
        }
    }
}
