package gov.va.vro.bie.it;

import static org.assertj.core.api.Assertions.assertThat;

import gov.va.vro.bie.it.faces.Coordinates;
import gov.va.vro.bie.it.faces.Persister;
import gov.va.vro.bie.it.faces.RabbitMqNode;
import gov.va.vro.bie.localstack.Part;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Sink and persister log in with a certificate each. Records arrive, and go on arriving when RabbitMQ has been away. */
@ExtendWith(LocalStack.class)
class TlsIT {

    private static final String NAME = "it-tls";

    private final Pipeline pipeline;

    TlsIT(Pipeline pipeline) {
        this.pipeline = pipeline;
    }

    @Test
    void deliversWithACertificateAndComesBackByItself() throws Exception {
        pipeline.kafka().createTopics(1, NAME);
        try (var subscriber = pipeline.rabbitMq().subscribe("it.tls", NAME)) {
            pipeline.connect().deploy(NAME, withCertificate());
            var first = publish("before");
            assertThat(subscriber.takeAllOf(Set.of(first))).hasSize(1);
            assertThat(logins()).contains("EXTERNAL\tbie_connect");

            // Not killed: RabbitMQ 3.10 can lose a quorum queue that was declared just before (seen), and then confirms
            // nothing.
            pipeline.stack().stop(Part.RABBITMQ);
            var second = publish("meanwhile");
            pipeline.stack().start(Part.RABBITMQ);

            assertThat(subscriber.takeAllOf(Set.of(second))).isNotEmpty();
            assertThat(pipeline.connect().isRunning(NAME)).isTrue();
        } finally {
            pipeline.connect().delete(NAME);
        }
    }

    @Test
    void thePersisterGetsReadyOverTlsToBrokerAndDatabase() throws Exception {
        var persister = Persister.onFreePort(
                "persister-tls",
                pipeline.persisterJar(),
                pipeline.directory(),
                pipeline.endpoints().persisterTlsEnvironment());
        try {
            persister.start();

            assertThat(persister.log()).contains("by certificate over TLS");
            assertThat(logins()).contains("EXTERNAL\tbie_persister");
        } finally {
            persister.stop();
        }
    }

    @Test
    void failsTheTaskThatMeetsAnUnknownAuthorityAndSaysWhichSettingToChange() throws Exception {
        var config = withCertificate();
        config.keySet().removeIf(setting -> setting.startsWith("rabbitmq.ssl.truststore."));
        config.put("rabbitmq.validate.live", "false");
        pipeline.kafka().createTopics(1, "it-tls-unknown");
        config.put("topics", "it-tls-unknown");
        config.put("rabbitmq.exchange.map", "it-tls-unknown=" + NAME);
        try {
            assertThat(pipeline.connect().post("it-tls-unknown", config).code()).isEqualTo(201);

            assertThat(pipeline.connect().awaitFailure("it-tls-unknown"))
                    .contains("has a certificate of an issuer who is not trusted", "rabbitmq.ssl.truststore.location");
        } finally {
            pipeline.connect().delete("it-tls-unknown");
        }
    }

    @Test
    void stopsAConnectorInTimeThoughTheBrokerIsBlocked() throws Exception {
        var name = "it-tls-blocked";
        var node = new RabbitMqNode(pipeline.directory());
        pipeline.kafka().createTopics(1, name);
        var config = withCertificate();
        config.put("topics", name);
        config.put("rabbitmq.exchange.map", name + "=" + name);
        try (var subscriber = pipeline.rabbitMq().subscribe("it.tls.blocked", name)) {
            pipeline.connect().deploy(name, config);
            assertThat(subscriber.takeAllOf(Set.of(publishTo(name, "a")))).hasSize(1);
            node.ctl("set_vm_memory_high_watermark", "absolute", "1");
            try {
                var body = "x".repeat(500_000);
                var last = publishTo(name, body);
                for (int i = 0; i < 40; i++) {
                    last = publishTo(name, body);
                }
                assertThat(last).isNotNull();

                pipeline.connect().stop(name);
            } finally {
                node.ctl("set_vm_memory_high_watermark", "0.4");
            }
            assertThat(pipeline.connectLog()).doesNotContain("Graceful stop of task " + name + "-0 failed");
        } finally {
            pipeline.connect().delete(name);
        }
    }

    private String logins() throws Exception {
        return new RabbitMqNode(pipeline.directory()).ctl("list_connections", "auth_mechanism", "user");
    }

    private Coordinates publish(String text) throws Exception {
        return publishTo(NAME, text);
    }

    private Coordinates publishTo(String topic, String text) throws Exception {
        return pipeline.kafka().publish(topic, "key", text.getBytes(StandardCharsets.UTF_8));
    }

    private static Map<String, String> withCertificate() {
        var config = new HashMap<>(Pipeline.sinkFor(NAME, NAME + "=" + NAME));
        config.keySet().removeAll(Set.of("rabbitmq.username", "rabbitmq.password"));
        config.put("value.converter", "org.apache.kafka.connect.storage.StringConverter");
        config.put("rabbitmq.addresses", "${env:RABBITMQ_TLS_ADDRESSES}");
        config.put("rabbitmq.security.protocol", "SSL");
        config.put("rabbitmq.ssl.truststore.type", "PEM");
        config.put("rabbitmq.ssl.truststore.location", "${env:RABBITMQ_TLS_CA}");
        config.put("rabbitmq.ssl.keystore.type", "PEM");
        config.put("rabbitmq.ssl.keystore.location", "${env:RABBITMQ_TLS_CLIENT}");
        config.put("rabbitmq.sasl.mechanism", "EXTERNAL");
        return config;
    }
}
