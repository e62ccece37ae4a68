package gov.va.vro.bie.connect.rabbitmq.config;

import static org.apache.kafka.common.config.ConfigDef.Importance.HIGH;
import static org.apache.kafka.common.config.ConfigDef.Importance.LOW;
import static org.apache.kafka.common.config.ConfigDef.Importance.MEDIUM;
import static org.apache.kafka.common.config.ConfigDef.NO_DEFAULT_VALUE;
import static org.apache.kafka.common.config.ConfigDef.Range.atLeast;
import static org.apache.kafka.common.config.ConfigDef.Range.between;

import java.util.List;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Type;

/**
 * What may be written in the connector's configuration: one {@link Setting} each, as data, in the order in which the
 * reference shows them. How the values are read is {@link RabbitMqSinkConfig}'s affair.
 */
public final class RabbitMqSinkConfigDef {

    public static final String PREFIX = "rabbitmq.";

    public static final String ADDRESSES = "rabbitmq.addresses";
    public static final String USERNAME = "rabbitmq.username";
    public static final String PASSWORD = "rabbitmq.password";
    public static final String VIRTUAL_HOST = "rabbitmq.virtual.host";
    public static final String CONNECTION_TIMEOUT = "rabbitmq.connection.timeout.ms";
    public static final String REQUESTED_HEARTBEAT = "rabbitmq.requested.heartbeat.seconds";
    public static final String RETRY_BACKOFF = "rabbitmq.retry.backoff.ms";
    public static final String RETRY_BACKOFF_MAX = "rabbitmq.retry.backoff.max.ms";
    public static final String VALIDATE_LIVE = "rabbitmq.validate.live";

    public static final String SECURITY_PROTOCOL = "rabbitmq.security.protocol";
    public static final String SASL_MECHANISM = "rabbitmq.sasl.mechanism";
    public static final String SSL_ENABLED_PROTOCOLS = "rabbitmq.ssl.enabled.protocols";
    public static final String SSL_ENDPOINT_IDENTIFICATION = "rabbitmq.ssl.endpoint.identification.algorithm";

    public static final String EXCHANGE_MAP = "rabbitmq.exchange.map";
    public static final String EXCHANGE_TYPE = "rabbitmq.exchange.type";
    public static final String EXCHANGE_DECLARE = "rabbitmq.exchange.declare";
    public static final String ROUTING_KEY = "rabbitmq.routing.key";

    public static final String BODY_FORMAT = "rabbitmq.body.format";
    public static final String DELIVERY_MODE = "rabbitmq.delivery.mode";
    public static final String CORRELATION_ID = "rabbitmq.correlation.id";
    public static final String MESSAGE_TYPE = "rabbitmq.message.type";
    public static final String MESSAGE_PRIORITY = "rabbitmq.message.priority";
    public static final String MESSAGE_EXPIRATION = "rabbitmq.message.expiration.ms";
    public static final String FORWARD_KAFKA_KEY = "rabbitmq.forward.kafka.key";
    public static final String FORWARD_KAFKA_METADATA = "rabbitmq.forward.kafka.metadata";
    public static final String FORWARD_KAFKA_HEADERS = "rabbitmq.forward.kafka.headers";
    public static final String HEADERS_INCLUDE = "rabbitmq.headers.include";
    public static final String HEADERS_EXCLUDE = "rabbitmq.headers.exclude";
    public static final String MAX_MESSAGE_BYTES = "rabbitmq.max.message.bytes";

    public static final String WINDOW_RECORDS = "rabbitmq.window.records";
    public static final String WINDOW_BYTES = "rabbitmq.window.bytes";
    public static final String CONFIRM_TIMEOUT = "rabbitmq.confirm.timeout.ms";
    public static final String DRAIN_TIMEOUT = "rabbitmq.drain.timeout.ms";
    public static final String COMMIT_INTERVAL = "rabbitmq.commit.interval.ms";
    public static final String UNROUTABLE_POLICY = "rabbitmq.unroutable.policy";
    public static final String UNROUTABLE_WAIT_MAX = "rabbitmq.unroutable.wait.max.ms";
    public static final String GAP_POLICY = "rabbitmq.gap.policy";
    public static final String MAX_RECORDS_PER_SECOND = "rabbitmq.max.records.per.second";

