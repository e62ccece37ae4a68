package gov.va.vro.bie.connect.rabbitmq.broker;

import static gov.va.vro.bie.connect.rabbitmq.config.RabbitMqSinkConfigDef.ADDRESSES;
import static gov.va.vro.bie.connect.rabbitmq.config.RabbitMqSinkConfigDef.PASSWORD;
import static gov.va.vro.bie.connect.rabbitmq.config.RabbitMqSinkConfigDef.PREFIX;
import static gov.va.vro.bie.connect.rabbitmq.config.RabbitMqSinkConfigDef.SASL_MECHANISM;
import static gov.va.vro.bie.connect.rabbitmq.config.RabbitMqSinkConfigDef.SECURITY_PROTOCOL;
import static gov.va.vro.bie.connect.rabbitmq.config.RabbitMqSinkConfigDef.SSL_ENABLED_PROTOCOLS;
import static gov.va.vro.bie.connect.rabbitmq.config.RabbitMqSinkConfigDef.VIRTUAL_HOST;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.AuthenticationFailureException;
import com.rabbitmq.client.ShutdownSignalException;
import gov.va.vro.bie.connect.rabbitmq.broker.BrokerException.Refused;
import gov.va.vro.bie.connect.rabbitmq.broker.BrokerException.Unavailable;
import gov.va.vro.bie.connect.rabbitmq.broker.BrokerException.Untrusted;
import gov.va.vro.bie.connect.rabbitmq.config.Login;
import gov.va.vro.bie.connect.rabbitmq.config.RabbitMqSinkConfig;
import gov.va.vro.bie.connect.rabbitmq.tls.TlsFailure;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.concurrent.TimeoutException;

/**
 * Says why a connection could not be made: where, what happened, what to change, and at which setting. Made once for each
 * failure, by the thread that had it.
 */
final class ConnectFailure {

    private final Line line;
    private final RabbitMqSinkConfig config;
    private final Exception failure;
    private final String where;

    ConnectFailure(Line line, Exception failure) {
        this.line = line;
        this.config = line.config();
        this.failure = failure;
        this.where = "RabbitMQ at " + line.address() + " ";
    }

    BrokerException explain() {
        // The client library's PossibleAuthenticationFailureException is a line that ended during the login: an outage.
        if (failure instanceof AuthenticationFailureException) {
            return loginRefused();
        }
        if (failure.getMessage() != null && failure.getMessage().contains("authentication mechanism")) {
            return mechanismRefused();
        }
        if (signal(failure) instanceof ShutdownSignalException signal
                && signal.getReason() instanceof AMQP.Connection.Close close) {
            return closed(close);
        }
        if (failure instanceof UnknownHostException) {
            return new Unavailable(ADDRESSES, where + "cannot be reached: no address is known of that host", failure);
        }
        return config.security().usesTls() ? overTls() : inTheClear();
    }

    private static Throwable signal(Throwable failure) {
        return failure instanceof ShutdownSignalException ? failure : failure.getCause();
    }

    private BrokerException loginRefused() {
        return config.connection().login() instanceof Login.User user
                ? new Refused(
                        PASSWORD,
                        where + "refused the login of user \"" + user.name()
                                + "\": check rabbitmq.username and rabbitmq.password",
                        failure)
                : new Refused(
                        ownCertificate(),
                        where + "refused the login with the client certificate: it has no user of the name that the"
                                + " certificate gives",
                        failure);
    }

    private BrokerException mechanismRefused() {
        return new Refused(
                SASL_MECHANISM,
                where + "offers no login with " + config.security().mechanism()
                        + (config.connection().login() instanceof Login.User
                                ? ""
                                : ": it needs the plugin rabbitmq_auth_mechanism_ssl, EXTERNAL among its"
                                        + " auth_mechanisms, and a client certificate of an issuer that it trusts"),
                failure);
    }

    private BrokerException closed(AMQP.Connection.Close close) {
        var said = close.getReplyCode() + " " + close.getReplyText();
        return close.getReplyCode() == AMQP.NOT_ALLOWED && !said.contains("limit")
                ? new Refused(
                        VIRTUAL_HOST,
                        where + "refused virtual host \"" + config.connection().virtualHost() + "\" to "
                                + config.connection().login().shown() + " (" + said
                                + "): check rabbitmq.virtual.host and the user's permissions",
                        failure)
                : new Unavailable(ADDRESSES, where + "closed the connection: " + said, failure);
    }

