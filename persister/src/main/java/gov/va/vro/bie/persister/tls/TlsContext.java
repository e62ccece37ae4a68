package gov.va.vro.bie.persister.tls;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;

/** Makes the JDK's TLS out of PEM: whom to trust, and with which certificate to log in. */
public final class TlsContext {

    private static final char[] IN_MEMORY_ONLY = {};

    private TlsContext() {}

    /**
     * @param certificates a client's, with those that lead to its authority
     * @param key as PEM
     */
    public record Identity(List<Certificate> certificates, String key) {}

    /**
     * @throws IllegalArgumentException saying what is wrong with the PEM, and nothing that is in it
     */
    public static List<Certificate> certificates(String pem) {
        try {
            return Pem.of(pem).certificates();
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("the JDK cannot read a certificate in it", e);
        }
    }

    /**
     * @param authorities empty for those that the JDK trusts
     * @throws IllegalArgumentException saying what is wrong with the key, and nothing that is in it
     */
    public static SSLContext of(Optional<List<Certificate>> authorities, Optional<Identity> identity) {
        try {
            var context = SSLContext.getInstance("TLS");
            context.init(
                    identity.isPresent() ? keyManagers(identity.get()) : null,
                    authorities.isPresent() ? trustManagers(authorities.get()) : null,
                    null);
            return context;
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalArgumentException(
                    "the JDK does not take it (" + e.getClass().getSimpleName() + ")");
        }
    }

    private static TrustManager[] trustManagers(List<Certificate> authorities)
            throws GeneralSecurityException, IOException {
        var store = empty();
        var number = 0;
        for (var certificate : authorities) {
            store.setCertificateEntry("authority-" + number++, certificate);
        }
        var factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(store);
        return factory.getTrustManagers();
    }

    private static KeyManager[] keyManagers(Identity identity) throws GeneralSecurityException, IOException {
        var chain = identity.certificates;
        var key = Pem.of(identity.key).key(algorithm(chain));
        var store = empty();
        store.setKeyEntry("client", key, IN_MEMORY_ONLY, chain.toArray(Certificate[]::new));
        var factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        factory.init(store, IN_MEMORY_ONLY);
        return factory.getKeyManagers();
    }

    private static String algorithm(List<? extends Certificate> chain) {
        return chain.get(0).getPublicKey().getAlgorithm();
    }

    private static KeyStore empty() throws GeneralSecurityException, IOException {
        var store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        return store;
    }
}
