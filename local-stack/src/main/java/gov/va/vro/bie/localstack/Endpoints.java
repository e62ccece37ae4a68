package gov.va.vro.bie.localstack;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import gov.va.vro.bie.localstack.files.PrivateFiles;
import java.io.IOException;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * Where a running stack answers; each value is usable as it is.
 *
 * @param kafka bootstrap server, host:port
 * @param schemaRegistry base URL of the Confluent-compatible API, with its path
 * @param connect base URL of Connect's REST API
 * @param amqp AMQP URI with virtual host and the credentials of an administrator
 * @param amqpConnect the same with the credentials of a user that may only publish; in a RabbitMQ that is not the
 *     stack's own, those that were given
 * @param amqpPersister the same with the credentials of a user that may only have the persister's queues
 * @param amqpManagement base URL of RabbitMQ's management, with credentials; the API is below {@code /api}; empty when
 *     the RabbitMQ is not the stack's own and none was named
 * @param jdbc JDBC URL with the credentials of the tables' owner, and the schema in which unqualified names resolve
 * @param jdbcPersister the same with the credentials of a role that may only store; in a database that is not the
 *     stack's own, the owner's
 * @param jdbcLedger the same with the credentials of a role that may only write the ledger
 * @param amqpTls AMQP URI of the listener for TLS, with credentials and virtual host; empty without TLS
 * @param tlsDirectory where {@code ca.pem} is, and {@code bie_connect.pem} and {@code bie_persister.pem}, with which
 *     these users log in without a password; empty without TLS
 */
