package gov.va.vro.bie.persister.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PersisterConfigTest {

    @TempDir
    private Path folder;

    private final Map<String, String> environment = new HashMap<>(Map.of(
            "RABBITMQ_ADDRESSES", "rabbit-1:5672, [::1]:5673",
            "RABBITMQ_USERNAME", "persister",
            "RABBITMQ_PASSWORD", "rabbit-secret",
            "POSTGRES_URL", "jdbc:postgresql://db:5432/vro?sslmode=require",
            "POSTGRES_USER", "bie",
            "POSTGRES_PASSWORD", "postgres-secret"));

    @Test
    void readsWhatIsGivenAndDefaultsTheRest() throws ConfigurationException {
        var config = PersisterConfig.from(environment);

        assertThat(config.broker().addresses())
                .containsExactly(new HostPort("rabbit-1", 5672), new HostPort("::1", 5673));
        assertThat(config.broker().virtualHost()).isEqualTo("/");
        assertThat(config.database().schema()).isEqualTo("bie");
        assertThat(config.migrate()).isTrue();
        assertThat(config.batch()).isEqualTo(new BatchConfig(250, Duration.ofMillis(10)));
        assertThat(config.http()).isEqualTo(new HostPort("127.0.0.1", 10301));
    }

    @Test
    void namesEverythingThatIsMissingAtOnce() {
        assertThat(problems(Map.of()))
                .hasSize(6)
                .allSatisfy(problem ->
                        assertThat(problem).contains(" is missing: write ").contains("_FILE"))
                .extracting(problem -> problem.substring(0, problem.indexOf(' ')))
                .containsExactly(
                        "RABBITMQ_ADDRESSES",
                        "RABBITMQ_USERNAME",
                        "RABBITMQ_PASSWORD",
                        "POSTGRES_URL",
                        "POSTGRES_USER",
                        "POSTGRES_PASSWORD");
    }

    @Test
    void takesABlankVariableForOneThatIsNotSet() {
        environment.put("POSTGRES_USER", " ");

        assertThat(problems(environment)).singleElement().asString().startsWith("POSTGRES_USER is missing");
    }

    @ParameterizedTest
    @CsvSource({
        "RABBITMQ_ADDRESSES, rabbit",
        "RABBITMQ_ADDRESSES, amqp://u:secret@rabbit:5672",
        "RABBITMQ_ADDRESSES, rabbit:0",
        "RABBITMQ_ADDRESSES, rabbit:65536",
        "RABBITMQ_ADDRESSES, 'rabbit:5672,'",
        "RABBITMQ_PASSWORD, ${env:PASSWORD}",
        "POSTGRES_URL, postgres://db/vro",
        "POSTGRES_URL, jdbc:postgresql://db:5432",
        "POSTGRES_URL, jdbc:postgresql://u:secret@db:5432/vro",
        "POSTGRES_URL, jdbc:postgresql://db/vro?user=u&password=secret",
        "POSTGRES_URL, jdbc:postgresql://db/vro?sslmode=verify-full&sslpassword=secret",
        "POSTGRES_URL, jdbc:postgresql://db:/vro",
        "POSTGRES_URL, jdbc:postgresql://db:99999/vro",
        "POSTGRES_URL, 'jdbc:postgresql://db:5432,other:54x/vro'",
        "POSTGRES_URL, jdbc:postgresql://db/vro?sslmode=verify-ful",
        "RABBITMQ_TLS, perhaps",
        "RABBITMQ_TLS_CA, no certificate",
        "RABBITMQ_TLS_CA, -----BEGIN CERTIFICATE-----",
        "RABBITMQ_TLS_CA, '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----'",
        "RABBITMQ_MECHANISM, SCRAM",
        "RABBITMQ_MANAGEMENT_URL, http://u:secret@rabbit:15672",
        "RABBITMQ_MANAGEMENT_URL, rabbit:15672",
        "RABBITMQ_MANAGEMENT_URL, http://rabbit_mq:15672",
        "RABBITMQ_MANAGEMENT_URL, http://rabbit:15672a",
        "RABBITMQ_MANAGEMENT_URL, http://rabbit:99999",
        "RABBITMQ_MANAGEMENT_URL, http://[rabbit]:15672",
        "DD_AGENT_HOST, not a host",
        "DD_DOGSTATSD_PORT, 0",
        "POSTGRES_SCHEMA, Bie",
        "POSTGRES_SCHEMA, pg_bie",
        "POSTGRES_SCHEMA, 'bie; drop'",
        "PERSISTER_MIGRATE, yes",
        "PERSISTER_BATCH_SIZE, 0",
        "PERSISTER_BATCH_SIZE, 5001",
        "PERSISTER_BATCH_SIZE, many",
        "PERSISTER_BATCH_WAIT, soon",
        "PERSISTER_BATCH_WAIT, 61s",
        "PERSISTER_HTTP, 10301",
        "PERSISTER_HTTP, localhost:70000",
    })
    void saysWhatIsWrongAndWhatToWrite(String variable, String value) {
        environment.put(variable, value);

        assertThat(problems(environment))
                .singleElement()
                .asString()
                .startsWith(variable + " ")
                .endsWith("write " + Setting.valueOf(variable).expected())
                .doesNotContain("secret");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "jdbc:postgresql://db/vro",
                "jdbc:postgresql://[::1]/vro",
                "jdbc:postgresql://db/vro?sslmode=Verify-Full",
                "jdbc:postgresql://[::1]:5432,db-2,db-3:5433/vro?targetServerType=primary&sslmode=verify-full",
            })
    void takesWhatTheDriverTakes(String url) throws ConfigurationException {
        environment.put("POSTGRES_URL", url);

        assertThat(PersisterConfig.from(environment).database().url()).isEqualTo(url);
    }

    @ParameterizedTest
    @CsvSource({"50, 50", "50ms, 50", "2s, 2000", "0, 0"})
    void readsDurations(String text, long millis) throws ConfigurationException {
        environment.put("PERSISTER_BATCH_WAIT", text);

        assertThat(PersisterConfig.from(environment).batch().linger()).hasMillis(millis);
    }

    @ParameterizedTest
    @CsvSource({"'top secret\n', top secret", "'top secret\r\n', top secret", "' padded \n', ' padded '"})
    void readsAFileWithoutItsLastLineBreak(String content, String expected) throws Exception {
        environment.remove("POSTGRES_PASSWORD");
        environment.put("POSTGRES_PASSWORD_FILE", file(content));

        assertThat(PersisterConfig.from(environment).database().password()).isEqualTo(expected);
    }

    @Test
    void keepsAllButOneOfSeveralLineBreaks() throws Exception {
        environment.remove("POSTGRES_PASSWORD");
        environment.put("POSTGRES_PASSWORD_FILE", file("secret\n\n"));

        assertThat(PersisterConfig.from(environment).database().password()).isEqualTo("secret\n");
    }

    @Test
    void refusesAVariableAndItsFileTogether() throws Exception {
        environment.put("POSTGRES_PASSWORD_FILE", file("other-secret"));

        assertThat(problems(environment))
                .containsExactly("POSTGRES_PASSWORD and POSTGRES_PASSWORD_FILE are both set: keep one of them");
    }

    @Test
    void saysWhichFileIsNotThereOrEmpty() throws Exception {
        environment.remove("POSTGRES_PASSWORD");
        environment.put("POSTGRES_PASSWORD_FILE", folder.resolve("none").toString());
        environment.remove("RABBITMQ_PASSWORD");
        environment.put("RABBITMQ_PASSWORD_FILE", file("\n"));

        assertThat(problems(environment))
                .hasSize(2)
                .anySatisfy(problem -> assertThat(problem).startsWith("POSTGRES_PASSWORD_FILE names the file "))
                .anySatisfy(problem -> assertThat(problem).contains("which is empty"));
    }

    @Test
    void readsTheDatabaseAloneForAMigration() throws ConfigurationException {
        environment.keySet().removeIf(variable -> variable.startsWith("RABBITMQ_"));

        assertThat(PersisterConfig.databaseFrom(environment).user()).isEqualTo("bie");
    }

    @Test
    void neverSpellsASecretOut() throws ConfigurationException {
        assertThat(PersisterConfig.from(environment).toString())
                .doesNotContain("secret")
                .contains("rabbit-1:5672,[::1]:5673", "jdbc:postgresql://db:5432/vro schema");
    }

    @Test
    void refusesSettingsOfTlsWhereTlsIsOff() throws Exception {
        environment.put("RABBITMQ_TLS_CERTIFICATE", anyCertificate());
        environment.put("RABBITMQ_TLS_KEY", "-----BEGIN PRIVATE KEY-----");

        assertThat(problems(environment)).singleElement().asString().startsWith("RABBITMQ_TLS is false");
    }

    @Test
    void saysWhyNoManagementApiHasAHostNameWithAnUnderscore() {
        environment.put("RABBITMQ_MANAGEMENT_URL", "http://rabbit_mq:15672");

        assertThat(problems(environment))
                .singleElement()
                .asString()
                .contains("HTTP takes no host name with an underscore");
    }

    @ParameterizedTest
    @ValueSource(strings = {"PLAIN", "EXTERNAL"})
    void complainsOnceOfACertificateThatCannotBeReadBesideItsKey(String mechanism) {
        environment.put("RABBITMQ_TLS", "true");
        environment.put("RABBITMQ_MECHANISM", mechanism);
        environment.put("RABBITMQ_TLS_CERTIFICATE", "no certificate");
        environment.put("RABBITMQ_TLS_KEY", "-----BEGIN PRIVATE KEY-----");

        assertThat(problems(environment)).singleElement().asString().startsWith("RABBITMQ_TLS_CERTIFICATE is wrong");
    }

    @Test
    void refusesACertificateWithoutItsKeyAndALoginWithoutACertificate() {
        environment.put("RABBITMQ_TLS", "true");
        environment.put("RABBITMQ_TLS_KEY", "-----BEGIN PRIVATE KEY-----");
        assertThat(problems(environment)).singleElement().asString().contains("go together");

        environment.remove("RABBITMQ_TLS_KEY");
        environment.put("RABBITMQ_MECHANISM", "EXTERNAL");
        assertThat(problems(environment)).singleElement().asString().contains("which takes a client certificate");
    }

    @ParameterizedTest
    @ValueSource(strings = {"RABBITMQ_USERNAME", "RABBITMQ_PASSWORD"})
    void refusesTheManagementApiWithoutNameOrPasswordThoughACertificateIsTheLogin(String missing) {
        environment.putAll(Map.of("RABBITMQ_TLS", "true", "RABBITMQ_MECHANISM", "EXTERNAL"));
        environment.put("RABBITMQ_MANAGEMENT_URL", "https://rabbit-1:15671");
        assertThat(problems(environment)).singleElement().asString().contains("which takes a client certificate");

        environment.remove(missing);
        assertThat(problems(environment))
                .hasSize(2)
                .last()
                .asString()
                .startsWith("RABBITMQ_MANAGEMENT_URL is set")
                .endsWith("set RABBITMQ_USERNAME and RABBITMQ_PASSWORD too");
    }

    private static List<String> problems(Map<String, String> environment) {
        return catchThrowableOfType(ConfigurationException.class, () -> PersisterConfig.from(environment))
                .problems();
    }

    private String file(String content) throws Exception {
        return Files.writeString(folder.resolve("secret"), content).toString();
    }

    /** One that the JDK brings along. */
    private static String anyCertificate() throws Exception {
        var factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init((KeyStore) null);
        var certificate = ((X509TrustManager) factory.getTrustManagers()[0]).getAcceptedIssuers()[0];
        return "-----BEGIN CERTIFICATE-----\n" + Base64.getMimeEncoder().encodeToString(certificate.getEncoded())
                + "\n-----END CERTIFICATE-----";
    }
}
