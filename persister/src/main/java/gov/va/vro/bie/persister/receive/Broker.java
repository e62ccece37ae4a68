package gov.va.vro.bie.persister.receive;

import com.rabbitmq.client.Address;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import com.rabbitmq.client.DefaultSaslConfig;
import com.rabbitmq.client.SocketConfigurator;
import com.rabbitmq.client.SocketConfigurators;
import com.rabbitmq.client.TrafficListener;
import com.rabbitmq.client.impl.ForgivingExceptionHandler;
import gov.va.vro.bie.persister.config.BrokerConfig;
import java.io.IOException;
import java.util.concurrent.TimeoutException;

/**
 * Opens connections, with every wait of the client library bounded and its automatic recovery off: the {@link Receiver}
 * alone decides when to connect again.
 */
public final class Broker {

    /** The largest message that any RabbitMQ can be set to take: so its own limit rules, not the client's of 64 MiB. */
    private static final int MAX_BODY_BYTES = 512 * 1024 * 1024;

    private static final int CONNECT_MILLIS = 5_000;
    private static final int RPC_MILLIS = 10_000;
    private static final int HEARTBEAT_SECONDS = 10;

    private final BrokerConfig config;

    public Broker(BrokerConfig config) {
        this.config = config;
    }

    /**
     * Connects, logs in and leaves again.
     *
     * @return the broker's product and version
     */
    public String probe() throws BrokerException {
        var connection = connect("persister check", TrafficListener.NO_OP, socket -> {});
        var properties = connection.getServerProperties();
        connection.abort(CONNECT_MILLIS);
        return properties.get("product") + " " + properties.get("version");
    }

    Connection connect(String name, TrafficListener traffic, SocketConfigurator socket) throws BrokerException {
        var factory = new ConnectionFactory();
        factory.setUsername(config.username());
        factory.setPassword(config.password());
        factory.setVirtualHost(config.virtualHost());
        factory.setAutomaticRecoveryEnabled(false);
        factory.setTopologyRecoveryEnabled(false);
        factory.setConnectionTimeout(CONNECT_MILLIS);
        factory.setHandshakeTimeout(CONNECT_MILLIS);
        factory.setShutdownTimeout(CONNECT_MILLIS);
        factory.setChannelRpcTimeout(RPC_MILLIS);
        factory.setRequestedHeartbeat(HEARTBEAT_SECONDS);
        factory.setMaxInboundMessageBodySize(MAX_BODY_BYTES);
        factory.setExceptionHandler(new ForgivingExceptionHandler());
        factory.setTrafficListener(traffic);
        factory.setSocketConfigurator(SocketConfigurators.defaultConfigurator().andThen(socket));
        config.tls().ifPresent(tls -> {
            factory.useSslProtocol(tls);
            factory.enableHostnameVerification();
        });
        if (config.certificateLogin()) {
            factory.setSaslConfig(DefaultSaslConfig.EXTERNAL);
        }
        factory.setThreadFactory(work -> {
            var thread = new Thread(work, name);
            thread.setDaemon(true);
            return thread;
        });
        var addresses = config.addresses().stream()
                .map(address -> new Address(address.host(), address.port()))
                .toList();
        try {
            return factory.newConnection(addresses, name);
        } catch (IOException | TimeoutException e) {
            throw BrokerException.connecting(config, e);
        }
    }
}
