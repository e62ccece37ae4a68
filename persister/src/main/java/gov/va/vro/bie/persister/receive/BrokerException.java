package gov.va.vro.bie.persister.receive;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.AlreadyClosedException;
import com.rabbitmq.client.AuthenticationFailureException;
import com.rabbitmq.client.PossibleAuthenticationFailureException;
import com.rabbitmq.client.ShutdownSignalException;
import gov.va.vro.bie.persister.config.BrokerConfig;
import gov.va.vro.bie.persister.tls.TlsFailure;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/** The broker cannot be reached, refuses something, or has gone away. Its message is a sentence for an operator. */
public final class BrokerException extends Exception {

    private static final long serialVersionUID = 1L;

    private static final String LOST = "the connection was lost";

    BrokerException(String description) {
        super(description);
    }

    /** While connecting. */
    static BrokerException connecting(BrokerConfig config, Throwable failure) {
        var hint = config.tls().isEmpty() && describe(failure).equals(LOST)
                ? " while connecting: if the port is one for TLS, set RABBITMQ_TLS to true"
                : "";
        return new BrokerException("broker " + config + ": " + describe(failure) + hint);
    }

    /** While doing {@code what} on a connection. */
    static BrokerException during(String what, Throwable failure) {
        return new BrokerException("broker: " + what + ": " + describe(failure));
    }

    /** The close method that the broker sent, wherever in the chain of causes it is. */
    static Optional<ShutdownSignalException> shutdown(Throwable failure) {
        return Stream.iterate(failure, cause -> cause != null, Throwable::getCause)
                .filter(ShutdownSignalException.class::isInstance)
                .map(ShutdownSignalException.class::cast)
                .findFirst();
    }

    static int replyCode(ShutdownSignalException signal) {
        var reason = signal.getReason();
        if (reason instanceof AMQP.Channel.Close close) {
            return close.getReplyCode();
        }
        return reason instanceof AMQP.Connection.Close close ? close.getReplyCode() : 0;
    }

    static String describe(Throwable failure) {
        var tls = TlsFailure.describe(failure, "RABBITMQ_TLS_CA");
        if (tls.isPresent()) {
            return tls.get();
        }
        if (failure instanceof AuthenticationFailureException
                || failure instanceof PossibleAuthenticationFailureException) {
            return "the login is refused: check RABBITMQ_USERNAME, RABBITMQ_PASSWORD and RABBITMQ_VIRTUAL_HOST";
        }
        if (failure instanceof UnknownHostException) {
            return "unknown host: check RABBITMQ_ADDRESSES";
        }
        if (failure instanceof ConnectException) {
            return "connection refused: is it running, and is RABBITMQ_ADDRESSES right?";
        }
        if (failure instanceof TimeoutException) {
            return "no answer in time";
        }
        if (failure instanceof SocketTimeoutException || failure instanceof NoRouteToHostException) {
            return "nobody answers there: check RABBITMQ_ADDRESSES and the network";
        }
        return shutdown(failure)
                .map(BrokerException::describe)
                .orElseGet(() -> "connection failed (" + failure.getClass().getSimpleName() + ")");
    }

    private static String describe(ShutdownSignalException signal) {
        var reason = signal.getReason();
        if (reason instanceof AMQP.Channel.Close close) {
            return "closed the channel, " + close.getReplyCode() + " " + close.getReplyText();
        }
        if (reason instanceof AMQP.Connection.Close close) {
            return "closed the connection, " + close.getReplyCode() + " " + close.getReplyText();
        }
        return signal instanceof AlreadyClosedException ? "already closed" : LOST;
    }
}