    private static final List<Setting> CONNECTION = List.of(
            new Setting(ADDRESSES, Type.LIST, "localhost:5672", Validators.addresses(), HIGH, "Addresses", """
                    The brokers of one RabbitMQ cluster, tried in turn until one answers."""),
            new Setting(USERNAME, Type.STRING, null, Validators.shortString(), HIGH, "Username", """
                    Who logs in. Take it from a config provider. Required with rabbitmq.sasl.mechanism=PLAIN, and not used \
                    with EXTERNAL."""),
            new Setting(PASSWORD, Type.PASSWORD, null, null, HIGH, "Password", """
                    The password of that user. Take it from a config provider; it is never written to a log. \
                    Required with rabbitmq.sasl.mechanism=PLAIN, and not used with EXTERNAL."""),
            new Setting(VIRTUAL_HOST, Type.STRING, "/", Validators.shortString(), MEDIUM, "Virtual host", """
                    The virtual host that holds the exchanges."""),
            new Setting(CONNECTION_TIMEOUT, Type.INT, 5000, atLeast(1), LOW, "Connection timeout (ms)", """
                    How long the socket, the handshake and each answer of the broker may take before the next \
                    address is tried."""),
            new Setting(REQUESTED_HEARTBEAT, Type.INT, 10, between(0, 65_535), LOW, "Heartbeat (s)", """
                    Heartbeats asked of the broker, so that a dead connection is found out; 0 leaves it to the broker."""),
            new Setting(RETRY_BACKOFF, Type.INT, 200, atLeast(1), LOW, "Retry back-off (ms)", """
                    The wait before the first attempt to connect again, and before a refused message is tried again. \
                    It doubles with each attempt."""),
            new Setting(RETRY_BACKOFF_MAX, Type.INT, 10000, atLeast(1), LOW, "Longest retry back-off (ms)", """
                    Where that doubling ends; no less than rabbitmq.retry.backoff.ms."""),
            new Setting(VALIDATE_LIVE, Type.BOOLEAN, true, null, LOW, "Validate live", """
                    Whether a configuration that is to be validated is tried on the broker too, for ten seconds at \
                    most, once every setting is right by itself: address, TLS, login, virtual host, permissions and \
                    exchanges. Nothing is made or sent. false accepts a configuration while the broker is away."""));

    private static final List<Setting> DESTINATION = List.of(
            new Setting(
                    EXCHANGE_MAP, Type.STRING, NO_DEFAULT_VALUE, Validators.exchangeMap(), HIGH, "Exchange map", """
                    Which exchange each topic goes to. What is written like a topic (letters, digits, dot, \
                    underscore, hyphen) must equal it; anything else is a Java regular expression that must match \
                    the whole name; the first entry that matches wins. Topics are looked up as they are named after \
                    transforms. A comma inside braces, brackets or parentheses belongs to the expression. Every topic \
                    that is read must have one, unless a transform may rename topics."""),
            new Setting(
                    EXCHANGE_TYPE,
                    Type.STRING,
                    "topic",
                    OneOf.lowerCase(ExchangeType.class),
                    MEDIUM,
                    "Exchange type",
                    """
                    The type of every exchange in the map."""),
            new Setting(
                    EXCHANGE_DECLARE,
                    Type.STRING,
                    "create",
                    OneOf.lowerCase(ExchangeDeclare.class),
                    MEDIUM,
                    "Declare exchanges",
                    """
                    What is done about the exchanges on each new connection: create makes those that are missing, \
                    durable; verify only looks whether they exist, for a login that may not configure; none asks \
                    nothing."""),
            new Setting(ROUTING_KEY, Type.STRING, "{topic}", Validators.template(), MEDIUM, "Routing key", """
                    The routing key of each message. A record without the named header or field is a bad record, and \
                    so is a key over 255 bytes."""));

    private static final List<Setting> MESSAGE = List.of(
            new Setting(
                    BODY_FORMAT, Type.STRING, "auto", OneOf.lowerCase(BodyFormat.class), MEDIUM, "Body format", """
                    auto sends bytes untouched (application/octet-stream), a string as text/plain and everything \
                    else as JSON; json sends everything as JSON."""),
            new Setting(
                    DELIVERY_MODE,
                    Type.STRING,
                    "PERSISTENT",
                    OneOf.upperCase(DeliveryMode.class),
                    MEDIUM,
                    "Delivery mode",
                    """
                    A TRANSIENT message is lost when the broker restarts, although it was confirmed."""),
            new Setting(CORRELATION_ID, Type.STRING, null, Validators.template(), LOW, "Correlation id", """
                    The correlation_id of each message. None when left out."""),
            new Setting(MESSAGE_TYPE, Type.STRING, null, Validators.shortString(), LOW, "Message type", """
                    The type of each message, the same for all. None when left out."""),
            new Setting(
                    MESSAGE_PRIORITY,
                    Type.INT,
                    null,
                    Validators.optional(between(0, 255)),
                    LOW,
                    "Message priority",
                    """
                    The priority of each message, for queues that were declared with priorities. None when left \
                    out."""),
            new Setting(
                    MESSAGE_EXPIRATION,
                    Type.LONG,
                    null,
                    Validators.optional(between(0, 4_294_967_295L)),
                    LOW,
                    "Message expiration (ms)",
                    """
                    How long a message may wait in a queue before the broker drops or dead-letters it. For ever when \
                    left out."""),
            new Setting(FORWARD_KAFKA_KEY, Type.BOOLEAN, false, null, LOW, "Forward the Kafka key", """
                    Adds the record's key as the header kafka.key. A key may be personal, and dead-lettering keeps \
                    headers. A key over 8 KB is replaced by the header kafka.key.omitted."""),
            new Setting(FORWARD_KAFKA_METADATA, Type.BOOLEAN, true, null, LOW, "Forward Kafka metadata", """
                    Adds the headers kafka.topic, kafka.partition, kafka.offset and kafka.timestamp."""),
            new Setting(FORWARD_KAFKA_HEADERS, Type.BOOLEAN, true, null, LOW, "Forward Kafka headers", """
                    Adds the record's headers, except CC, BCC, x-death and those that begin with kafka. or \
                    possible-duplicate."""),
            new Setting(HEADERS_INCLUDE, Type.STRING, null, Validators.patterns(), LOW, "Headers to forward", """
                    Which of the record's headers are forwarded: those whose whole name matches one of these Java \
                    regular expressions. A comma inside braces, brackets or parentheses belongs to the expression. \
                    All when left out."""),
            new Setting(HEADERS_EXCLUDE, Type.STRING, null, Validators.patterns(), LOW, "Headers to leave out", """
                    Which of the record's headers are not forwarded, even if rabbitmq.headers.include has them: those whose \
                    whole name matches one of these Java regular expressions. None when left out."""),
            new Setting(
                    MAX_MESSAGE_BYTES,
                    Type.INT,
                    16777216,
                    between(1, 536_870_912),
                    MEDIUM,
                    "Largest message (bytes)",
                    """
                    A larger body is a bad record. Keep it at or below the broker's max_message_size, 16777216 by \
                    default since RabbitMQ 4.0."""));