    private BrokerException inTheClear() {
        if (isSilence() || isBeforeTheHandshake() || Greeting.inTheClear(line) != Greeting.TLS) {
            return unreachable();
        }
        return new Untrusted(
                SECURITY_PROTOCOL,
                where
                        + "speaks TLS on this port, and rabbitmq.security.protocol is PLAINTEXT: set SSL, or name the port"
                        + " for connections in the clear in rabbitmq.addresses",
                failure);
    }

    private BrokerException overTls() {
        if (isSilence() || isBeforeTheHandshake()) {
            return unreachable();
        }
        var why = TlsFailure.of(failure).filter(known -> known != TlsFailure.OTHER);
        return why.map(this::untrusted).orElseGet(this::withoutAWord);
    }

    /** The connection ended, and the broker did not say why, or its word was lost: it is asked again. */
    private BrokerException withoutAWord() {
        if (line.wasAskedForCertificate()) {
            return asksForTheCertificateAgainAndEnds() ? untrusted(TlsFailure.CLIENT_CERTIFICATE) : unreachable();
        }
        return Greeting.inTheClear(line) == Greeting.AMQP
                ? untrusted(
                        SECURITY_PROTOCOL,
                        "does not speak TLS on this port, and rabbitmq.security.protocol is SSL: name the port for TLS"
                                + " in rabbitmq.addresses, usually 5671, or set PLAINTEXT")
                : unreachable();
    }

    /** A broker that has gone meanwhile has refused nothing. */
    private boolean asksForTheCertificateAgainAndEnds() {
        line.forgetThatItWasAsked();
        return Greeting.asConfigured(line) != Greeting.AMQP && line.wasAskedForCertificate();
    }

    private BrokerException untrusted(TlsFailure why) {
        var truststore = PREFIX + config.security().tls().truststore().setting();
        return switch (why) {
            case EXPIRED ->
                untrusted(ADDRESSES, "has a certificate that has expired: it must be renewed on the broker");
            case NOT_YET_VALID ->
                untrusted(ADDRESSES, "has a certificate that is not valid yet: look at the clocks of both sides");
            case OTHER_HOST ->
                untrusted(
                        ADDRESSES,
                        "has a certificate for other hosts: name one of those in rabbitmq.addresses, or have the"
                                + " certificate name this one");
            case UNKNOWN_ISSUER ->
                untrusted(
                        truststore,
                        "has a certificate of an issuer who is not trusted here: " + truststore
                                + " must have the certificate of that issuer");
            case CERTIFICATE -> untrusted(truststore, "has a certificate that is not accepted here");
            case CLIENT_CERTIFICATE ->
                untrusted(
                        ownCertificate(),
                        config.security().tls().keystore().isPresent()
                                ? "does not accept the client certificate: it has expired, or its issuer is not trusted"
                                        + " there"
                                : "wants a client certificate, and got none: set " + ownCertificate()
                                        + ", to one of an issuer that the broker trusts");
            case NO_COMMON_VERSION -> untrusted(SSL_ENABLED_PROTOCOLS, "speaks no version of TLS that is enabled here");
            case OTHER -> unreachable();
        };
    }

    private Untrusted untrusted(String setting, String what) {
        return new Untrusted(setting, where + what + " (" + describe(failure) + ")", failure);
    }

    private String ownCertificate() {
        return PREFIX + config.security().tls().keystore().setting();
    }

    private Unavailable unreachable() {
        return new Unavailable(
                ADDRESSES,
                isSilence()
                        ? where + "accepted the connection, and did not answer in time"
                        : where + "cannot be reached: " + describe(failure),
                failure);
    }

    /** A timeout of the socket's connect is one, too, and has no answer to wait for. */
    private boolean isSilence() {
        return !isBeforeTheHandshake()
                && (failure instanceof TimeoutException || failure instanceof SocketTimeoutException);
    }

    private boolean isBeforeTheHandshake() {
        return !line.wasConnected();
    }

    static String describe(Throwable failure) {
        var cause = failure.getCause() != null && failure.getMessage() == null ? failure.getCause() : failure;
        return cause.getMessage() == null
                ? cause.getClass().getSimpleName()
                : cause.getClass().getSimpleName() + ": " + cause.getMessage();
    }
}
