package gov.va.vro.bie.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.rabbitmq.client.BuiltinExchangeType;
import gov.va.vro.bie.it.faces.ConnectRest;
import gov.va.vro.bie.it.faces.RabbitMqNode;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A configuration that is right by itself and does not fit the broker is refused by Connect's REST, at the setting to
 * change and at no other, and nothing is made on the broker while that is found out.
 */
@ExtendWith(LocalStack.class)
class LiveValidationIT {

    private static final String TOPIC_EXCHANGE = "it-live-topic";
    private static final String FANOUT_EXCHANGE = "it-live-fanout";
    private static final String TRANSIENT_EXCHANGE = "it-live-transient";
    private static final String MISSING_EXCHANGE = "it-live-missing";
    private static final String SECRET = "it-live-secret";
    /** Ten seconds are promised for the check; a busy machine may add to what is around it. */
    private static final Duration REST = Duration.ofSeconds(40);

    private final Pipeline pipeline;
    private final ConnectRest connect;

    LiveValidationIT(Pipeline pipeline) {
        this.pipeline = pipeline;
        this.connect = pipeline.connect();
    }

    @BeforeAll
    static void prepareTheBroker(Pipeline pipeline) throws Exception {
        pipeline.rabbitMq().onChannel(channel -> {
            channel.exchangeDeclare(TOPIC_EXCHANGE, BuiltinExchangeType.TOPIC, true);
            channel.exchangeDeclare(FANOUT_EXCHANGE, BuiltinExchangeType.FANOUT, true);
            channel.exchangeDeclare(TRANSIENT_EXCHANGE, BuiltinExchangeType.TOPIC, false);
        });
        var node = new RabbitMqNode(pipeline.directory());
        node.ctl("add_vhost", "it-live-closed");
        user(node, "it-live-reader", "", "");
        user(node, "it-live-writer", "", ".*");
        user(node, "it-live-declarer", ".*", "");
    }

    private static void user(RabbitMqNode node, String name, String configure, String write)
            throws IOException, InterruptedException {
        node.ctl("add_user", name, SECRET);
        node.ctl("set_permissions", name, configure, write, "");
    }

    static Stream<Arguments> wrong(Pipeline pipeline) {
        var tls = pipeline.endpoints().rabbitMqTlsAddress();
        var tlsPort = tls.substring(tls.indexOf(':') + 1);
        var keys = pipeline.endpoints().tlsDirectory();
        var trusted = "rabbitmq.ssl.truststore.type=PEM|rabbitmq.ssl.truststore.location=" + keys + "/ca.pem";
        var overTls = "rabbitmq.security.protocol=SSL|rabbitmq.addresses=" + tls;
        return Stream.of(
                wrong("addresses", "cannot be reached", "rabbitmq.addresses=127.0.0.1:1"),
                wrong("addresses", "no address is known", "rabbitmq.addresses=no-such-host.invalid:5672"),
                wrong("addresses", "127.0.0.1:2 cannot be reached", "rabbitmq.addresses=127.0.0.1:1,127.0.0.1:2"),
                wrong("password", "refused the login of user \"bie_connect\"", "rabbitmq.password=wrong-secret-27182"),
                wrong("password", "refused the login of user \"nobody\"", "rabbitmq.username=nobody"),
                wrong("virtual.host", "virtual host \"it-live-none\"", "rabbitmq.virtual.host=it-live-none"),
                wrong("virtual.host", "permissions", "rabbitmq.virtual.host=it-live-closed", login("it-live-writer")),
                wrong("exchange.type", "received 'topic' but current is 'fanout'", map(FANOUT_EXCHANGE)),
                wrong(
                        "exchange.type",
                        "received 'fanout' but current is 'topic'",
                        map(TOPIC_EXCHANGE),
                        "rabbitmq.exchange.type=fanout"),
                wrong("exchange.declare", "received 'true' but current is 'false'", map(TRANSIENT_EXCHANGE)),
                wrong("exchange.map", MISSING_EXCHANGE, map(MISSING_EXCHANGE), "rabbitmq.exchange.declare=verify"),
                wrong("exchange.declare", "configure permission", map(TOPIC_EXCHANGE), login("it-live-writer")),
                wrong("exchange.declare", "configure permission", map(MISSING_EXCHANGE), login("it-live-writer")),
                wrong("username", "write permission", map(TOPIC_EXCHANGE), login("it-live-declarer")),
                wrong("username", "write permission", map(MISSING_EXCHANGE), login("it-live-declarer")),
                wrong(
                        "username",
                        "write permission",
                        map(TOPIC_EXCHANGE),
                        login("it-live-reader"),
                        "rabbitmq.exchange.declare=none"),
                wrong("security.protocol", "speaks TLS on this port", "rabbitmq.addresses=" + tls),
                wrong("security.protocol", "does not speak TLS", "rabbitmq.security.protocol=SSL", trusted),
                wrong("ssl.truststore.location", "not trusted here", overTls),
                wrong("addresses", "for other hosts", overTls, trusted, "rabbitmq.addresses=localhost:" + tlsPort),
                wrong(
                        "ssl.keystore.location",
                        "client certificate",
                        overTls,
                        trusted,
                        "rabbitmq.sasl.mechanism=EXTERNAL",
                        "rabbitmq.ssl.keystore.type=PKCS12",
                        "rabbitmq.ssl.keystore.location=" + keys + "/server.p12",
                        "rabbitmq.ssl.keystore.password=" + keyPassword(pipeline)));
    }

