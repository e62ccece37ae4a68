package gov.va.vro.bie.connect.rabbitmq.broker;

import com.rabbitmq.client.Address;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import com.rabbitmq.client.DefaultSaslConfig;
import com.rabbitmq.client.ShutdownSignalException;
import com.rabbitmq.client.SocketConfigurators;
import gov.va.vro.bie.connect.rabbitmq.config.Login;
import gov.va.vro.bie.connect.rabbitmq.config.RabbitMqSinkConfig;
import gov.va.vro.bie.connect.rabbitmq.config.RabbitMqSinkConfigDef;
import gov.va.vro.bie.connect.rabbitmq.tls.KeyMaterialException;
import gov.va.vro.bie.connect.rabbitmq.tls.Sockets;
import gov.va.vro.bie.connect.rabbitmq.tls.TlsContext;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeoutException;
import javax.net.SocketFactory;

/**
 * The way to one address of the broker, and the socket of it. The socket is kept from before it connects, because
 * closing it is the only thing that ends a handshake, a call or a publish to which the broker does not answer: the
 * client's own close and abort wait behind them.
 *
 * <p>{@link #connect} belongs to one thread, {@link #cut} to any. Once cut, nothing is connected any more.
 */
final class Line {

    private final RabbitMqSinkConfig config;
    private final Address address;
    private final String name;
    private final ExecutorService closers;
    private final int timeout;
    private TlsContext tls;
    private Socket socket;
    private volatile GatheredStream stream;
    private boolean cut;

    /** @param timeout of the socket's connect, of each handshake and of each answer */
    Line(RabbitMqSinkConfig config, Address address, String name, ExecutorService closers, Duration timeout) {
        this.config = config;
        this.address = address;
        this.name = name;
        this.closers = closers;
        this.timeout = Math.toIntExact(timeout.toMillis());
    }

    Address address() {
        return address;
    }

    RabbitMqSinkConfig config() {
        return config;
    }

    /** Connects and logs in, each step of it bounded by the timeout. */
    Connection connect() throws BrokerException {
        try {
            return factory().newConnection(List.of(address), name);
        } catch (KeyMaterialException unusable) {
            cut();
            var setting = RabbitMqSinkConfigDef.PREFIX + unusable.setting();
            throw new BrokerException.Untrusted(setting, setting + ": " + unusable.getMessage(), unusable);
        } catch (IOException | TimeoutException | ShutdownSignalException failure) {
            var explained = new ConnectFailure(this, failure).explain();
            cut();
            throw explained;
        }
    }

    private ConnectionFactory factory() throws KeyMaterialException {
        var settings = config.connection();
        var factory = new ConnectionFactory();
        if (settings.login() instanceof Login.User user) {
            factory.setUsername(user.name());
            factory.setPassword(user.password().value());
        } else {
            factory.setSaslConfig(DefaultSaslConfig.EXTERNAL);
        }
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
        factory.setExceptionHandler(new CallbackFailures(name, this::cut));
        factory.setClientProperties(clientProperties(factory.getClientProperties(), config.connectorName()));
        factory.setSocketConfigurator(SocketConfigurators.defaultConfigurator().andThen(this::keep));
        factory.setSocketFactory(gatheringSockets());
        return factory;
    }

    private SocketFactory gatheringSockets() throws KeyMaterialException {
        if (config.security().usesTls()) {
            tls = TlsContext.of(config.security().tls());
            return tls.sockets(this::gather);
        }
        return new Sockets(() -> new PlainSocket(this::gather));
    }

    private OutputStream gather(OutputStream out) {
        var gathered = new GatheredStream(out);
        stream = gathered;
        return gathered;
    }

    /** What this thread writes is sent when it says so, from now on; null ends that. */
    void gatherFor(Thread thread) {
        stream.gatherFor(thread);
    }

    /** Sends what was gathered. */
    void send() throws IOException {
        stream.send();
    }

    private static Map<String, Object> clientProperties(Map<String, Object> defaults, String connectorName) {
        var properties = new HashMap<>(defaults);
        properties.put("product", "rabbitmq-sink-connector");
        properties.put("connector", connectorName);
        return properties;
    }

    /** What makes the sockets of this line, once it has tried to connect. */
    SocketFactory sockets() {
        return tls == null ? SocketFactory.getDefault() : tls.sockets();
    }

    /** Whether the broker has asked for a client certificate. */
    boolean wasAskedForCertificate() {
        return tls != null && tls.wasAskedForCertificate();
    }

    /** From now on, {@link #wasAskedForCertificate} tells of later connections only. */
    void forgetThatItWasAsked() {
        if (tls != null) {
            tls.forgetThatItWasAsked();
        }
    }

    /** Takes charge of a socket that is about to connect. */
    synchronized void keep(Socket made) throws IOException {
        made.setSoLinger(true, 0);
        closeQuietly(socket);
        socket = made;
        if (cut) {
            closeQuietly(made);
            throw new SocketException("the connection is not wanted any more");
        }
    }

    /** Whether the last socket came as far as to be accepted. */
    synchronized boolean wasConnected() {
        return socket != null && socket.isConnected();
    }

    int timeoutMillis() {
        return timeout;
    }

    /** Frees every thread that reads or writes the socket, at once. */
    synchronized void cut() {
        cut = true;
        closeQuietly(socket);
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
