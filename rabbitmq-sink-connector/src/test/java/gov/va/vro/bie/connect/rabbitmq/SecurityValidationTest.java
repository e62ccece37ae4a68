package gov.va.vro.bie.connect.rabbitmq;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import gov.va.vro.bie.connect.rabbitmq.config.RabbitMqSinkConfig;
import gov.va.vro.bie.connect.rabbitmq.config.Settings;
import gov.va.vro.bie.connect.rabbitmq.tls.Keys;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.ConfigValue;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What is wrong with settings of security is said at POST, at the setting to change, and nowhere else. */
class SecurityValidationTest {

    private static final String TLS = "rabbitmq.security.protocol=SSL";

    @TempDir
    static Path directory;

    private static Path authorityPem;
    private static Path authorityP12;
    private static Path clientPem;
    private static Path clientP12;
    private static Path keyOnlyPem;
    private static Path oldKeyPem;
    private static Path emptyPem;
    /** Encrypted with MD2 and DES, which the JDK does not know. */
    private static final String UNKNOWN_CIPHER =
            "-----BEGIN ENCRYPTED PRIVATE KEY-----\nMBIwDQYJKoZIhvcNAQUBBQAEAQA=\n-----END ENCRYPTED PRIVATE KEY-----";

    private static String clientKey;
    private static String encryptedKey;
    private static String clientChain;
    private static String authorityChain;

    @BeforeAll
    static void makeKeys() throws Exception {
        var keys = Keys.shared();
        var authority = keys.authority();
        var client = keys.client();
        authorityPem = keys.file("authority.pem", authority.chainPem());
        authorityP12 = keys.truststore("trusted.p12", "PKCS12", authority);
        clientPem = keys.file("client.pem", client.keyPem() + client.chainPem());
        clientP12 = client.keystore();
        keyOnlyPem = keys.file("key.pem", client.keyPem());
        oldKeyPem = keys.file("old.pem", client.keyPem().replace("PRIVATE KEY", "EC PRIVATE KEY") + client.chainPem());
        emptyPem = keys.file("empty.pem", "");
        clientKey = client.keyPem();
        encryptedKey = client.encryptedKeyPem("hush");
        clientChain = client.chainPem();
        authorityChain = authority.chainPem();
    }

