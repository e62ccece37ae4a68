package gov.va.vro.bie.connect.rabbitmq.tls;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.config.types.Password;

/**
 * Whom to trust, who to be, and in which versions of TLS, in the terms of Kafka's clients. That host names are verified
 * is no setting.
 *
 * @param enabledProtocols as the JDK names them, {@code TLSv1.3}
 */
public record TlsSettings(Truststore truststore, Keystore keystore, List<String> enabledProtocols) {

    public static final String TRUSTSTORE_TYPE = "ssl.truststore.type";
    public static final String TRUSTSTORE_LOCATION = "ssl.truststore.location";
    public static final String TRUSTSTORE_PASSWORD = "ssl.truststore.password";
    public static final String TRUSTSTORE_CERTIFICATES = "ssl.truststore.certificates";
    public static final String KEYSTORE_TYPE = "ssl.keystore.type";
    public static final String KEYSTORE_LOCATION = "ssl.keystore.location";
    public static final String KEYSTORE_PASSWORD = "ssl.keystore.password";
    public static final String KEYSTORE_KEY = "ssl.keystore.key";
    public static final String KEYSTORE_CERTIFICATE_CHAIN = "ssl.keystore.certificate.chain";
    public static final String KEY_PASSWORD = "ssl.key.password";

    /**
     * The certificates to trust, in a file or inline; with neither, those that the JVM trusts.
     *
     * @param certificates PEM
     */
    public record Truststore(
            StoreType type, Optional<Path> location, Optional<Password> password, Optional<Password> certificates) {

        /** The setting to change when the broker's certificate is of nobody whom we trust. */
        public String setting() {
            return certificates.isPresent() ? TRUSTSTORE_CERTIFICATES : TRUSTSTORE_LOCATION;
        }
    }

    /**
     * The client's certificate and its key, in a file or inline; with neither, the client shows none.
     *
     * @param key PEM, PKCS #8
     * @param certificateChain PEM, the client's own certificate first
     * @param keyPassword of an encrypted key
     */
    public record Keystore(
            StoreType type,
            Optional<Path> location,
            Optional<Password> password,
            Optional<Password> key,
            Optional<Password> certificateChain,
            Optional<Password> keyPassword) {

        public boolean isPresent() {
            return location.isPresent() || key.isPresent() || certificateChain.isPresent();
        }

        /** The setting to change when the broker does not accept the client's certificate. */
        public String setting() {
            return certificateChain.isPresent() ? KEYSTORE_CERTIFICATE_CHAIN : KEYSTORE_LOCATION;
        }
    }
}
