package gov.va.vro.bie.connect.rabbitmq.config;

import static gov.va.vro.bie.connect.rabbitmq.config.RabbitMqSinkConfigDef.ADDRESSES;
import static gov.va.vro.bie.connect.rabbitmq.config.RabbitMqSinkConfigDef.BODY_FORMAT;
import static gov.va.vro.bie.connect.rabbitmq.config.RabbitMqSinkConfigDef.COMMIT_INTERVAL;
import static gov.va.vro.bie.connect.rabbitmq.config.RabbitMqSinkConfigDef.CONFIRM_TIMEOUT;
import static gov.va.vro.bie.connect.rabbitmq.config.RabbitMqSinkConfigDef.CONNECTION_TIMEOUT;
import static gov.va.vro.bie.connect.rabbitmq.config.RabbitMqSinkConfigDef.CORRELATION_ID;
import static gov.va.vro.bie.connect.rabbitmq.config.RabbitMqSinkConfigDef.DELIVERY_MODE;
import static gov.va.vro.bie.connect.rabbitmq.config.RabbitMqSinkConfigDef.DRAIN_TIMEOUT;
import static gov.va.vro.bie.connect.rabbitmq.config.RabbitMqSinkConfigDef.EXCHANGE_DECLARE;
import static gov.va.vro.bie.connect.rabbitmq.config.RabbitMqSinkConfigDef.EXCHANGE_MAP;
import static gov.va.vro.bie.connect.rabbitmq.config.RabbitMqSinkConfigDef.EXCHANGE_TYPE;
import static gov.va.vro.bie.connect.rabbitmq.config.RabbitMqSinkConfigDef.FORWARD_KAFKA_HEADERS;
import static gov.va.vro.bie.connect.rabbitmq.config.RabbitMqSinkConfigDef.FORWARD_KAFKA_KEY;
import static gov.va.vro.bie.connect.rabbitmq.config.RabbitMqSinkConfigDef.FORWARD_KAFKA_METADATA;
import static gov.va.vro.bie.connect.rabbitmq.config.RabbitMqSinkConfigDef.GAP_POLICY;
import static gov.va.vro.bie.connect.rabbitmq.config.RabbitMqSinkConfigDef.HEADERS_EXCLUDE;
import static gov.va.vro.bie.connect.rabbitmq.config.RabbitMqSinkConfigDef.HEADERS_INCLUDE;
import static gov.va.vro.bie.connect.rabbitmq.config.RabbitMqSinkConfigDef.MAX_MESSAGE_BYTES;
import static gov.va.vro.bie.connect.rabbitmq.config.RabbitMqSinkConfigDef.MAX_RECORDS_PER_SECOND;
import static gov.va.vro.bie.connect.rabbitmq.config.RabbitMqSinkConfigDef.MESSAGE_EXPIRATION;
import static gov.va.vro.bie.connect.rabbitmq.config.RabbitMqSinkConfigDef.MESSAGE_PRIORITY;
import static gov.va.vro.bie.connect.rabbitmq.config.RabbitMqSinkConfigDef.MESSAGE_TYPE;
import static gov.va.vro.bie.connect.rabbitmq.config.RabbitMqSinkConfigDef.PASSWORD;
import static gov.va.vro.bie.connect.rabbitmq.config.RabbitMqSinkConfigDef.REQUESTED_HEARTBEAT;
import static gov.va.vro.bie.connect.rabbitmq.config.RabbitMqSinkConfigDef.RETRY_BACKOFF;
import static gov.va.vro.bie.connect.rabbitmq.config.RabbitMqSinkConfigDef.RETRY_BACKOFF_MAX;
import static gov.va.vro.bie.connect.rabbitmq.config.RabbitMqSinkConfigDef.ROUTING_KEY;
import static gov.va.vro.bie.connect.rabbitmq.config.RabbitMqSinkConfigDef.UNROUTABLE_POLICY;
import static gov.va.vro.bie.connect.rabbitmq.config.RabbitMqSinkConfigDef.UNROUTABLE_WAIT_MAX;
import static gov.va.vro.bie.connect.rabbitmq.config.RabbitMqSinkConfigDef.USERNAME;
import static gov.va.vro.bie.connect.rabbitmq.config.RabbitMqSinkConfigDef.VALIDATE_LIVE;
import static gov.va.vro.bie.connect.rabbitmq.config.RabbitMqSinkConfigDef.VIRTUAL_HOST;
import static gov.va.vro.bie.connect.rabbitmq.config.RabbitMqSinkConfigDef.WINDOW_BYTES;
import static gov.va.vro.bie.connect.rabbitmq.config.RabbitMqSinkConfigDef.WINDOW_RECORDS;