    static Stream<Arguments> wrong() {
        return Stream.of(
                wrong("security.protocol", "PLAINTEXT, SSL", "rabbitmq.security.protocol=SASL_SSL"),
                wrong(
                        "security.protocol",
                        "rabbitmq.ssl.truststore.type would not be used",
                        "rabbitmq.ssl.truststore.type=PEM"),
                wrong("sasl.mechanism", "PLAIN, EXTERNAL", "rabbitmq.sasl.mechanism=SCRAM-SHA-512"),
                wrong("sasl.mechanism", "set rabbitmq.security.protocol=SSL", "rabbitmq.sasl.mechanism=EXTERNAL"),
                wrong(
                        "ssl.keystore.location",
                        "required with rabbitmq.sasl.mechanism=EXTERNAL",
                        TLS,
                        "rabbitmq.sasl.mechanism=EXTERNAL"),
                wrong(
                        "ssl.enabled.protocols",
                        "\"TLSv1.1\" is not one of TLSv1.2, TLSv1.3",
                        TLS,
                        "rabbitmq.ssl.enabled.protocols=TLSv1.3,TLSv1.1"),
                wrong("ssl.enabled.protocols", "no version", TLS, "rabbitmq.ssl.enabled.protocols="),
                wrong(
                        "ssl.endpoint.identification.algorithm",
                        "cannot be turned off",
                        TLS,
                        "rabbitmq.ssl.endpoint.identification.algorithm="),
                wrong("ssl.truststore.type", "JKS, PKCS12, PEM", TLS, "rabbitmq.ssl.truststore.type=BKS"),
                wrong(
                        "ssl.truststore.location",
                        "there is no file /no/such/ca.pem on this worker",
                        TLS,
                        "rabbitmq.ssl.truststore.location=/no/such/ca.pem"),
                wrong(
                        "ssl.truststore.location",
                        "cannot be read",
                        TLS,
                        "rabbitmq.ssl.truststore.location=" + directory),
                wrong(
                        "ssl.truststore.location",
                        "not a regular file",
                        TLS,
                        "rabbitmq.ssl.truststore.location=/dev/null"),
                wrong(
                        "ssl.keystore.location",
                        "takes a path, and this is PEM",
                        TLS,
                        "rabbitmq.ssl.keystore.location=" + clientKey),
                wrong("ssl.truststore.location", "is empty", TLS, "rabbitmq.ssl.truststore.location=" + emptyPem),
                wrong(
                        "ssl.truststore.location",
                        "holds no certificate in PEM",
                        TLS,
                        "rabbitmq.ssl.truststore.type=PEM",
                        "rabbitmq.ssl.truststore.location=" + keyOnlyPem),
                wrong(
                        "ssl.truststore.location",
                        "no PKCS12 keystore",
                        TLS,
                        "rabbitmq.ssl.truststore.type=PKCS12",
                        "rabbitmq.ssl.truststore.location=" + classFile()),
                wrong("ssl.truststore.type", "is PEM", TLS, "rabbitmq.ssl.truststore.location=" + authorityPem),
                wrong(
                        "ssl.truststore.password",
                        "not the password of",
                        TLS,
                        "rabbitmq.ssl.truststore.location=" + authorityP12,
                        "rabbitmq.ssl.truststore.password=guess"),
                wrong(
                        "ssl.truststore.password",
                        "give the password",
                        TLS,
                        "rabbitmq.ssl.truststore.location=" + authorityP12),
                wrong(
                        "ssl.truststore.location",
                        "marked as trusted",
                        TLS,
                        "rabbitmq.ssl.truststore.location=" + clientP12,
                        "rabbitmq.ssl.truststore.password=" + Keys.PASSWORD),
                wrong(
                        "ssl.truststore.type",
                        "takes the type PEM",
                        TLS,
                        "rabbitmq.ssl.truststore.certificates=" + authorityChain),
                wrong(
                        "ssl.truststore.certificates",
                        "leave one of them out",
                        TLS,
                        "rabbitmq.ssl.truststore.type=PEM",
                        "rabbitmq.ssl.truststore.location=" + authorityPem,
                        "rabbitmq.ssl.truststore.certificates=" + authorityChain),
                wrong(
                        "ssl.truststore.certificates",
                        "cannot be read",
                        TLS,
                        "rabbitmq.ssl.truststore.type=PEM",
                        "rabbitmq.ssl.truststore.certificates=" + authorityChain.substring(0, 90)
                                + "\n-----END CERTIFICATE-----"),
                wrong(
                        "ssl.keystore.password",
                        "without its password",
                        TLS,
                        "rabbitmq.ssl.keystore.location=" + clientP12),
                wrong(
                        "ssl.keystore.password",
                        "not the password of",
                        TLS,
                        "rabbitmq.ssl.keystore.location=" + clientP12,
                        "rabbitmq.ssl.keystore.password=guess"),
                wrong(
                        "ssl.keystore.location",
                        "holds no private key",
                        TLS,
                        "rabbitmq.ssl.keystore.location=" + authorityP12,
                        "rabbitmq.ssl.keystore.password=" + Keys.PASSWORD),
                wrong(
                        "ssl.keystore.type",
                        "is PEM",
                        TLS,
                        "rabbitmq.ssl.keystore.location=" + clientPem,
                        "rabbitmq.ssl.keystore.password=any"),
                wrong(
                        "ssl.keystore.location",
                        "no certificate in PEM",
                        TLS,
                        "rabbitmq.ssl.keystore.type=PEM",
                        "rabbitmq.ssl.keystore.location=" + keyOnlyPem),
                wrong(
                        "ssl.keystore.location",
                        "no private key in PEM",
                        TLS,
                        "rabbitmq.ssl.keystore.type=PEM",
                        "rabbitmq.ssl.keystore.location=" + authorityPem),
                wrong(
                        "ssl.keystore.location",
                        "openssl pkcs8 -topk8",
                        TLS,
                        "rabbitmq.ssl.keystore.type=PEM",
                        "rabbitmq.ssl.keystore.location=" + oldKeyPem),
                wrong(
                        "ssl.keystore.type",
                        "takes the type PEM",
                        TLS,
                        "rabbitmq.ssl.keystore.key=" + clientKey,
                        "rabbitmq.ssl.keystore.certificate.chain=" + clientChain),
                wrong(
                        "ssl.keystore.certificate.chain",
                        "its certificate is not",
                        TLS,
                        "rabbitmq.ssl.keystore.type=PEM",
                        "rabbitmq.ssl.keystore.key=" + clientKey),
                wrong(
                        "ssl.keystore.key",
                        "its key is not",
                        TLS,
                        "rabbitmq.ssl.keystore.type=PEM",
                        "rabbitmq.ssl.keystore.certificate.chain=" + clientChain),
                wrong(
                        "ssl.keystore.key",
                        "not the certificate's",
                        TLS,
                        "rabbitmq.ssl.keystore.type=PEM",
                        "rabbitmq.ssl.keystore.key=" + clientKey,
                        "rabbitmq.ssl.keystore.certificate.chain=" + authorityChain),
                wrong(
                        "ssl.key.password",
                        "give its password",
                        TLS,
                        "rabbitmq.ssl.keystore.type=PEM",
                        "rabbitmq.ssl.keystore.key=" + encryptedKey,
                        "rabbitmq.ssl.keystore.certificate.chain=" + clientChain),
                wrong(
                        "ssl.key.password",
                        "cannot be decrypted",
                        TLS,
                        "rabbitmq.ssl.keystore.type=PEM",
                        "rabbitmq.ssl.keystore.key=" + encryptedKey,
                        "rabbitmq.ssl.keystore.certificate.chain=" + clientChain,
                        "rabbitmq.ssl.key.password=guess"),
                wrong(
                        "ssl.key.password",
                        "cannot be decrypted",
                        TLS,
                        "rabbitmq.ssl.keystore.type=PEM",
                        "rabbitmq.ssl.keystore.key=" + UNKNOWN_CIPHER,
                        "rabbitmq.ssl.keystore.certificate.chain=" + clientChain,
                        "rabbitmq.ssl.key.password=guess"),
                wrong(
                        "ssl.key.password",
                        "not the password of the key",
                        TLS,
                        "rabbitmq.ssl.keystore.location=" + clientP12,
                        "rabbitmq.ssl.keystore.password=" + Keys.PASSWORD,
                        "rabbitmq.ssl.key.password=guess"),
                wrong(
                        "ssl.trustsore.location",
                        "the nearest is rabbitmq.ssl.truststore.location",
                        TLS,
                        "rabbitmq.ssl.trustsore.location=/x"));
    }

