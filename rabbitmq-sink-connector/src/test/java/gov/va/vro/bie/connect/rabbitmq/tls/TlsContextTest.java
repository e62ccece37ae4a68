package gov.va.vro.bie.connect.rabbitmq.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gov.va.vro.bie.connect.rabbitmq.tls.Keys.Identity;
import gov.va.vro.bie.connect.rabbitmq.tls.TlsSettings.Keystore;
import gov.va.vro.bie.connect.rabbitmq.tls.TlsSettings.Truststore;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import org.apache.kafka.common.config.types.Password;
import org.junit.jupiter.api.Test;

/** Certificates and keys in every form that is taken, each used in a real handshake; and each that will not do. */
class TlsContextTest {

    private final Keys keys = Keys.shared();
    private final Identity authority = keys.authority();
    private final Identity client = keys.client();

    @Test
    void trustsAFileOfPemAndShowsAFileOfPem() throws Exception {
        var trusted = keys.file("ca.pem", "a comment\n" + authority.chainPem());
        var own = keys.file("client.pem", client.keyPem() + client.chainPem());

        assertThat(seenByTheServer(truststore(StoreType.PEM, trusted, null), keystore(StoreType.PEM, own, null, null)))
                .isEqualTo("CN=client");
    }

    @Test
    void trustsAndShowsPemInlineThoughItsLinesWereJoined() throws Exception {
        var trusted = new Truststore(
                StoreType.PEM,
                Optional.empty(),
                Optional.empty(),
                secret(authority.chainPem().replace('\n', ' ')));
        var own = inline(client.keyPem().replace('\n', ' '), client.chainPem().replace('\n', ' '), null);

        assertThat(seenByTheServer(trusted, own)).isEqualTo("CN=client");
    }

    @Test
    void decryptsAKeyInPem() throws Exception {
        var own = inline(client.encryptedKeyPem("hush"), client.chainPem(), "hush");

        assertThat(seenByTheServer(trusting(), own)).isEqualTo("CN=client");
    }

    @Test
    void readsPkcs12AndJks() throws Exception {
        var pkcs12 = truststore(StoreType.PKCS12, keys.truststore("ca.p12", "PKCS12", authority), Keys.PASSWORD);
        var jks = truststore(StoreType.JKS, keys.truststore("ca.jks", "JKS", authority), Keys.PASSWORD);
        var own = keystore(StoreType.PKCS12, client.keystore(), Keys.PASSWORD, null);

        assertThat(seenByTheServer(pkcs12, own)).isEqualTo("CN=client");
        assertThat(seenByTheServer(jks, own)).isEqualTo("CN=client");
    }

    @Test
    void showsNoCertificateWhereNoneIsConfigured() throws Exception {
        assertThat(seenByTheServer(trusting(), nobody())).isEqualTo("nobody");
    }

    @Test
    void trustsNobodyElse() throws Exception {
        var stranger = truststore(StoreType.PKCS12, keys.truststore("x.p12", "PKCS12", client), Keys.PASSWORD);

        assertThatThrownBy(() -> seenByTheServer(stranger, nobody()))
                .satisfies(failure -> assertThat(TlsFailure.of(failure)).contains(TlsFailure.UNKNOWN_ISSUER));
    }

    @Test
    void trustsThoseOfTheJvmWhereNoneIsConfigured() {
        var nobodyInParticular = new Truststore(StoreType.JKS, Optional.empty(), Optional.empty(), Optional.empty());

        assertThatThrownBy(() -> seenByTheServer(nobodyInParticular, nobody()))
                .satisfies(failure -> assertThat(TlsFailure.of(failure)).contains(TlsFailure.UNKNOWN_ISSUER));
    }

    @Test
    void verifiesTheHost() throws Exception {
        var elsewhere = keys.certified("elsewhere", "-ext", "san=dns:broker.example,ip:10.0.0.1");

        assertThatThrownBy(() -> seenBy(elsewhere, trusting(), nobody()))
                .satisfies(failure -> assertThat(TlsFailure.of(failure)).contains(TlsFailure.OTHER_HOST));
    }

    @Test
    void refusesACertificateThatHasExpiredOrIsNotYetValid() throws Exception {
        var old = keys.certified("old", "-ext", "san=ip:127.0.0.1", "-startdate", "-10d", "-validity", "5");
        var young = keys.certified("young", "-ext", "san=ip:127.0.0.1", "-startdate", "+10d");

        assertThatThrownBy(() -> seenBy(old, trusting(), nobody()))
                .satisfies(failure -> assertThat(TlsFailure.of(failure)).contains(TlsFailure.EXPIRED));
        assertThatThrownBy(() -> seenBy(young, trusting(), nobody()))
                .satisfies(failure -> assertThat(TlsFailure.of(failure)).contains(TlsFailure.NOT_YET_VALID));
    }

    @Test
    void aFailureWithoutTlsIsNone() {
        assertThat(TlsFailure.of(new java.io.EOFException())).isEmpty();
    }

    private String seenByTheServer(Truststore trusted, Keystore own) throws Exception {
        return seenBy(keys.server(), trusted, own);
    }

    /** Who the client is to a server that asks for a certificate without insisting. */
    private String seenBy(Identity host, Truststore trusted, Keystore own) throws Exception {
        var tls = TlsContext.of(new TlsSettings(trusted, own, List.of("TLSv1.2", "TLSv1.3")));
        try (var listening =
                (SSLServerSocket) keys.serverSockets(host).createServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            listening.setWantClientAuth(true);
            var seen = CompletableFuture.supplyAsync(() -> accept(listening));
            try (var socket = tls.sockets().createSocket()) {
                socket.connect(new InetSocketAddress("127.0.0.1", listening.getLocalPort()), 5_000);
                socket.setSoTimeout(10_000);
                socket.getOutputStream().write('?');
                assertThat(socket.getInputStream().read()).isEqualTo('!');
            }
            return seen.get();
        }
    }

    private static String accept(SSLServerSocket listening) {
        try (var socket = (SSLSocket) listening.accept()) {
            socket.getInputStream().read();
            socket.getOutputStream().write('!');
            var peer = (X509Certificate) socket.getSession().getPeerCertificates()[0];
            return peer.getSubjectX500Principal().getName();
        } catch (javax.net.ssl.SSLPeerUnverifiedException nobody) {
            return "nobody";
        } catch (java.io.IOException refused) {
            return "refused";
        }
    }

    private Truststore trusting() throws Exception {
        return new Truststore(StoreType.PEM, Optional.empty(), Optional.empty(), secret(authority.chainPem()));
    }

    private static Truststore truststore(StoreType type, Path file, String password) {
        return new Truststore(type, Optional.of(file), secret(password), Optional.empty());
    }

    private static Keystore keystore(StoreType type, Path file, String password, String keyPassword) {
        return new Keystore(
                type, Optional.of(file), secret(password), Optional.empty(), Optional.empty(), secret(keyPassword));
    }

    private static Keystore inline(String key, String chain, String keyPassword) {
        return new Keystore(
                StoreType.PEM, Optional.empty(), Optional.empty(), secret(key), secret(chain), secret(keyPassword));
    }

    private static Keystore nobody() {
        return new Keystore(
                StoreType.JKS,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    private static Optional<Password> secret(String text) {
        return Optional.ofNullable(text).map(Password::new);
    }
}