    private static final List<Setting> DELIVERY = List.of(
            new Setting(WINDOW_RECORDS, Type.INT, 2000, atLeast(1), MEDIUM, "Window (records)", """
                    How many records may be under way to the broker without its confirm. 1 gives strict order at the \
                    price of a round trip for each record."""),
            new Setting(WINDOW_BYTES, Type.LONG, 33554432, atLeast(1), MEDIUM, "Window (bytes)", """
                    How many bytes may be under way to the broker without its confirm. Each task holds up to twice \
                    that in memory, and one batch of the consumer. No less than rabbitmq.max.message.bytes."""),
            new Setting(CONFIRM_TIMEOUT, Type.INT, 30000, atLeast(1), LOW, "Confirm timeout (ms)", """
                    How long to wait for any confirm at all from a broker that is not blocked before the connection \
                    is given up and everything unconfirmed is sent again."""),
            new Setting(DRAIN_TIMEOUT, Type.INT, 3000, atLeast(0), LOW, "Drain timeout (ms)", """
                    How long a commit waits for what is in flight, counted from each record's publish, so that an \
                    orderly stop repeats nothing. No more than rabbitmq.confirm.timeout.ms, and well below the \
                    worker's task.shutdown.graceful.timeout.ms, 5000 by default."""),
            new Setting(COMMIT_INTERVAL, Type.INT, 1000, atLeast(1), LOW, "Commit interval (ms)", """
                    How often confirmed offsets are committed, whatever the offset.flush.interval.ms of the worker."""),
            new Setting(
                    UNROUTABLE_POLICY,
                    Type.STRING,
                    "wait",
                    OneOf.lowerCase(UnroutablePolicy.class),
                    HIGH,
                    "Unroutable policy",
                    """
                    What becomes of a message that no queue received: wait holds its partition, warns, and goes on \
                    once a queue is bound; report hands it to the errant record reporter, and is refused where there \
                    is none; fail stops the task; ignore takes it as delivered."""),
            new Setting(
                    UNROUTABLE_WAIT_MAX,
                    Type.LONG,
                    null,
                    Validators.optional(atLeast(1)),
                    MEDIUM,
                    "Longest unroutable wait (ms)",
                    """
                    With rabbitmq.unroutable.policy=wait, and only then, how long to wait before the task fails: Kafka's retention deletes \
                    what waits too long. For ever when left out."""),
            new Setting(GAP_POLICY, Type.STRING, "warn", OneOf.lowerCase(GapPolicy.class), MEDIUM, "Gap policy", """
                    What is done when offsets are missing because Kafka's retention deleted records before they were \
                    read: warn says how many, as an ERROR, and goes on; fail stops the task before anything behind \
                    the gap is delivered; ignore says nothing. Compaction, transactions and whatever drops records \
                    before the sink leave gaps too: with a Filter transform or errors.tolerance=all the default is \
                    ignore."""),
            new Setting(
                    MAX_RECORDS_PER_SECOND,
                    Type.INT,
                    null,
                    Validators.optional(atLeast(1)),
                    LOW,
                    "Records per second",
                    """
                    How many messages each task publishes in a second at most, copies sent again included, so that \
                    a backlog does not flood the subscribers. No limit when left out."""));

    private RabbitMqSinkConfigDef() {}

    /** The definition of every setting, grouped and in order. */
    public static ConfigDef configDef() {
        var definition = new ConfigDef();
        addGroup(definition, "connection", CONNECTION);
        addGroup(definition, "security", SecurityDef.SETTINGS);
        addGroup(definition, "destination", DESTINATION);
        addGroup(definition, "message", MESSAGE);
        addGroup(definition, "delivery", DELIVERY);
        return definition;
    }

    private static void addGroup(ConfigDef definition, String group, List<Setting> settings) {
        for (int i = 0; i < settings.size(); i++) {
            settings.get(i).addTo(definition, group, i + 1);
        }
    }
}