    private static Arguments wrong(String setting, String words, String... changes) {
        return Arguments.of("rabbitmq." + setting, words, List.of(changes));
    }

    private static String classFile() {
        return System.getProperty("java.home") + "/release";
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("wrong")
    void findsWhatIsWrongAtThatSettingAlone(String setting, String words, List<String> changes) {
        var findings = findings(settings(changes));

        assertThat(findings).containsOnlyKeys(setting);
        assertThat(findings.get(setting))
                .singleElement()
                .asString()
                .contains(setting, words)
                .doesNotContain("guess", Keys.PASSWORD, "MII", "MIG");
    }

    static Stream<List<String>> right() {
        return Stream.of(
                List.of(TLS),
                List.of(TLS, "rabbitmq.ssl.truststore.type=pem", "rabbitmq.ssl.truststore.location=" + authorityPem),
                List.of(
                        TLS,
                        "rabbitmq.ssl.truststore.location=" + authorityP12,
                        "rabbitmq.ssl.truststore.password=" + Keys.PASSWORD,
                        "rabbitmq.ssl.keystore.location=" + clientP12,
                        "rabbitmq.ssl.keystore.password=" + Keys.PASSWORD,
                        "rabbitmq.sasl.mechanism=EXTERNAL",
                        "rabbitmq.username",
                        "rabbitmq.password"),
                List.of("rabbitmq.security.protocol=PLAINTEXT", "rabbitmq.ssl.truststore.location=/not/used"),
                List.of(TLS, "rabbitmq.ssl.keystore.key=", "rabbitmq.ssl.keystore.location="));
    }

    @ParameterizedTest
    @MethodSource("right")
    void findsNothingWrongWithWhatIsRight(List<String> changes) {
        assertThat(findings(settings(changes))).isEmpty();
    }

    @Test
    void aWorkerWithoutTheFileDoesNotStart() {
        var settings = settings(List.of(TLS, "rabbitmq.ssl.truststore.location=/no/such/ca.pem"));

        assertThatExceptionOfType(ConfigException.class)
                .isThrownBy(() -> RabbitMqSinkConfig.of(settings))
                .withMessageStartingWith("rabbitmq.ssl.truststore.location: ");
    }

    /** Each change is {@code name=value}, or a name to take out. */
    private static Map<String, String> settings(List<String> changes) {
        var namesAndValues = new ArrayList<String>();
        for (var change : changes) {
            var parts = Arrays.copyOf(change.split("=", 2), 2);
            namesAndValues.addAll(Arrays.asList(parts));
        }
        return Settings.with(namesAndValues.toArray(String[]::new));
    }

    private static Map<String, List<String>> findings(Map<String, String> settings) {
        var findings = new HashMap<String, List<String>>();
        for (ConfigValue value : new RabbitMqSinkConnector().validate(settings).configValues()) {
            if (!value.errorMessages().isEmpty()) {
                findings.put(value.name(), value.errorMessages());
            }
        }
        return findings;
    }
}
