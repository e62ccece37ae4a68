package gov.va.vro.bie.persister.receive;

import com.rabbitmq.client.BuiltinExchangeType;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import gov.va.vro.bie.persister.event.EventType;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.TimeoutException;

/**
 * What the persister needs on the broker: each event's exchange, as the sink declares it (topic, durable); a durable
 * quorum queue of its own bound to each, which is its subscription; and the dead-letter queue.
 *
 * <p>The queue's type is its only argument. Dead-lettering, limits and expiry are a policy's business, since arguments
 * can be changed only by deleting the queue.
 */
public final class Topology {

    public static final String PARKED_QUEUE = "persister.parked";

    private static final Map<String, Object> QUORUM = Map.of("x-queue-type", "quorum");
    private static final int NOT_FOUND = 404;
    private static final int ACCESS_REFUSED = 403;
    private static final int PRECONDITION_FAILED = 406;

    private Topology() {}

    static void declareSubscriptions(Connection connection) throws BrokerException {
        for (var type : EventType.values()) {
            attempt(
                    connection,
                    "exchange \"" + type.exchange() + "\" (topic, durable)",
                    channel -> channel.exchangeDeclare(type.exchange(), BuiltinExchangeType.TOPIC, true));
            declareQueue(connection, type.queue());
            attempt(
                    connection,
                    "binding of queue \"" + type.queue() + "\" to exchange \"" + type.exchange() + "\"",
                    channel -> channel.queueBind(type.queue(), type.exchange(), "#"));
        }
    }

    /** Apart, because whatever is wrong with it must not keep the others' messages from being stored. */
    static void declareParkedQueue(Connection connection) throws BrokerException {
        declareQueue(connection, PARKED_QUEUE);
    }

    private static void declareQueue(Connection connection, String name) throws BrokerException {
        attempt(
                connection,
                "queue \"" + name + "\" (durable, x-queue-type quorum)",
                channel -> channel.queueDeclare(name, true, false, false, QUORUM));
    }

    /** On a channel of its own, because the broker closes the channel of whoever declares what it refuses. */
    private static void attempt(Connection connection, String what, Declaration declaration) throws BrokerException {
        try (var channel = Link.openChannel(connection)) {
            declaration.on(channel);
        } catch (IOException | TimeoutException e) {
            var advice =
                    BrokerException.shutdown(e).map(BrokerException::replyCode).map(Topology::advice);
            throw BrokerException.during(what + advice.map(text -> " " + text).orElse(" cannot be declared"), e);
        }
    }

    private static String advice(int replyCode) {
        return switch (replyCode) {
            case PRECONDITION_FAILED ->
                "exists with other arguments: delete it (a queue: drain it first), and it is made anew";
            case ACCESS_REFUSED -> "is not permitted: grant the user configure, write and read on it";
            case NOT_FOUND -> "needs what does not exist";
            default -> "cannot be declared";
        };
    }

    private interface Declaration {
        void on(Channel channel) throws IOException;
    }
}
