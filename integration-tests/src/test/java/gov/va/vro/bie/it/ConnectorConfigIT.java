package gov.va.vro.bie.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import gov.va.vro.bie.it.faces.ConnectRest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A wrong configuration is refused where an operator POSTs it, at the setting that is wrong; a wrong login fails the task. */
@ExtendWith(LocalStack.class)
class ConnectorConfigIT {

    private static final String TOPIC = "it-config";
    private static final String EXCHANGE = "it-config";

    private final Pipeline pipeline;
    private final ConnectRest connect;

    ConnectorConfigIT(Pipeline pipeline) {
        this.pipeline = pipeline;
        this.connect = pipeline.connect();
    }

    @ParameterizedTest
    @CsvSource({
        "topics, 'it-config,it-config-other', rabbitmq.exchange.map, it-config-other",
        "rabbitmq.password, '${env:RABBITMQ_NO_SUCH_VARIABLE}', rabbitmq.password, unresolved",
        "consumer.override.sasl.jaas.config, '${vault:bip/kafka:jaas}', consumer.override.sasl.jaas.config, unresolved",
        "rabbitmq.exchange.map, '(it-config=it-config', rabbitmq.exchange.map, (it-config",
        "rabbitmq.adresses, 'localhost:5672', rabbitmq.adresses, rabbitmq.addresses",
        "rabbitmq.window.records, many, rabbitmq.window.records, many",
        "rabbitmq.window.records, 0, rabbitmq.window.records, at least 1",
        "rabbitmq.unroutable.policy, drop, rabbitmq.unroutable.policy, wait",
    })
    void refusesAWrongSettingAtPost(String name, String value, String faultySetting, String hint) {
        var config = with(Map.of(name, value));

        var answer = connect.post("it-config-refused", config);

        assertThat(answer.code()).isEqualTo(400);
        assertThat(answer.message()).contains(hint);
        assertThat(errors(answer.message())).isNotEmpty().allMatch(error -> error.contains(faultySetting));
        assertThat(connect.exists("it-config-refused")).isFalse();
    }

    @Test
    void showsBothPluginsWithTheirVersions() throws Exception {
        assertThat(connect.plugins())
                .containsEntry("gov.va.vro.bie.connect.rabbitmq.RabbitMqSinkConnector", version())
                .containsEntry("gov.va.vro.bie.connect.transforms.NotifiedAt$Value", version());
        assertThat(Files.readString(pipeline.directory().resolve("connect/worker.properties")))
                .as("only what names itself in META-INF/services is loaded")
                .contains("plugin.discovery=service_load");
    }

    @Test
    void failsTheTaskOnAWrongPasswordAndDeliversOnceItIsRight() throws Exception {
        var name = "it-config-login";
        var wrong = "wrong-secret-31415";
        pipeline.kafka().createTopics(1, TOPIC);
        var waiting = pipeline.kafka().publish(TOPIC, "1", "hello".getBytes(StandardCharsets.UTF_8));
        try (var subscriber = pipeline.rabbitMq().subscribe("it.config", EXCHANGE)) {
            assertThat(connect.post(name, with(Map.of("rabbitmq.password", wrong, "rabbitmq.validate.live", "false")))
                            .code())
                    .isEqualTo(201);

            var trace = connect.awaitFailure(name);

            assertThat(trace).contains(name, "login", "rabbitmq.password").doesNotContain(wrong);
            assertThat(pipeline.connectLog()).doesNotContain(wrong);
            assertThat(pipeline.kafka().committed("connect-" + name)).isEmpty();
            assertThat(subscriber.take()).isEmpty();

            connect.reconfigure(name, with(Map.of()));
            connect.awaitRunning(name);
            assertThat(subscriber.takeAllOf(Set.of(waiting))).hasSize(1);
        } finally {
            connect.delete(name);
        }
    }

    @Test
    void takesTheShippedLedgerAsItIs() throws Exception {
        var shipped = shipped("ledger.json");

        assertThat(shipped.get("connection.password")).startsWith("${env:");
        assertThat(connect.validate(shipped)).isEmpty();
    }

    @Test
    void describesTheLedgerForConfluentsSinkAsForDebeziums() throws Exception {
        var debezium = shipped("ledger.json");
        var confluent = shipped("ledger-confluent.json");

        assertThat(general(confluent)).isEqualTo(general(debezium));
        assertThat(confluent)
                .containsEntry("table.name.format", debezium.get("collection.name.format"))
                .containsEntry("pk.mode", debezium.get("primary.key.mode"))
                .containsEntry("pk.fields", debezium.get("primary.key.fields"))
                .containsEntry("insert.mode", debezium.get("insert.mode"))
                .containsEntry("connection.url", debezium.get("connection.url"))
                .containsEntry("connection.user", debezium.get("connection.username"))
                .containsEntry("connection.password", debezium.get("connection.password"))
                .containsEntry("auto.create", "false")
                .containsEntry("auto.evolve", "false");
        assertThat(debezium).containsEntry("schema.evolution", "none");
    }

    /** What Connect itself reads of a connector's settings. */
    private static Map<String, String> general(Map<String, String> config) {
        var general = new TreeMap<String, String>();
        config.forEach((name, value) -> {
            if (name.matches("(tasks|topics|consumer|header|predicates|transforms|errors)\\b.*")) {
                general.put(name, value);
            }
        });
        return general;
    }

    private Map<String, String> shipped(String file) throws Exception {
        var document = new ObjectMapper()
                .readTree(pipeline.connectors()
                        .resolveSibling("persister-connector-config")
                        .resolve(file)
                        .toFile());
        var config =
                new ObjectMapper().convertValue(document.get("config"), new TypeReference<Map<String, String>>() {});
        config.put("name", document.get("name").asText());
        return config;
    }

    private static Map<String, String> with(Map<String, String> changes) {
        var config = new HashMap<>(Pipeline.sinkFor(TOPIC, TOPIC + "=" + EXCHANGE));
        config.put("value.converter", "org.apache.kafka.connect.storage.StringConverter");
        config.putAll(changes);
        return config;
    }

    /** The lines between Connect's heading and its advice. */
    private static List<String> errors(String message) {
        var lines = message.lines().toList();
        return lines.subList(1, lines.size() - 1);
    }

    private static String version() {
        return System.getProperty("product.version");
    }
}
