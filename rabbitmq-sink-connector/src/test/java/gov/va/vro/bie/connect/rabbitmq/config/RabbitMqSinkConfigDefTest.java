package gov.va.vro.bie.connect.rabbitmq.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.ConfigDef;
import org.junit.jupiter.api.Test;

class RabbitMqSinkConfigDefTest {

    private final ConfigDef definition = RabbitMqSinkConfigDef.configDef();

    @Test
    void everySettingSaysWhatItIsInItsGroup() {
        assertThat(definition.configKeys().values()).isNotEmpty().allSatisfy(setting -> {
            assertThat(setting.name).startsWith("rabbitmq.");
            assertThat(setting.documentation).isNotBlank().doesNotContain("\n").endsWith(".");
            assertThat(setting.displayName).isNotBlank();
            assertThat(setting.group).isIn("connection", "security", "destination", "message", "delivery");
            assertThat(setting.orderInGroup).isPositive();
        });
        assertThat(definition.groups()).containsExactly("connection", "security", "destination", "message", "delivery");
    }

    @Test
    void thePasswordIsASecret() {
        assertThat(definition.configKeys().get("rabbitmq.password").type).isEqualTo(ConfigDef.Type.PASSWORD);
    }

    @Test
    void everyChoiceIsOffered() {
        assertThat(choices("rabbitmq.exchange.type")).containsExactly("topic", "fanout");
        assertThat(choices("rabbitmq.exchange.declare")).containsExactly("create", "verify", "none");
        assertThat(choices("rabbitmq.body.format")).containsExactly("auto", "json");
        assertThat(choices("rabbitmq.delivery.mode")).containsExactly("PERSISTENT", "TRANSIENT");
        assertThat(choices("rabbitmq.unroutable.policy")).containsExactly("wait", "report", "fail", "ignore");
    }

    @Test
    void theReferencePageCanBeMadeOfIt() {
        assertThat(definition.toHtml())
                .contains("rabbitmq.exchange.map", "TOPIC_OR_REGEX=EXCHANGE", "create, verify, none");
    }

    private List<Object> choices(String name) {
        return definition.configKeys().get(name).recommender.validValues(name, Map.of());
    }
}