public record Endpoints(
        String kafka,
        String schemaRegistry,
        String connect,
        String amqp,
        String amqpConnect,
        String amqpPersister,
        String amqpManagement,
        String jdbc,
        String jdbcPersister,
        String jdbcLedger,
        String amqpTls,
        String tlsDirectory) {

    /** Owner of the stack's own database, and administrator of its own RabbitMQ. */
    public static final String OWNER = "bie";

    /** Role in that database and user in that RabbitMQ. */
    public static final String PERSISTER = "bie_persister";

    /** User in that RabbitMQ, and role in that database. */
    public static final String CONNECT = "bie_connect";

    public static final String LEDGER = "bie_ledger";

    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    /** A stack of an earlier version has written fewer. */
    public Endpoints {
        amqpConnect = amqpConnect == null ? amqp : amqpConnect;
        amqpPersister = amqpPersister == null ? amqp : amqpPersister;
        jdbcPersister = jdbcPersister == null ? jdbc : jdbcPersister;
        jdbcLedger = jdbcLedger == null ? jdbc : jdbcLedger;
    }

    /** Without TLS, and with one user in RabbitMQ and one role in the database. */
    public Endpoints(
            String kafka, String schemaRegistry, String connect, String amqp, String amqpManagement, String jdbc) {
        this(kafka, schemaRegistry, connect, amqp, amqp, amqp, amqpManagement, jdbc, jdbc, jdbc, "", "");
    }

    /** The endpoints that a stack wrote to {@code file}. */
    public static Endpoints read(Path file) throws IOException {
        return JSON.readValue(file.toFile(), Endpoints.class);
    }

    /** Writes {@code file} whole or not at all, readable by its owner only: the URLs hold passwords. */
    public void write(Path file) throws IOException {
        PrivateFiles.write(file, JSON.writeValueAsString(this) + "\n");
    }

    static Endpoints of(Ports ports, Secrets secrets, ForeignEndpoints foreign, Path tlsDirectory) {
        var tls = ports.has(Port.AMQP_TLS);
        var user = OWNER + ":" + secrets.rabbitMq() + "@";
        return new Endpoints(
                ports.address(Port.KAFKA),
                "http://" + ports.address(Port.SCHEMA_REGISTRY) + "/apis/ccompat/v7",
                "http://" + ports.address(Port.CONNECT),
                foreign.amqp().orElseGet(() -> ownAmqp(ports, OWNER, secrets.rabbitMq())),
                foreign.amqp().orElseGet(() -> ownAmqp(ports, CONNECT, secrets.rabbitMqConnect())),
                foreign.amqp().orElseGet(() -> ownAmqp(ports, PERSISTER, secrets.rabbitMqPersister())),
                foreign.amqp().isPresent()
                        ? foreign.amqpManagement().orElse("")
                        : "http://" + user + ports.address(Port.AMQP_MANAGEMENT),
                foreign.jdbc().orElseGet(() -> ownJdbc(ports, OWNER, secrets.postgreSql())),
                foreign.jdbc().orElseGet(() -> ownJdbc(ports, PERSISTER, secrets.postgreSqlPersister())),
                foreign.jdbc().orElseGet(() -> ownJdbc(ports, LEDGER, secrets.postgreSqlLedger())),
                tls ? "amqps://" + user + ports.address(Port.AMQP_TLS) + "/%2F" : "",
                tls ? tlsDirectory.toString() : "");
    }

    private static String ownAmqp(Ports ports, String user, String password) {
        return "amqp://" + user + ":" + password + "@" + ports.address(Port.AMQP) + "/%2F";
    }

    private static String ownJdbc(Ports ports, String role, String password) {
        var url = "jdbc:postgresql://" + ports.address(Port.POSTGRESQL) + "/bie";
        return new JdbcUrl(url, role, password, JdbcUrl.DEFAULT_SCHEMA).withCredentials();
    }

    /**
     * The variables with which the persister reaches this stack's RabbitMQ and PostgreSQL. It migrates only where it is
     * the owner: the stack's own database has been migrated when it answers.
     */
    public Map<String, String> persisterEnvironment() {
        var database = JdbcUrl.parse(jdbcPersister);
        var environment = new HashMap<>(Map.of(
                "PERSISTER_MIGRATE", Boolean.toString(jdbcPersister.equals(jdbc)),
                "RABBITMQ_ADDRESSES", rabbitMqAddress(),
                "RABBITMQ_USERNAME", user(amqpPersister),
                "RABBITMQ_PASSWORD", password(amqpPersister),
                "RABBITMQ_VIRTUAL_HOST", virtualHost(),
                "POSTGRES_URL", database.url(),
                "POSTGRES_USER", database.user(),
                "POSTGRES_PASSWORD", database.password(),
                "POSTGRES_SCHEMA", database.schema()));
        if (!amqpManagement.isEmpty()) {
            environment.put("RABBITMQ_MANAGEMENT_URL", amqpManagement.replaceFirst("//.*@", "//"));
        }
        return environment;
    }

    /** The same over TLS to both, with a client certificate for RabbitMQ's login, which no management API takes. */
    public Map<String, String> persisterTlsEnvironment() {
        var environment = new HashMap<>(persisterEnvironment());
        environment.keySet().removeAll(Set.of("RABBITMQ_USERNAME", "RABBITMQ_PASSWORD", "RABBITMQ_MANAGEMENT_URL"));
        environment.put("RABBITMQ_ADDRESSES", rabbitMqTlsAddress());
        environment.put("RABBITMQ_TLS", "true");
        environment.put("RABBITMQ_TLS_CA_FILE", tlsDirectory + "/ca.pem");
        environment.put("RABBITMQ_TLS_CERTIFICATE_FILE", keyOf(PERSISTER));
        environment.put("RABBITMQ_TLS_KEY_FILE", keyOf(PERSISTER));
        environment.put("RABBITMQ_MECHANISM", "EXTERNAL");
        environment.computeIfPresent(
                "POSTGRES_URL", (name, url) -> url + "?sslmode=verify-full&sslrootcert=" + tlsDirectory + "/ca.pem");
        return environment;
    }

    /** The variables with which {@code persister migrate} reaches PostgreSQL as the owner. */
    public Map<String, String> ownerEnvironment() {
        var database = JdbcUrl.parse(jdbc);
        return Map.of(
                "POSTGRES_URL", database.url(),
                "POSTGRES_USER", database.user(),
                "POSTGRES_PASSWORD", database.password(),
                "POSTGRES_SCHEMA", database.schema());
    }

    /** Host and port of RabbitMQ's AMQP listener. */
    public String rabbitMqAddress() {
        var uri = URI.create(amqp);
        return uri.getHost() + ":" + (uri.getPort() < 0 ? 5672 : uri.getPort());
    }

    /** Host and port of RabbitMQ's listener for TLS. */
    public String rabbitMqTlsAddress() {
        var uri = URI.create(amqpTls);
        return uri.getHost() + ":" + uri.getPort();
    }

    /** Whether RabbitMQ listens for TLS too. */
    public boolean hasTls() {
        return !amqpTls.isEmpty();
    }

    /**
     * The variables that connectors/rabbitmq-sink.json, with TLS connectors/rabbitmq-sink-tls.json, and
     * persister-connector-config/ledger.json read through the worker's config provider.
     */
    public Map<String, String> workerEnvironment() {
        var ledger = JdbcUrl.parse(jdbcLedger);
        var environment = new HashMap<>(Map.of(
                "BIE_TOPIC_PREFIX", "TST_CONTENTION_BIE_",
                "BIE_CONSUMER_GROUP", "EXT_VRO_TST",
                "BIE_LEDGER_CONSUMER_GROUP", "EXT_VRO_TST_LEDGER",
                "RABBITMQ_ADDRESSES", rabbitMqAddress(),
                "RABBITMQ_USERNAME", user(amqpConnect),
                "RABBITMQ_PASSWORD", password(amqpConnect),
                "RABBITMQ_VIRTUAL_HOST", virtualHost()));
        environment.put("BIE_LEDGER_POSTGRES_URL", ledger.url());
        environment.put("BIE_LEDGER_POSTGRES_USER", ledger.user());
        environment.put("BIE_LEDGER_POSTGRES_PASSWORD", ledger.password());
        environment.put("BIE_LEDGER_POSTGRES_SCHEMA", ledger.schema());
        if (hasTls()) {
            environment.put("RABBITMQ_TLS_ADDRESSES", rabbitMqTlsAddress());
            environment.put("RABBITMQ_TLS_CA", tlsDirectory + "/ca.pem");
            environment.put("RABBITMQ_TLS_CLIENT", keyOf(CONNECT));
        }
        return environment;
    }

    /** Without the URLs that hold passwords. */
    @Override
    public String toString() {
        return "Endpoints[kafka=" + kafka + ", schemaRegistry=" + schemaRegistry + ", connect=" + connect + "]";
    }

    /** A user's key and certificate. */
    private String keyOf(String user) {
        return tlsDirectory + "/" + user + ".pem";
    }

    private static String user(String amqp) {
        return credential(amqp, 0);
    }

    private static String password(String amqp) {
        return credential(amqp, 1);
    }

    private static String credential(String amqp, int index) {
        var userInfo = URI.create(amqp).getRawUserInfo();
        var parts = userInfo == null ? new String[] {"guest", "guest"} : userInfo.split(":", 2);
        return index < parts.length ? decode(parts[index]) : "";
    }

    private String virtualHost() {
        var path = URI.create(amqp).getRawPath();
        return path == null || path.isEmpty() ? "/" : decode(path.substring(1));
    }

    private static String decode(String text) {
        return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }
}
