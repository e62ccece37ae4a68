package gov.va.vro.bie.connect.rabbitmq;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import gov.va.vro.bie.connect.rabbitmq.config.Settings;
import gov.va.vro.bie.connect.rabbitmq.tls.Keys;
import gov.va.vro.bie.connect.rabbitmq.tls.Keys.Identity;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLServerSocket;
import org.apache.kafka.common.config.ConfigValue;
import org.apache.kafka.connect.errors.ConnectException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Two sides that do not agree on TLS: validation says so at the setting to change, and a task that meets it at every
 * address fails with the same sentence.
 */
class TlsMistakesTest {

    private final Keys keys = Keys.shared();
    private final RabbitMqSinkTask task = new RabbitMqSinkTask();

    @AfterEach
    void stop() {
        task.stop();
    }

    @Test
    void saysThatTheBrokersCertificateHasExpired() throws Exception {
        try (var broker = new TlsPort(keys.certified("old", EXPIRED), false)) {
            expect(broker, "rabbitmq.addresses", "has a certificate that has expired");
        }
    }

    @Test
    void saysThatTheBrokersCertificateIsForOtherHosts() throws Exception {
        try (var broker = new TlsPort(keys.certified("elsewhere", "-ext", "san=dns:broker.example"), false)) {
            expect(broker, "rabbitmq.addresses", "has a certificate for other hosts");
        }
    }

    @Test
    void saysThatTheBrokersIssuerIsNotTrusted() throws Exception {
        try (var broker = new TlsPort(keys.server(), false)) {
            expect(
                    broker,
                    "rabbitmq.ssl.truststore.certificates",
                    "an issuer who is not trusted here",
                    "rabbitmq.ssl.truststore.certificates",
                    keys.client().chainPem().split("(?<=-----END CERTIFICATE-----)")[0]);
        }
    }

    @Test
    void saysThatTheBrokerWantsAClientCertificate() throws Exception {
        try (var broker = new TlsPort(keys.server(), true)) {
            expect(broker, "rabbitmq.ssl.keystore.location", "wants a client certificate, and got none");
        }
    }

    @Test
    void saysThatTheBrokerDoesNotAcceptTheClientCertificate() throws Exception {
        var expired = keys.certified("old-client", EXPIRED);
        try (var broker = new TlsPort(keys.server(), true)) {
            expect(
                    broker,
                    "rabbitmq.ssl.keystore.location",
                    "does not accept the client certificate",
                    "rabbitmq.ssl.keystore.location",
                    expired.keystore().toString(),
                    "rabbitmq.ssl.keystore.password",
                    Keys.PASSWORD);
        }
    }

    @Test
    void blamesNoCertificateWhenTheBrokerGoesAwayBehindTheHandshake() throws Exception {
        try (var broker = new TlsPort(keys.server(), true, true)) {
            var settings = settings(broker);
            settings.put(
                    "rabbitmq.ssl.keystore.location", keys.client().keystore().toString());
            settings.put("rabbitmq.ssl.keystore.password", Keys.PASSWORD);
            settings.put("rabbitmq.validate.live", "true");

            assertThat(findings(settings))
                    .singleElement()
                    .satisfies(value -> assertThat(value.name()).isEqualTo("rabbitmq.addresses"));
        }
    }

    @Test
    void waitsForAnAddressThatIsAwayThoughAnotherIsNotTrusted() throws Exception {
        try (var broker = new TlsPort(keys.certified("old", EXPIRED), false)) {
            var settings = settings(broker);
            settings.put("rabbitmq.addresses", broker.address() + ",127.0.0.1:1");
            start(settings);

            await().until(() -> broker.handshakes() >= 2);
            task.put(List.of());
        }
    }

    private static final String[] EXPIRED = {"-ext", "san=ip:127.0.0.1", "-startdate", "-10d", "-validity", "5"};

    private void expect(TlsPort broker, String setting, String words, String... changes) throws Exception {
        var settings = settings(broker);
        for (int i = 0; i < changes.length; i += 2) {
            settings.put(changes[i], changes[i + 1]);
        }
        settings.put("rabbitmq.validate.live", "true");

        assertThat(findings(settings)).singleElement().satisfies(value -> {
            assertThat(value.name()).isEqualTo(setting);
            assertThat(value.errorMessages()).singleElement().asString().contains(words);
        });
        start(settings);
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThatExceptionOfType(ConnectException.class)
                        .isThrownBy(() -> task.put(List.of()))
                        .withMessageContaining(words));
    }

    private static List<ConfigValue> findings(Map<String, String> settings) {
        return new RabbitMqSinkConnector()
                .validate(settings).configValues().stream()
                        .filter(value -> !value.errorMessages().isEmpty())
                        .toList();
    }

    private void start(Map<String, String> settings) {
        task.initialize(new RecordingContext(null));
        task.start(settings);
    }

    private Map<String, String> settings(TlsPort broker) throws Exception {
        return new HashMap<>(Settings.with(
                "rabbitmq.addresses", broker.address(),
                "rabbitmq.retry.backoff.max.ms", "300",
                "rabbitmq.security.protocol", "SSL",
                "rabbitmq.ssl.truststore.type", "PEM",
                "rabbitmq.ssl.truststore.certificates", keys.authority().chainPem()));
    }

    /** Agrees on TLS with whoever comes, or does not, and hangs up. */
    private static final class TlsPort implements Closeable {

        private final ServerSocket listening;
        private final boolean leaving;
        private volatile int handshakes;

        TlsPort(Identity host, boolean demanding) throws Exception {
            this(host, demanding, false);
        }

        /** @param leaving whether it is gone after the first */
        TlsPort(Identity host, boolean demanding, boolean leaving) throws Exception {
            this.leaving = leaving;
            var sockets = Keys.shared().serverSockets(host);
            listening = sockets.createServerSocket(0, 50, InetAddress.getLoopbackAddress());
            ((SSLServerSocket) listening).setNeedClientAuth(demanding);
            var thread = new Thread(this::serve, "tls-port");
            thread.setDaemon(true);
            thread.start();
        }

        String address() {
            return "127.0.0.1:" + listening.getLocalPort();
        }

        int handshakes() {
            return handshakes;
        }

        private void serve() {
            while (!listening.isClosed()) {
                try (Socket socket = listening.accept()) {
                    handshakes++;
                    socket.getInputStream().read();
                    if (leaving) {
                        listening.close();
                    }
                } catch (IOException notAgreed) {
                    // The client has learnt it as well.
                }
            }
        }

        @Override
        public void close() throws IOException {
            listening.close();
        }
    }
}
