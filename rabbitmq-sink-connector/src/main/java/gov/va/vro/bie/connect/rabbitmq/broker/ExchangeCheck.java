package gov.va.vro.bie.connect.rabbitmq.broker;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ShutdownSignalException;
import gov.va.vro.bie.connect.rabbitmq.broker.BrokerException.Misconfigured;
import gov.va.vro.bie.connect.rabbitmq.config.ExchangeDeclare;
import gov.va.vro.bie.connect.rabbitmq.config.Login;
import gov.va.vro.bie.connect.rabbitmq.config.RabbitMqSinkConfig;
import gov.va.vro.bie.connect.rabbitmq.config.RabbitMqSinkConfigDef;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;

/**
 * Asks whether one exchange could be used as configured, without making it and without sending anything.
 *
 * <p>RabbitMQ looks at permissions before it looks at anything else. So it is asked for things that it grants or refuses
 * by permission, and then refuses for another reason: an exchange whose alternate exchange is a number, and a message
 * whose expiration is no number. Which of the two refusals comes tells the permission. Each refusal closes the channel
 * that it came on, so each question has its own.
 */
final class ExchangeCheck {

    private static final Map<String, Object> NEVER_ACCEPTED = Map.of("alternate-exchange", 0);
    private static final AMQP.BasicProperties NEVER_ROUTED =
            new AMQP.BasicProperties.Builder().expiration("none").build();

    private final RabbitMqSinkConfig config;
    private final String exchange;

    ExchangeCheck(RabbitMqSinkConfig config, String exchange) {
        this.config = config;
        this.exchange = exchange;
    }

    /**
     * @throws BrokerException naming the setting that does not fit
     * @throws IOException when the connection is lost
     */
    void on(Connection connection) throws IOException, BrokerException {
        var declare = config.destination().exchangeDeclare();
        if (declare != ExchangeDeclare.NONE) {
            var missing = refusal(connection, channel -> channel.exchangeDeclarePassive(exchange));
            if (declare == ExchangeDeclare.CREATE) {
                canBeDeclared(connection, missing.isEmpty());
            } else if (missing.isPresent()) {
                throw refused(missing.get());
            }
        }
        canBeWrittenTo(connection);
    }

    private void canBeDeclared(Connection connection, boolean exists) throws IOException, BrokerException {
        var answer = exists
                ? refusal(connection, channel -> new Topology(config.destination()).declare(channel, exchange))
                : refusal(
                        connection,
                        channel -> channel.exchangeDeclare(
                                exchange, config.destination().exchangeType().amqpName(), true, false, NEVER_ACCEPTED));
        if (answer.isPresent() && (exists || answer.get().getReplyCode() == AMQP.ACCESS_REFUSED)) {
            throw refused(answer.get());
        }
    }

    private void canBeWrittenTo(Connection connection) throws IOException, BrokerException {
        var answer = refusal(connection, channel -> {
            channel.basicPublish(exchange, "", NEVER_ROUTED, new byte[0]);
            // Publishing has no answer of its own; by the answer to this, a refusal has arrived.
            channel.basicQos(1);
        });
        if (answer.isPresent() && refusesWriting(answer.get())) {
            throw new Misconfigured(
                    settingOfTheLogin(),
                    "Exchange \"" + exchange + "\" may not be written to: the broker says "
                            + answer.get().getReplyCode() + " " + answer.get().getReplyText() + "; grant "
                            + config.connection().login().shown() + " write permission on it",
                    null);
        }
    }

    /** A topic permission that refuses the empty routing key asked with says nothing of those to come. */
    static boolean refusesWriting(AMQP.Channel.Close close) {
        return close.getReplyCode() == AMQP.ACCESS_REFUSED
                && !close.getReplyText().contains("access to topic '");
    }

    private String settingOfTheLogin() {
        return config.connection().login() instanceof Login.User
                ? RabbitMqSinkConfigDef.USERNAME
                : RabbitMqSinkConfigDef.PREFIX
                        + config.security().tls().keystore().setting();
    }

    private Misconfigured refused(AMQP.Channel.Close close) {
        return new ExchangeRefusal(config.destination(), exchange).of(close, null);
    }

    private interface Question {
        void ask(Channel channel) throws IOException;
    }

    /** What the broker said when it closed the channel over the question; empty when it did not. */
    private static Optional<AMQP.Channel.Close> refusal(Connection connection, Question question) throws IOException {
        var channel = connection.createChannel();
        if (channel == null) {
            throw new IOException("the broker allows no channel");
        }
        try {
            question.ask(channel);
            channel.abort();
            return Optional.empty();
        } catch (IOException | ShutdownSignalException failure) {
            var close = ExchangeRefusal.close(failure);
            if (close.isEmpty()) {
                throw failure instanceof IOException lost ? lost : new IOException(failure);
            }
            return close;
        }
    }
}
