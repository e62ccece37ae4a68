package gov.va.vro.bie.connect.rabbitmq.broker;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.ShutdownSignalException;
import gov.va.vro.bie.connect.rabbitmq.config.RabbitMqSinkConfig.DestinationSettings;
import java.io.IOException;

/**
 * Makes or checks the exchanges of the map, at the start of every link: an exchange that was deleted while the broker
 * was away would otherwise close the channel at the first publish. Bindings and queues are the subscribers' business.
 */
final class Topology {

    private final DestinationSettings settings;

    Topology(DestinationSettings settings) {
        this.settings = settings;
    }

    /** @throws BrokerException.Misconfigured when an exchange is missing, or is of another kind */
    void prepare(Channel channel) throws IOException, BrokerException {
        for (var exchange : settings.exchangeMap().exchanges()) {
            try {
                switch (settings.exchangeDeclare()) {
                    case CREATE ->
                        channel.exchangeDeclare(
                                exchange, settings.exchangeType().amqpName(), true);
                    case VERIFY -> channel.exchangeDeclarePassive(exchange);
                    case NONE -> {}
                }
            } catch (IOException failure) {
                throw explain(exchange, failure);
            }
        }
    }

    private BrokerException.Misconfigured explain(String exchange, IOException failure) throws IOException {
        if (!(failure.getCause() instanceof ShutdownSignalException signal)
                || !(signal.getReason() instanceof AMQP.Channel.Close close)) {
            throw failure;
        }
        var advice = switch (close.getReplyCode()) {
            case AMQP.NOT_FOUND -> "make it, or set rabbitmq.exchange.declare=create";
            case AMQP.PRECONDITION_FAILED ->
                "the configuration wants a durable exchange of type "
                        + settings.exchangeType().amqpName()
                        + ": set rabbitmq.exchange.type to what it is, or rabbitmq.exchange.declare=verify";
            case AMQP.ACCESS_REFUSED ->
                "grant the user configure permission on it, or set" + " rabbitmq.exchange.declare=none";
            default -> "see the broker's log";
        };
        return new BrokerException.Misconfigured(
                "Exchange \"" + exchange + "\" cannot be used: the broker says " + close.getReplyCode() + " "
                        + close.getReplyText() + "; " + advice,
                failure);
    }
}
