package gov.va.vro.bie.connect.rabbitmq.tls;

import static gov.va.vro.bie.connect.rabbitmq.tls.TlsSettings.TRUSTSTORE_CERTIFICATES;
import static gov.va.vro.bie.connect.rabbitmq.tls.TlsSettings.TRUSTSTORE_LOCATION;
import static gov.va.vro.bie.connect.rabbitmq.tls.TlsSettings.TRUSTSTORE_PASSWORD;
import static gov.va.vro.bie.connect.rabbitmq.tls.TlsSettings.TRUSTSTORE_TYPE;

import gov.va.vro.bie.connect.rabbitmq.tls.TlsSettings.Truststore;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateException;
import java.util.Collections;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;

/** Makes the JDK's own trust manager out of a {@link Truststore}; there is none here that trusts more. */
final class TrustedCertificates {

    private final Truststore settings;

    TrustedCertificates(Truststore settings) {
        this.settings = settings;
    }

    TrustManager[] managers() throws KeyMaterialException, GeneralSecurityException {
        var factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        // Without a store, the JDK takes the one of the JVM.
        factory.init(store());
        return factory.getTrustManagers();
    }

    private KeyStore store() throws KeyMaterialException, GeneralSecurityException {
        if (settings.certificates().isPresent()) {
            if (settings.type() != StoreType.PEM) {
                throw new KeyMaterialException(
                        TRUSTSTORE_TYPE, "the certificates are written inline, which takes the type PEM");
            }
            if (settings.location().isPresent()) {
                throw new KeyMaterialException(
                        TRUSTSTORE_CERTIFICATES, "there is a file of certificates as well: leave one of them out");
            }
            return ofPem(settings.certificates().get().value(), TRUSTSTORE_CERTIFICATES, "it");
        }
        if (settings.location().isEmpty()) {
            return null;
        }
        var file = settings.location().get();
        return settings.type() == StoreType.PEM
                ? ofPem(Stores.text(file, TRUSTSTORE_LOCATION), TRUSTSTORE_LOCATION, "the file " + file)
                : ofFile(file);
    }

    private KeyStore ofFile(Path file) throws KeyMaterialException, GeneralSecurityException {
        var store = Stores.load(settings.type(), file, settings.password(), TRUSTSTORE_LOCATION);
        for (var alias : Collections.list(store.aliases())) {
            if (store.isCertificateEntry(alias)) {
                return store;
            }
        }
        if (settings.password().isEmpty()) {
            throw new KeyMaterialException(
                    TRUSTSTORE_PASSWORD, "without it no certificate in " + file + " can be read: give the password");
        }
        throw new KeyMaterialException(
                TRUSTSTORE_LOCATION,
                "the file " + file + " holds no certificate that is marked as trusted: make it with keytool"
                        + " -importcert, or use PEM");
    }

    private static KeyStore ofPem(String text, String setting, String what)
            throws KeyMaterialException, GeneralSecurityException {
        var store = emptyStore();
        try {
            for (var certificate : Pem.parse(text).certificates()) {
                store.setCertificateEntry("trusted-" + store.size(), certificate);
            }
        } catch (CertificateException | IllegalArgumentException unreadable) {
            throw new KeyMaterialException(setting, what + " holds a certificate that cannot be read");
        }
        if (store.size() == 0) {
            throw new KeyMaterialException(setting, what + " holds no certificate in PEM");
        }
        return store;
    }

    static KeyStore emptyStore() throws GeneralSecurityException {
        try {
            var store = KeyStore.getInstance(StoreType.PKCS12.name());
            store.load(null, null);
            return store;
        } catch (IOException impossible) {
            throw new GeneralSecurityException(impossible);
        }
    }
}
