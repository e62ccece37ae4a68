package gov.va.vro.bie.connect.rabbitmq.tls;

import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.util.function.UnaryOperator;
import javax.net.SocketFactory;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/**
 * TLS as it is configured, by the means of the JDK alone: its trust manager, its key manager, its check of the host's
 * name. Made anew for each connection, so that certificates which were renewed on disk are used from the next one on.
 *
 * <p>Kafka's own classes for this are not used: what they publish makes engines, and the client library wants sockets;
 * and their errors do not say which setting is wrong.
 */
public final class TlsContext {

    /** RFC 2818: the name or the address in the configuration must be one of the certificate's. */
    private static final String VERIFY_HOST_NAME = "HTTPS";

    private final SSLContext context;
    private final RecordingKeyManager own;
    private final TlsSettings settings;

    private TlsContext(SSLContext context, RecordingKeyManager own, TlsSettings settings) {
        this.context = context;
        this.own = own;
        this.settings = settings;
    }

    /**
     * Reads every certificate and key.
     *
     * @throws KeyMaterialException when one is missing, unreadable, or not what its setting says
     */
    public static TlsContext of(TlsSettings settings) throws KeyMaterialException {
        try {
            var trusted = new TrustedCertificates(settings.truststore()).managers();
            var own = new RecordingKeyManager(new ClientCertificate(settings.keystore()).manager());
            var context = SSLContext.getInstance("TLS");
            context.init(new KeyManager[] {own}, trusted, null);
            return new TlsContext(context, own, settings);
        } catch (GeneralSecurityException failure) {
            throw new KeyMaterialException(
                    settings.keystore().isPresent()
                            ? settings.keystore().setting()
                            : settings.truststore().setting(),
                    "the JVM cannot use these certificates and keys ("
                            + failure.getClass().getSimpleName() + ")");
        }
    }

    /** Whether the broker has asked for a client certificate. */
    public boolean wasAskedForCertificate() {
        return own.wasAsked();
    }

    /** From now on, {@link #wasAskedForCertificate} tells of later connections only. */
    public void forgetThatItWasAsked() {
        own.forgetThatItWasAsked();
    }

    /** What makes the sockets, unconnected: each verifies the broker's certificate and name when it first writes. */
    public SocketFactory sockets() {
        return sockets(UnaryOperator.identity());
    }

    /** @param written what is put over the stream that is written to */
    public SocketFactory sockets(UnaryOperator<OutputStream> written) {
        return new Sockets(() -> new TlsSocket(this, written));
    }

    /** TLS over a socket that is connected. */
    SSLSocket over(Socket wire, String host, int port) throws IOException {
        var socket = (SSLSocket) context.getSocketFactory().createSocket(wire, host, port, true);
        var parameters = socket.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm(VERIFY_HOST_NAME);
        parameters.setProtocols(settings.enabledProtocols().toArray(String[]::new));
        socket.setSSLParameters(parameters);
        return socket;
    }
}
