package gov.va.vro.bie.connect.rabbitmq.broker;

import com.rabbitmq.client.Channel;
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
                    case CREATE -> declare(channel, exchange);
                    case VERIFY -> channel.exchangeDeclarePassive(exchange);
                    case NONE -> {}
                }
            } catch (IOException failure) {
                throw new ExchangeRefusal(settings, exchange).explain(failure);
            }
        }
    }

    void declare(Channel channel, String exchange) throws IOException {
        channel.exchangeDeclare(exchange, settings.exchangeType().amqpName(), true);
    }
}
