package gov.va.vro.bie.connect.rabbitmq;

import gov.va.vro.bie.connect.rabbitmq.broker.LiveCheck;
import gov.va.vro.bie.connect.rabbitmq.config.ConfigFindings;
import gov.va.vro.bie.connect.rabbitmq.config.OffsetRequest;
import gov.va.vro.bie.connect.rabbitmq.config.RabbitMqSinkConfig;
import gov.va.vro.bie.connect.rabbitmq.config.RabbitMqSinkConfigDef;
import java.time.Duration;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.Config;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.connect.connector.Task;
import org.apache.kafka.connect.sink.SinkConnector;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Delivers each topic to its own RabbitMQ exchange, confirmed by the broker. The connector checks the configuration and
 * hands it to its tasks; every task connects for itself.
 *
 * <p>Connect calls each method from one thread of its herder; nothing here blocks but {@link #validate}, which Connect
 * calls on a thread of its own and may call several times at once.
 */
public final class RabbitMqSinkConnector extends SinkConnector {

    private static final Logger LOG = LoggerFactory.getLogger(RabbitMqSinkConnector.class);

    private static final Duration LIVE_CHECK = Duration.ofSeconds(10);

    private Map<String, String> settings = Map.of();

    @Override
    public String version() {
        return Version.text();
    }

    @Override
    public ConfigDef config() {
        return RabbitMqSinkConfigDef.configDef();
    }

    @Override
    public Class<? extends Task> taskClass() {
        return RabbitMqSinkTask.class;
    }

    /**
     * Checks a configuration before Connect takes it: each setting by itself, what only shows in several together,
     * names that are nearly ours, and references to config providers that were left unresolved, in any setting
     * whatever. Once all of that is right, it is tried on the broker, within ten seconds; Connect's REST waits for 90.
     */
    @Override
    public Config validate(Map<String, String> connectorConfigs) {
        Map<String, String> present = withoutNulls(connectorConfigs);
        var validated = ConfigFindings.addTo(super.validate(present), present);
        return ConfigFindings.none(validated) ? tried(validated, RabbitMqSinkConfig.of(present)) : validated;
    }

    private static Config tried(Config validated, RabbitMqSinkConfig config) {
        if (!config.connection().validateLive()) {
            return validated;
        }
        return LiveCheck.of(config, LIVE_CHECK)
                .map(finding -> ConfigFindings.with(validated, finding.setting(), finding.sentence()))
                .orElse(validated);
    }

    /** Refuses a configuration that this worker cannot resolve, although the one that validated it could. */
    @Override
    public void start(Map<String, String> props) {
        RabbitMqSinkConfig.of(props);
        settings = withoutNulls(props);
        warnWhereBadRecordsVanish();
    }

    private void warnWhereBadRecordsVanish() {
        if ("all".equalsIgnoreCase(settings.getOrDefault("errors.tolerance", "none"))
                && settings.getOrDefault("errors.deadletterqueue.topic.name", "")
                        .isBlank()) {
            LOG.warn(
                    "connector={} has errors.tolerance=all and no errors.deadletterqueue.topic.name: a bad record is"
                            + " passed over, and kept nowhere",
                    settings.get("name"));
        }
    }

    /**
     * The same configuration for as many tasks as are allowed: Kafka's group protocol divides the partitions. Only the
     * task's number differs, because Connect does not tell a sink task which one it is.
     */
    @Override
    public List<Map<String, String>> taskConfigs(int maxTasks) {
        return IntStream.range(0, maxTasks).mapToObj(this::taskConfig).toList();
    }

    private Map<String, String> taskConfig(int number) {
        var config = new HashMap<>(settings);
        config.put(RabbitMqSinkTask.NUMBER, String.valueOf(number));
        return config;
    }

    /**
     * Checks offsets that somebody wants to set or reset over REST (KIP-875); Connect writes them itself. An offset
     * beyond the end of a partition cannot be seen from here: the consumer would then begin where {@code
     * auto.offset.reset} says.
     *
     * @param offsets the offset of the record to read next, or null to forget the committed one
     * @return true, which tells Connect that somebody looked
     * @throws org.apache.kafka.connect.errors.ConnectException for a partition or an offset below zero, or a topic
     *     without an exchange
     */
    @Override
    public boolean alterOffsets(Map<String, String> connectorConfig, Map<TopicPartition, Long> offsets) {
        OffsetRequest.check(withoutNulls(connectorConfig), offsets);
        return true;
    }

    @Override
    public void stop() {
        settings = Map.of();
    }

    /** REST takes a null for a value, and it means the same as leaving the setting out. */
    private static Map<String, String> withoutNulls(Map<String, String> written) {
        var present = new HashMap<>(written);
        present.values().removeIf(Objects::isNull);
        return Collections.unmodifiableMap(present);
    }
}
