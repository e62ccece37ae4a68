package gov.va.vro.bie.connect.rabbitmq;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import gov.va.vro.bie.connect.rabbitmq.config.RabbitMqSinkConfig;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.ConfigValue;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The configuration that is shipped, as a worker would see it. */
class ConnectorJsonTest {

    private static final Path FILE = Path.of("..", "connectors", "rabbitmq-sink.json");
    private static final Path OVER_TLS = Path.of("..", "connectors", "rabbitmq-sink-tls.json");
    private static final Map<String, String> ENVIRONMENT = Map.of(
            "BIE_TOPIC_PREFIX", "TST_CONTENTION_BIE_",
            "BIE_CONSUMER_GROUP", "EXT_VRO_TST",
            "RABBITMQ_ADDRESSES", "127.0.0.1:5672",
            "RABBITMQ_USERNAME", "carrot",
            "RABBITMQ_PASSWORD", "correct horse",
            "RABBITMQ_VIRTUAL_HOST", "/");

    private Map<String, String> shipped;

    @BeforeEach
    void read() throws IOException {
        shipped = read(FILE);
        shipped.put("rabbitmq.validate.live", "false");
    }

    private static Map<String, String> read(Path file) throws IOException {
        var json = new ObjectMapper().readTree(file.toFile());
        assertThat(json.fieldNames()).toIterable().containsExactly("name", "config");
        var config = new ObjectMapper().convertValue(json.get("config"), new TypeReference<Map<String, String>>() {});
        config.put("name", json.get("name").textValue());
        return config;
    }

    @Test
    void differsOverTlsInTheAddressAndTheIdentityOnly() throws IOException {
        var plain = read(FILE);
        var tls = read(OVER_TLS);
        assertThat(tls)
                .containsEntry("rabbitmq.security.protocol", "SSL")
                .containsEntry("rabbitmq.sasl.mechanism", "EXTERNAL")
                .doesNotContainKeys("rabbitmq.username", "rabbitmq.password");

        tls.keySet().removeIf(ConnectorJsonTest::isOfSecurity);
        plain.keySet().removeIf(ConnectorJsonTest::isOfSecurity);
        assertThat(tls).isEqualTo(plain);
    }

    private static boolean isOfSecurity(String name) {
        return name.matches("rabbitmq\\.(addresses|username|password|security\\..*|sasl\\..*|ssl\\..*)");
    }

    @Test
    void isValidOnceTheWorkersEnvironmentIsFilledIn() {
        assertThat(errors(filledIn(ENVIRONMENT))).isEmpty();
    }

    @Test
    void isRefusedAtEachSettingThatAWorkerWithoutTheVariablesCannotResolve() {
        assertThat(errors(shipped))
                .containsOnlyKeys(
                        "topics",
                        "consumer.override.group.id",
                        "rabbitmq.addresses",
                        "rabbitmq.username",
                        "rabbitmq.password",
                        "rabbitmq.virtual.host");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "TST_CONTENTION_BIE_",
                "BIA_SERVICES_BIE_CATALOG_TST_",
                "BIA_SERVICES_BIE_CATALOG_UAT_",
                "BIA_SERVICES_BIE_CATALOG_IVV_",
                "BIA_SERVICES_BIE_CATALOG_PRE_",
                "BIA_SERVICES_BIE_CATALOG_PROD_"
            })
    void pairsTopicsAndExchangesInEveryEnvironment(String prefix) {
        var environment = new HashMap<>(ENVIRONMENT);
        environment.put("BIE_TOPIC_PREFIX", prefix);

        var map = RabbitMqSinkConfig.of(filledIn(environment)).destination().exchangeMap();

        assertThat(map.exchangeOf(prefix + "CONTENTION_ASSOCIATED_TO_CLAIM_V02"))
                .contains("bie-events-contention-associated");
        assertThat(map.exchangeOf(prefix + "CONTENTION_UPDATED_V02")).contains("bie-events-contention-updated");
        assertThat(map.exchangeOf(prefix + "CONTENTION_CLASSIFIED_V02")).contains("bie-events-contention-classified");
        assertThat(map.exchangeOf(prefix + "CONTENTION_COMPLETED_V02")).contains("bie-events-contention-completed");
        assertThat(map.exchangeOf(prefix + "CONTENTION_DELETED_V02")).contains("bie-events-contention-deleted");
        assertThat(map.exchanges()).hasSize(5);
    }

    @Test
    void takesEverythingThatIsSecretOrDiffersFromTheEnvironment() {
        assertThat(shipped)
                .containsEntry("rabbitmq.password", "${env:RABBITMQ_PASSWORD}")
                .containsEntry("rabbitmq.username", "${env:RABBITMQ_USERNAME}")
                .containsEntry("rabbitmq.addresses", "${env:RABBITMQ_ADDRESSES}");
    }

    private Map<String, String> filledIn(Map<String, String> environment) {
        var filledIn = new HashMap<>(shipped);
        filledIn.replaceAll((name, value) -> {
            String resolved = value;
            for (Map.Entry<String, String> variable : environment.entrySet()) {
                resolved = resolved.replace("${env:" + variable.getKey() + "}", variable.getValue());
            }
            return resolved;
        });
        return filledIn;
    }

    private static Map<String, List<String>> errors(Map<String, String> settings) {
        var errors = new HashMap<String, List<String>>();
        for (ConfigValue value : new RabbitMqSinkConnector().validate(settings).configValues()) {
            if (!value.errorMessages().isEmpty()) {
                errors.put(value.name(), value.errorMessages());
            }
        }
        return errors;
    }
}