    private static Arguments wrong(String setting, String words, String... changes) {
        return Arguments.of("rabbitmq." + setting, words, String.join("|", changes));
    }

    private static String map(String exchange) {
        return "rabbitmq.exchange.map=it-live=" + exchange;
    }

    private static String login(String user) {
        return "rabbitmq.username=" + user + "|rabbitmq.password=" + SECRET;
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("wrong")
    void findsWhatDoesNotFitTheBrokerAtThatSettingAlone(String setting, String words, String changes) {
        var began = System.nanoTime();
        var findings = connect.validate(config(changes));

        assertThat(findings).containsOnlyKeys(setting);
        assertThat(findings.get(setting))
                .singleElement()
                .asString()
                .contains(words)
                .doesNotContain("wrong-secret-27182", SECRET);
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(REST);
    }

    @Test
    void makesNothingAndSendsNothing() throws Exception {
        try (var subscriber = pipeline.rabbitMq().subscribe("it.live", TOPIC_EXCHANGE)) {
            assertThat(connect.validate(config(map(TOPIC_EXCHANGE)))).isEmpty();
            assertThat(connect.validate(config(map(MISSING_EXCHANGE)))).isEmpty();

            assertThat(subscriber.take()).isEmpty();
        }
        var verifying = map(MISSING_EXCHANGE) + "|rabbitmq.exchange.declare=verify";
        assertThat(connect.validate(config(verifying))).containsOnlyKeys("rabbitmq.exchange.map");
    }

    @Test
    void isContentWithOneAddressThatIsRight() {
        var both = "rabbitmq.addresses=127.0.0.1:1," + pipeline.endpoints().rabbitMqAddress();

        assertThat(connect.validate(config(both))).isEmpty();
    }

    @Test
    void canBeToldToLeaveTheBrokerAlone() {
        assertThat(connect.validate(config("rabbitmq.addresses=127.0.0.1:1|rabbitmq.validate.live=false")))
                .isEmpty();
    }

    @Test
    void takesPemInlineAndPkcs12() throws IOException {
        var keys = Path.of(pipeline.endpoints().tlsDirectory());
        var client = Files.readString(keys.resolve("bie_connect.pem"));
        var end = client.indexOf("-----BEGIN CERTIFICATE");
        var config = config("rabbitmq.security.protocol=SSL|rabbitmq.sasl.mechanism=EXTERNAL|rabbitmq.addresses="
                + pipeline.endpoints().rabbitMqTlsAddress());
        config.put("rabbitmq.ssl.truststore.type", "PEM");
        config.put("rabbitmq.ssl.truststore.certificates", Files.readString(keys.resolve("ca.pem")));
        var inline = new HashMap<>(config);
        inline.put("rabbitmq.ssl.keystore.type", "PEM");
        inline.put("rabbitmq.ssl.keystore.key", client.substring(0, end));
        inline.put("rabbitmq.ssl.keystore.certificate.chain", client.substring(end));
        var stored = new HashMap<>(config);
        stored.put("rabbitmq.ssl.keystore.type", "PKCS12");
        stored.put(
                "rabbitmq.ssl.keystore.location",
                keys.resolve("bie_connect.p12").toString());
        stored.put("rabbitmq.ssl.keystore.password", keyPassword(pipeline));

        assertThat(connect.validate(inline)).isEmpty();
        assertThat(connect.validate(stored)).isEmpty();
    }

    /** That of RabbitMQ's administrator. */
    private static String keyPassword(Pipeline pipeline) {
        return URI.create(pipeline.endpoints().amqp()).getUserInfo().split(":")[1];
    }

    /** What a test changes is {@code name=value|name=value}; a later one of the same name counts. */
    private static Map<String, String> config(String changes) {
        var config = new HashMap<>(Pipeline.sinkFor("it-live", "it-live=" + TOPIC_EXCHANGE));
        config.put("name", "it-live");
        Arrays.stream(changes.split("\\|"))
                .map(change -> change.split("=", 2))
                .forEach(change -> config.put(change[0], change[1]));
        return config;
    }
}
