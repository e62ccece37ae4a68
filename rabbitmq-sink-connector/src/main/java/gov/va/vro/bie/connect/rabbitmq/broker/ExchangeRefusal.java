package gov.va.vro.bie.connect.rabbitmq.broker;

import static gov.va.vro.bie.connect.rabbitmq.config.RabbitMqSinkConfigDef.EXCHANGE_DECLARE;
import static gov.va.vro.bie.connect.rabbitmq.config.RabbitMqSinkConfigDef.EXCHANGE_MAP;
import static gov.va.vro.bie.connect.rabbitmq.config.RabbitMqSinkConfigDef.EXCHANGE_TYPE;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.ShutdownSignalException;
import gov.va.vro.bie.connect.rabbitmq.broker.BrokerException.Misconfigured;
import gov.va.vro.bie.connect.rabbitmq.config.RabbitMqSinkConfig.DestinationSettings;
import java.io.IOException;
import java.util.Optional;

/** Says why the broker does not let the sink use an exchange as configured, and which setting to change. */
final class ExchangeRefusal {

    private final DestinationSettings settings;
    private final String exchange;

    ExchangeRefusal(DestinationSettings settings, String exchange) {
        this.settings = settings;
        this.exchange = exchange;
    }

    /** What the broker said when it closed the channel; empty when the failure is another. */
    static Optional<AMQP.Channel.Close> close(Throwable failure) {
        var signal = failure instanceof ShutdownSignalException ? failure : failure.getCause();
        return signal instanceof ShutdownSignalException closed
                        && closed.getReason() instanceof AMQP.Channel.Close close
                ? Optional.of(close)
                : Optional.empty();
    }

    /** @throws IOException the failure itself, when it says nothing of the exchange */
    Misconfigured explain(IOException failure) throws IOException {
        return of(close(failure).orElseThrow(() -> failure), failure);
    }

    Misconfigured of(AMQP.Channel.Close close, Throwable failure) {
        return switch (close.getReplyCode()) {
            case AMQP.NOT_FOUND ->
                refused(
                        EXCHANGE_MAP,
                        close,
                        "make it, correct its name in rabbitmq.exchange.map, or set rabbitmq.exchange.declare=create",
                        failure);
            case AMQP.PRECONDITION_FAILED -> inequivalent(close, failure);
            case AMQP.ACCESS_REFUSED ->
                refused(
                        EXCHANGE_DECLARE,
                        close,
                        "grant the user configure permission on it, or set rabbitmq.exchange.declare=verify",
                        failure);
            default -> refused(EXCHANGE_MAP, close, "see the broker's log", failure);
        };
    }

    private Misconfigured inequivalent(AMQP.Channel.Close close, Throwable failure) {
        var wanted = "the configuration wants a durable exchange of type "
                + settings.exchangeType().amqpName() + ": set ";
        return close.getReplyText().contains("'type'")
                ? refused(
                        EXCHANGE_TYPE,
                        close,
                        wanted + "rabbitmq.exchange.type to what it is, or rabbitmq.exchange.declare=verify",
                        failure)
                : refused(
                        EXCHANGE_DECLARE,
                        close,
                        wanted + "rabbitmq.exchange.declare=verify to use it as it is, or delete it",
                        failure);
    }

    private Misconfigured refused(String setting, AMQP.Channel.Close close, String advice, Throwable failure) {
        return new Misconfigured(
                setting,
                "Exchange \"" + exchange + "\" cannot be used: the broker says " + close.getReplyCode() + " "
                        + close.getReplyText() + "; " + advice,
                failure);
    }
}
