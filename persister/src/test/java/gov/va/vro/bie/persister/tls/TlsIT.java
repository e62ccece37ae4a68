package gov.va.vro.bie.persister.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.rabbitmq.client.AMQP.BasicProperties;
import gov.va.vro.bie.persister.DocumentedPermissions;
import gov.va.vro.bie.persister.Persister;
import gov.va.vro.bie.persister.PersisterProcess;
import gov.va.vro.bie.persister.event.EventType;
import gov.va.vro.bie.persister.receive.RabbitMq;
import gov.va.vro.bie.persister.store.Postgres;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** TLS to a real RabbitMQ and a real PostgreSQL, and what is said where it cannot be agreed on. */
class TlsIT {

    private static final Duration SOON = Duration.ofSeconds(60);

    /** As the client's certificate has it. */
    private static final String USER = "bie_persister";

    @TempDir
    private static Path folder;

    private static Keys keys;
    private static RabbitMq rabbit;
    private static int amqps;
    private static Postgres postgres;

    private final Map<String, String> environment = new HashMap<>();

    @BeforeAll
    static void start() throws Exception {
        keys = Keys.make(folder);
        amqps = RabbitMq.freePort();
        rabbit = RabbitMq.start(
                "listeners.ssl.1 = 127.0.0.1:" + amqps,
                "ssl_options.cacertfile = " + keys.certificate("authority"),
                "ssl_options.certfile = " + keys.certificate("server"),
                "ssl_options.keyfile = " + keys.key("server"),
                "ssl_options.verify = verify_peer",
                "ssl_options.fail_if_no_peer_cert = false",
                "ssl_cert_login_from = common_name",
                "auth_mechanisms.1 = PLAIN",
                "auth_mechanisms.2 = AMQPLAIN",
                "auth_mechanisms.3 = EXTERNAL");
        postgres = Postgres.start(Map.of(
                "ssl", "on",
                "ssl_cert_file", keys.certificate("server").toString(),
                "ssl_key_file", keys.key("server").toString()));
    }

    @AfterAll
    static void stop() throws Exception {
        if (rabbit != null) {
            rabbit.stop();
        }
        if (postgres != null) {
            postgres.close();
        }
    }

    @Test
    void storesOverTlsAsTheUserThatItsCertificateNames() throws Exception {
        rabbit.ctl("add_user", USER, "no password for long");
        rabbit.ctl("clear_password", USER);
        rabbit.ctl(DocumentedPermissions.command(USER));
        tls("authority", "127.0.0.1");
        environment.keySet().removeAll(List.of("RABBITMQ_USERNAME", "RABBITMQ_PASSWORD"));
        environment.put("RABBITMQ_MECHANISM", "EXTERNAL");
        environment.put(
                "RABBITMQ_TLS_CERTIFICATE_FILE", keys.certificate("client").toString());
        environment.put("RABBITMQ_TLS_KEY_FILE", keys.key("client").toString());

        try (var persister = PersisterProcess.run(List.of(environment));
                var connection = rabbit.connect();
                var channel = connection.createChannel()) {
            persister.awaitReady();
            channel.basicPublish(
                    EventType.UPDATED.exchange(),
                    "any",
                    new BasicProperties.Builder().deliveryMode(2).messageId("m").build(),
                    "{\"event\": {\"ClaimId\": 1, \"ContentionId\": 1}}".getBytes(StandardCharsets.UTF_8));

            await().atMost(SOON)
                    .untilAsserted(() -> assertThat(postgres.query("SELECT benefit_claim_id FROM bie.bie_event"))
                            .containsExactly("1"));
            assertThat(postgres.query("SELECT DISTINCT ssl FROM pg_stat_ssl JOIN pg_stat_activity USING (pid)"
                            + " WHERE application_name = 'persister'"))
                    .containsExactly("t");
            assertThat(rabbit.ctl("list_connections", "ssl", "auth_mechanism", "user"))
                    .contains("true\tEXTERNAL\t" + USER);
        }
    }

    @Test
    void logsInWithAPasswordOverTls() {
        tls("authority", "127.0.0.1");

        assertThat(check()).contains("ok      broker", "over TLS", "ok      database");
    }

    @Test
    void saysWhenTheIssuerIsNotTrusted() {
        tls("stranger", "127.0.0.1");

        assertThat(check())
                .containsPattern("FAILED  broker .*an issuer who is not trusted: check RABBITMQ_TLS_CA")
                .containsPattern("FAILED  database .*an issuer who is not trusted: check sslrootcert in POSTGRES_URL");
    }

    @Test
    void saysWhenTheCertificateIsForOtherHosts() {
        tls("authority", "localhost");

        assertThat(check())
                .containsPattern("FAILED  broker .*its certificate is for other hosts")
                .containsPattern("FAILED  database .*its certificate is for other hosts");
    }

    @Test
    void saysWhenTheOtherSideDoesNotSpeakTls() throws Exception {
        try (var plain = Postgres.start()) {
            tls("authority", "127.0.0.1");
            environment.putAll(Map.of(
                    "RABBITMQ_ADDRESSES",
                    rabbit.variables().get("RABBITMQ_ADDRESSES"),
                    "POSTGRES_URL",
                    plain.config("bie").url() + parameters("authority")));

            assertThat(check())
                    .containsPattern("FAILED  broker .*it does not speak TLS there")
                    .containsPattern("FAILED  database .*TLS: it does not speak TLS there");
        }
    }

    @Test
    void saysWhenTheOtherSideSpeaksOnlyTls() {
        tls("authority", "127.0.0.1");
        environment.keySet().removeAll(List.of("RABBITMQ_TLS", "RABBITMQ_TLS_CA_FILE"));

        assertThat(check()).containsPattern("FAILED  broker .*the port is one for TLS, set RABBITMQ_TLS");
    }

    private void tls(String authority, String host) {
        environment.putAll(rabbit.variables());
        environment.putAll(postgres.variables("bie"));
        environment.put("RABBITMQ_ADDRESSES", host + ":" + amqps);
        environment.put("RABBITMQ_TLS", "true");
        environment.put("RABBITMQ_TLS_CA_FILE", keys.certificate(authority).toString());
        environment.computeIfPresent(
                "POSTGRES_URL", (name, url) -> url.replace("127.0.0.1", host) + parameters(authority));
    }

    private static String parameters(String authority) {
        return "?sslmode=verify-full&sslrootcert=" + keys.certificate(authority);
    }

    private String check() {
        var out = new StringWriter();
        Persister.commandLine(environment).setOut(new PrintWriter(out, true)).execute("check");
        assertThat(out.toString()).doesNotContain("Exception");
        return out.toString();
    }
}
