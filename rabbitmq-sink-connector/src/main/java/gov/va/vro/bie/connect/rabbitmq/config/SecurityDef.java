package gov.va.vro.bie.connect.rabbitmq.config;

import static gov.va.vro.bie.connect.rabbitmq.config.RabbitMqSinkConfigDef.PREFIX;
import static gov.va.vro.bie.connect.rabbitmq.config.RabbitMqSinkConfigDef.SASL_MECHANISM;
import static gov.va.vro.bie.connect.rabbitmq.config.RabbitMqSinkConfigDef.SECURITY_PROTOCOL;
import static gov.va.vro.bie.connect.rabbitmq.config.RabbitMqSinkConfigDef.SSL_ENABLED_PROTOCOLS;
import static gov.va.vro.bie.connect.rabbitmq.config.RabbitMqSinkConfigDef.SSL_ENDPOINT_IDENTIFICATION;
import static org.apache.kafka.common.config.ConfigDef.Importance.HIGH;
import static org.apache.kafka.common.config.ConfigDef.Importance.LOW;
import static org.apache.kafka.common.config.ConfigDef.Importance.MEDIUM;

import gov.va.vro.bie.connect.rabbitmq.tls.StoreType;
import gov.va.vro.bie.connect.rabbitmq.tls.TlsSettings;
import java.util.List;
import org.apache.kafka.common.config.ConfigDef.Type;

/** The settings of security, named as Kafka's clients name theirs. None turns a verification off. */
final class SecurityDef {

    static final List<Setting> SETTINGS = List.of(
            new Setting(
                    SECURITY_PROTOCOL,
                    Type.STRING,
                    "PLAINTEXT",
                    OneOf.upperCase(SecurityProtocol.class),
                    HIGH,
                    "Security protocol",
                    """
                    SSL encrypts the connection and verifies who the broker is; the port of rabbitmq.addresses must \
                    be one where it listens for TLS, usually 5671. PLAINTEXT sends everything in the clear, the \
                    password too."""),
            new Setting(
                    SASL_MECHANISM,
                    Type.STRING,
                    "PLAIN",
                    OneOf.upperCase(SaslMechanism.class),
                    MEDIUM,
                    "SASL mechanism",
                    """
                    How the sink says who it is: PLAIN with username and password, EXTERNAL with the client \
                    certificate, which the broker's plugin rabbitmq_auth_mechanism_ssl maps to a \
                    user. EXTERNAL takes rabbitmq.security.protocol=SSL."""),
            new Setting(
                    PREFIX + TlsSettings.TRUSTSTORE_TYPE,
                    Type.STRING,
                    "JKS",
                    OneOf.upperCase(StoreType.class),
                    MEDIUM,
                    "Truststore type",
                    """
                    What the truststore is. With JKS, Java reads PKCS #12 too."""),
            new Setting(
                    PREFIX + TlsSettings.TRUSTSTORE_LOCATION,
                    Type.STRING,
                    null,
                    Validators.file(),
                    HIGH,
                    "Truststore file",
                    """
                    The file of the certificates whose holders are trusted to vouch for the broker, on every \
                    worker. It is read again at each connection. With neither this nor rabbitmq.ssl.truststore.certificates, \
                    those of the JVM are trusted."""),
            new Setting(
                    PREFIX + TlsSettings.TRUSTSTORE_PASSWORD,
                    Type.PASSWORD,
                    null,
                    null,
                    MEDIUM,
                    "Truststore password",
                    """
                    The password of a JKS or PKCS12 truststore. PEM has none."""),
            new Setting(
                    PREFIX + TlsSettings.TRUSTSTORE_CERTIFICATES,
                    Type.PASSWORD,
                    null,
                    null,
                    MEDIUM,
                    "Trusted certificates",
                    """
                    Instead of a file, with rabbitmq.ssl.truststore.type=PEM: the certificates themselves, one behind the \
                    other. Spaces may stand for the ends of lines."""),
            new Setting(
                    PREFIX + TlsSettings.KEYSTORE_TYPE,
                    Type.STRING,
                    "JKS",
                    OneOf.upperCase(StoreType.class),
                    MEDIUM,
                    "Keystore type",
                    """
                    What the keystore is. With JKS, Java reads PKCS #12 too."""),
            new Setting(
                    PREFIX + TlsSettings.KEYSTORE_LOCATION,
                    Type.STRING,
                    null,
                    Validators.file(),
                    MEDIUM,
                    "Keystore file",
                    """
                    The file of the client certificate and its key, for a broker that asks for one and for \
                    rabbitmq.sasl.mechanism=EXTERNAL, on every worker. It is read again at each connection. In PEM, it holds \
                    the key (PKCS #8) and the certificate with its chain. None when left out."""),
            new Setting(
                    PREFIX + TlsSettings.KEYSTORE_PASSWORD,
                    Type.PASSWORD,
                    null,
                    null,
                    MEDIUM,
                    "Keystore password",
                    """
                    The password of a JKS or PKCS12 keystore. PEM has none."""),
            new Setting(PREFIX + TlsSettings.KEYSTORE_KEY, Type.PASSWORD, null, null, MEDIUM, "Client key", """
                    Instead of a file, with rabbitmq.ssl.keystore.type=PEM: the key itself, PKCS #8."""),
            new Setting(
                    PREFIX + TlsSettings.KEYSTORE_CERTIFICATE_CHAIN,
                    Type.PASSWORD,
                    null,
                    null,
                    MEDIUM,
                    "Client certificate",
                    """
                    Instead of a file, with rabbitmq.ssl.keystore.type=PEM: the client certificate, and behind it those that \
                    lead to its issuer."""),
            new Setting(PREFIX + TlsSettings.KEY_PASSWORD, Type.PASSWORD, null, null, MEDIUM, "Key password", """
                    The password of the key: of an encrypted one in PEM, or of one in a keystore where it is not \
                    the keystore's own."""),
            new Setting(
                    SSL_ENABLED_PROTOCOLS,
                    Type.LIST,
                    "TLSv1.2,TLSv1.3",
                    Validators.tlsVersions(),
                    LOW,
                    "TLS versions",
                    """
                    The versions of TLS to offer; the newest that both sides have is used."""),
            new Setting(
                    SSL_ENDPOINT_IDENTIFICATION,
                    Type.STRING,
                    "https",
                    Validators.alwaysHttps(),
                    LOW,
                    "Host name verification",
                    """
                    The host in rabbitmq.addresses must be one that the broker's certificate names. That cannot be \
                    turned off."""));

    private SecurityDef() {}
}
