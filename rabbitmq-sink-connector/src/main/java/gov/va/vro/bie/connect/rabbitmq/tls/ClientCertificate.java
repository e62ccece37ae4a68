package gov.va.vro.bie.connect.rabbitmq.tls;

import static gov.va.vro.bie.connect.rabbitmq.tls.TlsSettings.KEYSTORE_CERTIFICATE_CHAIN;
import static gov.va.vro.bie.connect.rabbitmq.tls.TlsSettings.KEYSTORE_KEY;
import static gov.va.vro.bie.connect.rabbitmq.tls.TlsSettings.KEYSTORE_LOCATION;
import static gov.va.vro.bie.connect.rabbitmq.tls.TlsSettings.KEYSTORE_PASSWORD;
import static gov.va.vro.bie.connect.rabbitmq.tls.TlsSettings.KEYSTORE_TYPE;
import static gov.va.vro.bie.connect.rabbitmq.tls.TlsSettings.KEY_PASSWORD;

import gov.va.vro.bie.connect.rabbitmq.tls.TlsSettings.Keystore;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.UnrecoverableKeyException;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.X509KeyManager;
import org.apache.kafka.common.config.types.Password;

/** Makes the JDK's key manager out of a {@link Keystore}. */
final class ClientCertificate {

    private static final char[] NO_PASSWORD = {};

    private final Keystore settings;

    ClientCertificate(Keystore settings) {
        this.settings = settings;
    }

    /** Null, which stands for no certificate, when none is configured. */
    X509KeyManager manager() throws KeyMaterialException, GeneralSecurityException {
        if (!settings.isPresent()) {
            return null;
        }
        if (settings.key().isPresent() || settings.certificateChain().isPresent()) {
            return inline();
        }
        var file = settings.location().orElseThrow();
        return settings.type() == StoreType.PEM ? ofPem(file) : ofFile(file);
    }

    private X509KeyManager inline() throws KeyMaterialException, GeneralSecurityException {
        if (settings.type() != StoreType.PEM) {
            throw new KeyMaterialException(KEYSTORE_TYPE, "key and certificate are inline, which takes the type PEM");
        }
        if (settings.location().isPresent()) {
            throw new KeyMaterialException(
                    KEYSTORE_LOCATION, "key and certificate are inline as well: leave one of them out");
        }
        if (settings.key().isEmpty()) {
            throw new KeyMaterialException(KEYSTORE_KEY, "the certificate chain is given, and its key is not");
        }
        if (settings.certificateChain().isEmpty()) {
            throw new KeyMaterialException(KEYSTORE_CERTIFICATE_CHAIN, "the key is given, and its certificate is not");
        }
        var chain = settings.certificateChain().get().value();
        return ofPem(
                Pem.parse(settings.key().get().value()),
                KEYSTORE_KEY,
                Pem.parse(chain),
                KEYSTORE_CERTIFICATE_CHAIN,
                "it");
    }

    private X509KeyManager ofPem(Path file) throws KeyMaterialException, GeneralSecurityException {
        var pem = Pem.parse(Stores.text(file, KEYSTORE_LOCATION));
        return ofPem(pem, KEYSTORE_LOCATION, pem, KEYSTORE_LOCATION, "the file " + file);
    }

    private X509KeyManager ofPem(Pem keyText, String keySetting, Pem chainText, String chainSetting, String what)
            throws KeyMaterialException, GeneralSecurityException {
        var chain = chain(chainText, chainSetting, what);
        var key = key(keyText, keySetting, what, chain.get(0).getPublicKey().getAlgorithm());
        if (!KeyPairs.belongTogether(key, chain.get(0).getPublicKey())) {
            throw new KeyMaterialException(keySetting, what + " holds a key that is not the certificate's");
        }
        var store = TrustedCertificates.emptyStore();
        store.setKeyEntry("client", key, NO_PASSWORD, chain.toArray(X509Certificate[]::new));
        return manager(store, NO_PASSWORD);
    }

    private static List<X509Certificate> chain(Pem text, String setting, String what) throws KeyMaterialException {
        try {
            var chain = text.certificates();
            if (chain.isEmpty()) {
                throw new KeyMaterialException(setting, what + " holds no certificate in PEM");
            }
            return chain;
        } catch (CertificateException | IllegalArgumentException unreadable) {
            throw new KeyMaterialException(setting, what + " holds a certificate that cannot be read");
        }
    }

    private PrivateKey key(Pem text, String setting, String what, String algorithm) throws KeyMaterialException {
        if (!text.hasKey()) {
            throw new KeyMaterialException(
                    setting,
                    text.hasOldKey()
                            ? what + " holds a key in an old form: convert it with openssl pkcs8 -topk8"
                            : what + " holds no private key in PEM (PKCS #8)");
        }
        var password = settings.keyPassword().map(Password::value);
        if (text.hasEncryptedKey() && password.isEmpty()) {
            throw new KeyMaterialException(KEY_PASSWORD, "the key is encrypted: give its password");
        }
        try {
            return text.hasEncryptedKey() ? text.key(algorithm, password.get()) : text.key(algorithm);
        } catch (IOException | GeneralSecurityException | IllegalArgumentException unreadable) {
            throw text.hasEncryptedKey()
                    ? new KeyMaterialException(KEY_PASSWORD, "the key cannot be decrypted with it")
                    : new KeyMaterialException(setting, what + " holds a key that cannot be read");
        }
    }

    private X509KeyManager ofFile(Path file) throws KeyMaterialException, GeneralSecurityException {
        var password = settings.password()
                .orElseThrow(() -> new KeyMaterialException(
                        KEYSTORE_PASSWORD, "a " + settings.type() + " keystore cannot be opened without its password"));
        var store = Stores.load(settings.type(), file, settings.password(), KEYSTORE_LOCATION);
        requireKey(store, file);
        try {
            return manager(
                    store, settings.keyPassword().orElse(password).value().toCharArray());
        } catch (UnrecoverableKeyException wrong) {
            throw new KeyMaterialException(
                    KEY_PASSWORD,
                    settings.keyPassword().isPresent()
                            ? "it is not the password of the key in " + file
                            : "the key in " + file + " has a password of its own: give it");
        }
    }

    private static void requireKey(KeyStore store, Path file) throws KeyMaterialException, GeneralSecurityException {
        for (var alias : Collections.list(store.aliases())) {
            if (store.isKeyEntry(alias)) {
                return;
            }
        }
        throw new KeyMaterialException(KEYSTORE_LOCATION, "the file " + file + " holds no private key");
    }

    private static X509KeyManager manager(KeyStore store, char[] keyPassword) throws GeneralSecurityException {
        var factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        factory.init(store, keyPassword);
        return Arrays.stream(factory.getKeyManagers())
                .filter(X509KeyManager.class::isInstance)
                .map(X509KeyManager.class::cast)
                .findFirst()
                .orElseThrow(() -> new GeneralSecurityException("there is no key manager for X.509"));
    }
}
