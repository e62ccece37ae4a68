package gov.va.vro.bie.connect.rabbitmq.config;

import gov.va.vro.bie.connect.rabbitmq.tls.StoreType;
import gov.va.vro.bie.connect.rabbitmq.tls.TlsSettings;
import gov.va.vro.bie.connect.rabbitmq.tls.TlsSettings.Keystore;
import gov.va.vro.bie.connect.rabbitmq.tls.TlsSettings.Truststore;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.config.types.Password;

/**
 * How the connection is secured.
 *
 * @param tls what it means where the protocol is SSL
 */
public record SecuritySettings(SecurityProtocol protocol, SaslMechanism mechanism, TlsSettings tls) {

    public boolean usesTls() {
        return protocol == SecurityProtocol.SSL;
    }

    /** Reads what {@link RabbitMqSinkConfigDef} has parsed and found right. */
    static SecuritySettings of(Map<String, ?> parsed) {
        var reader = new Reader(parsed);
        return new SecuritySettings(
                OneOf.read(SecurityProtocol.class, (String) parsed.get(RabbitMqSinkConfigDef.SECURITY_PROTOCOL)),
                OneOf.read(SaslMechanism.class, (String) parsed.get(RabbitMqSinkConfigDef.SASL_MECHANISM)),
                new TlsSettings(reader.truststore(), reader.keystore(), reader.enabledProtocols()));
    }

    private record Reader(Map<String, ?> parsed) {

        Truststore truststore() {
            return new Truststore(
                    type(TlsSettings.TRUSTSTORE_TYPE),
                    file(TlsSettings.TRUSTSTORE_LOCATION),
                    secret(TlsSettings.TRUSTSTORE_PASSWORD),
                    secret(TlsSettings.TRUSTSTORE_CERTIFICATES));
        }

        Keystore keystore() {
            return new Keystore(
                    type(TlsSettings.KEYSTORE_TYPE),
                    file(TlsSettings.KEYSTORE_LOCATION),
                    secret(TlsSettings.KEYSTORE_PASSWORD),
                    secret(TlsSettings.KEYSTORE_KEY),
                    secret(TlsSettings.KEYSTORE_CERTIFICATE_CHAIN),
                    secret(TlsSettings.KEY_PASSWORD));
        }

        List<String> enabledProtocols() {
            return ((List<?>) parsed.get(RabbitMqSinkConfigDef.SSL_ENABLED_PROTOCOLS))
                    .stream().map(Object::toString).toList();
        }

        private Object value(String name) {
            return parsed.get(RabbitMqSinkConfigDef.PREFIX + name);
        }

        private StoreType type(String name) {
            return OneOf.read(StoreType.class, (String) value(name));
        }

        /** One that is empty was left out: that is how a variable of the environment says so. */
        private Optional<Path> file(String name) {
            return Optional.ofNullable((String) value(name))
                    .filter(path -> !path.isBlank())
                    .map(Path::of);
        }

        private Optional<Password> secret(String name) {
            return Optional.ofNullable((Password) value(name))
                    .filter(secret -> !secret.value().isBlank());
        }
    }
}