import com.rabbitmq.client.Address;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigException;

/**
 * What was read from a connector's configuration, typed, in the groups of {@link RabbitMqSinkConfigDef}. Immutable.
 *
 * @param connectorName the connector's own name, as REST knows it
 */
public record RabbitMqSinkConfig(
        String connectorName,
        ConnectionSettings connection,
        SecuritySettings security,
        DestinationSettings destination,
        MessageSettings message,
        DeliverySettings delivery) {

    private static final String NAME = "name";
    private static final String UNNAMED = "rabbitmq-sink";

    /** Where the broker is and how to talk to it. */
    public record ConnectionSettings(
            List<Address> addresses,
            Login login,
            String virtualHost,
            Duration connectionTimeout,
            Duration requestedHeartbeat,
            Duration retryBackoff,
            Duration retryBackoffMax,
            boolean validateLive) {}

    /** Where messages go. */
    public record DestinationSettings(
            ExchangeMap exchangeMap, ExchangeType exchangeType, ExchangeDeclare exchangeDeclare, Template routingKey) {}

    /** What a message looks like. */
    public record MessageSettings(
            BodyFormat bodyFormat,
            DeliveryMode deliveryMode,
            Optional<Template> correlationId,
            Optional<String> type,
            OptionalInt priority,
            Optional<Duration> expiration,
            boolean forwardKafkaKey,
            boolean forwardKafkaMetadata,
            boolean forwardKafkaHeaders,
            Optional<PatternList> headersInclude,
            Optional<PatternList> headersExclude,
            int maxMessageBytes) {}

    /** How much may be under way, how long things may take, and what becomes of what no queue received. */
    public record DeliverySettings(
            int windowRecords,
            long windowBytes,
            Duration confirmTimeout,
            Duration drainTimeout,
            Duration commitInterval,
            UnroutablePolicy unroutablePolicy,
            Optional<Duration> unroutableWaitMax,
            GapPolicy gapPolicy,
            OptionalInt maxRecordsPerSecond) {}

    /**
     * Reads a connector's or a task's configuration.
     *
     * @throws ConfigException naming the first setting that is wrong, unresolved references to config providers in
     *     settings of others included
     */
    public static RabbitMqSinkConfig of(Map<String, String> settings) {
        UnresolvedReferences.in(settings).forEach((name, sentence) -> {
            throw new ConfigException(name + ": " + sentence);
        });
        var values = new AbstractConfig(RabbitMqSinkConfigDef.configDef(), ours(settings), false);
        CrossChecks.of(settings, values.values(), Set.of()).forEach((name, sentence) -> {
            throw new ConfigException(name + ": " + sentence);
        });
        var security = SecuritySettings.of(values.values());
        return new RabbitMqSinkConfig(
                settings.getOrDefault(NAME, UNNAMED),
                connection(values, security.mechanism()),
                security,
                destination(values),
                message(values),
                delivery(values, settings));
    }

    /** AbstractConfig would start config providers of its own if the settings named some. */
    private static Map<String, String> ours(Map<String, String> settings) {
        var ours = new HashMap<>(settings);
        ours.keySet().removeIf(name -> !name.startsWith(RabbitMqSinkConfigDef.PREFIX));
        return ours;
    }

    private static ConnectionSettings connection(AbstractConfig values, SaslMechanism mechanism) {
        return new ConnectionSettings(
                values.getList(ADDRESSES).stream().map(Validators::address).toList(),
                mechanism == SaslMechanism.EXTERNAL
                        ? new Login.Certificate()
                        : new Login.User(values.getString(USERNAME), values.getPassword(PASSWORD)),
                values.getString(VIRTUAL_HOST),
                millis(values.getInt(CONNECTION_TIMEOUT)),
                Duration.ofSeconds(values.getInt(REQUESTED_HEARTBEAT)),
                millis(values.getInt(RETRY_BACKOFF)),
                millis(values.getInt(RETRY_BACKOFF_MAX)),
                values.getBoolean(VALIDATE_LIVE));
    }

    private static DestinationSettings destination(AbstractConfig values) {
        return new DestinationSettings(
                ExchangeMap.parse(values.getString(EXCHANGE_MAP)),
                OneOf.read(ExchangeType.class, values.getString(EXCHANGE_TYPE)),
                OneOf.read(ExchangeDeclare.class, values.getString(EXCHANGE_DECLARE)),
                Template.parse(values.getString(ROUTING_KEY)));
    }

    private static MessageSettings message(AbstractConfig values) {
        return new MessageSettings(
                OneOf.read(BodyFormat.class, values.getString(BODY_FORMAT)),
                OneOf.read(DeliveryMode.class, values.getString(DELIVERY_MODE)),
                Optional.ofNullable(values.getString(CORRELATION_ID)).map(Template::parse),
                Optional.ofNullable(values.getString(MESSAGE_TYPE)),
                optional(values.getInt(MESSAGE_PRIORITY)),
                Optional.ofNullable(values.getLong(MESSAGE_EXPIRATION)).map(Duration::ofMillis),
                values.getBoolean(FORWARD_KAFKA_KEY),
                values.getBoolean(FORWARD_KAFKA_METADATA),
                values.getBoolean(FORWARD_KAFKA_HEADERS),
                Optional.ofNullable(values.getString(HEADERS_INCLUDE)).map(PatternList::parse),
                Optional.ofNullable(values.getString(HEADERS_EXCLUDE)).map(PatternList::parse),
                values.getInt(MAX_MESSAGE_BYTES));
    }

    private static DeliverySettings delivery(AbstractConfig values, Map<String, String> settings) {
        return new DeliverySettings(
                values.getInt(WINDOW_RECORDS),
                values.getLong(WINDOW_BYTES),
                millis(values.getInt(CONFIRM_TIMEOUT)),
                millis(values.getInt(DRAIN_TIMEOUT)),
                millis(values.getInt(COMMIT_INTERVAL)),
                OneOf.read(UnroutablePolicy.class, values.getString(UNROUTABLE_POLICY)),
                Optional.ofNullable(values.getLong(UNROUTABLE_WAIT_MAX)).map(Duration::ofMillis),
                gapPolicy(values, settings),
                optional(values.getInt(MAX_RECORDS_PER_SECOND)));
    }

    /** Where records are dropped on their way to the sink, a gap says nothing, unless somebody wants it said. */
    private static GapPolicy gapPolicy(AbstractConfig values, Map<String, String> settings) {
        return !settings.containsKey(GAP_POLICY) && RecordsDropped.mayBe(settings)
                ? GapPolicy.IGNORE
                : OneOf.read(GapPolicy.class, values.getString(GAP_POLICY));
    }

    private static OptionalInt optional(Integer number) {
        return number == null ? OptionalInt.empty() : OptionalInt.of(number);
    }

    private static Duration millis(int millis) {
        return Duration.ofMillis(millis);
    }
}
