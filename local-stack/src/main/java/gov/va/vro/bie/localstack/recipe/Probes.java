package gov.va.vro.bie.localstack.recipe;

import com.rabbitmq.client.ConnectionFactory;
import gov.va.vro.bie.localstack.Endpoints;
import gov.va.vro.bie.localstack.Part;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.sql.DriverManager;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;

/**
 * Asks a part a question of its own protocol: an open port is no answer. Each probe returns when the part answers and
 * throws when it does not, within seconds.
 */
public final class Probes {

    private static final int TIMEOUT_MS = 5_000;

    private Probes() {}

    /** Asks {@code part} at its endpoint. */
    public static void ask(Part part, Endpoints endpoints) throws Exception {
        switch (part) {
            case KAFKA -> kafka(endpoints.kafka());
            case SCHEMA_REGISTRY -> http(endpoints.schemaRegistry() + "/subjects");
            case RABBITMQ -> {
                amqp(endpoints.amqp());
                if (!endpoints.amqpManagement().isEmpty()) {
                    http(endpoints.amqpManagement() + "/api/overview");
                }
            }
            case POSTGRESQL -> sql(endpoints.jdbc());
            case CONNECT -> connect(endpoints.connect());
        }
    }

    /** Asks the worker at this base URL. */
    static void connect(String url) throws Exception {
        http(url + "/connectors");
    }

    private static void kafka(String bootstrap) throws Exception {
        var colon = bootstrap.lastIndexOf(':');
        try (var socket = new Socket()) {
            socket.connect(
                    new InetSocketAddress(
                            bootstrap.substring(0, colon), Integer.parseInt(bootstrap.substring(colon + 1))),
                    TIMEOUT_MS);
        }
        Map<String, Object> settings = Map.of(
                AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrap,
                AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, TIMEOUT_MS,
                AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, TIMEOUT_MS);
        try (var admin = Admin.create(settings)) {
            admin.describeCluster().nodes().get(TIMEOUT_MS, TimeUnit.MILLISECONDS);
        }
    }

    /** Posts JSON to a part that takes it. */
    static void post(String url, String json) throws Exception {
        send(url, request -> request.header("Content-Type", "application/json").POST(BodyPublishers.ofString(json)));
    }

    /** Puts JSON where a part takes it. */
    static void put(String url, String json) throws Exception {
        send(url, request -> request.header("Content-Type", "application/json").PUT(BodyPublishers.ofString(json)));
    }

    private static void http(String url) throws Exception {
        send(url, UnaryOperator.identity());
    }

    private static void send(String url, UnaryOperator<HttpRequest.Builder> method) throws Exception {
        var uri = URI.create(url);
        var bare = uri.getRawUserInfo() == null ? uri : URI.create(url.replace(uri.getRawUserInfo() + "@", ""));
        var request = method.apply(HttpRequest.newBuilder(bare).timeout(Duration.ofMillis(TIMEOUT_MS)));
        if (uri.getUserInfo() != null) {
            var credentials = uri.getUserInfo().getBytes(StandardCharsets.UTF_8);
            request.header("Authorization", "Basic " + Base64.getEncoder().encodeToString(credentials));
        }
        var client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(Duration.ofMillis(TIMEOUT_MS))
                .build();
        var status = client.send(request.build(), BodyHandlers.discarding()).statusCode();
        if (status / 100 != 2) {
            throw new IllegalStateException(bare + " answers with status " + status);
        }
    }

    static void amqp(String uri) throws Exception {
        var factory = new ConnectionFactory();
        factory.setUri(uri);
        factory.setAutomaticRecoveryEnabled(false);
        factory.setConnectionTimeout(TIMEOUT_MS);
        factory.setHandshakeTimeout(TIMEOUT_MS);
        factory.setChannelRpcTimeout(TIMEOUT_MS);
        try (var connection = factory.newConnection("local-stack probe");
                var channel = connection.createChannel()) {
            channel.basicQos(1);
        }
    }

    private static void sql(String url) throws Exception {
        var timeouts = "&connectTimeout=5&socketTimeout=5&loginTimeout=5";
        try (var connection = DriverManager.getConnection(
                        url + (url.contains("?") ? timeouts : "?" + timeouts.substring(1)));
                var statement = connection.createStatement()) {
            statement.execute("SELECT 1");
        }
    }
}
