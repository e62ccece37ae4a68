package gov.va.vro.bie.localstack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.rabbitmq.client.BuiltinExchangeType;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import gov.va.vro.bie.localstack.recipe.Probes;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.util.Base64;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One stack, from its start to its end: starts cost too much for one a test. */
class StackIT {

    @TempDir
    private static Path directory;

    @Test
    void startsLosesAPartTakesItBackAndEnds() throws Exception {
        var options = new StackOptions(directory, Path.of(System.getProperty("distribution")), Map.of());
        try (var stack = Stack.start(options, Progress.NONE)) {
            assertThat(Endpoints.read(Stack.endpointsFile(directory))).isEqualTo(stack.endpoints());
            assertThatAllPluginsAreLoaded(stack.endpoints());
            assertThatTheSchemaIsThereAndThePersisterCannotChangeIt(stack.endpoints());
            assertThatThePersistersQueuesAreProtected(stack.endpoints());
            assertThatTheWorkersUserCannotReachThem(stack.endpoints());
            assertThatThrownBy(() -> Stack.start(options, Progress.NONE))
                    .isInstanceOf(StackException.class)
                    .hasMessageContaining("running in " + directory + " already");

            stack.kill(Part.RABBITMQ);
            assertThat(answers(Part.RABBITMQ, stack.endpoints())).isFalse();
            stack.start(Part.RABBITMQ);
            stack.restart(Part.POSTGRESQL);

            stack.workers().start(2);
            assertThatTheSecondWorkerSpeaksToTheFirst(stack);

            assertThat(Part.values()).allMatch(part -> answers(part, stack.endpoints()));
        }
        assertThat(Stack.endpointsFile(directory)).doesNotExist();
        assertThat(Ports.choose(directory.resolve("ports.properties"), Map.of(), Set.of())
                        .numbers()
                        .values())
                .allMatch(Ports::isFree);
        assertThat(Stack.runFiles(directory)).isDirectoryNotContaining("glob:**.pid");
    }

    private static void assertThatAllPluginsAreLoaded(Endpoints endpoints) throws Exception {
        var request = HttpRequest.newBuilder(
                        URI.create(endpoints.connect() + "/connector-plugins?connectorsOnly=false"))
                .build();
        assertThat(HttpClient.newHttpClient()
                        .send(request, BodyHandlers.ofString())
                        .body())
                .contains(
                        "gov.va.vro.bie.connect.rabbitmq.RabbitMqSinkConnector",
                        "gov.va.vro.bie.connect.transforms.NotifiedAt$Value",
                        "io.debezium.connector.jdbc.JdbcSinkConnector",
                        "io.apicurio.registry.utils.converter.AvroConverter");
    }

    /** A worker passes a logger's level on to every other of its cluster. */
    private static void assertThatTheSecondWorkerSpeaksToTheFirst(Stack stack) throws Exception {
        var client = HttpClient.newHttpClient();
        var logger = "/admin/loggers/a.logger.of.the.test";
        client.send(
                HttpRequest.newBuilder(URI.create(stack.workers().url(2) + logger + "?scope=cluster"))
                        .header("Content-Type", "application/json")
                        .PUT(BodyPublishers.ofString("{\"level\": \"ERROR\"}"))
                        .build(),
                BodyHandlers.discarding());
        var question = HttpRequest.newBuilder(URI.create(stack.workers().url(1) + logger))
                .build();
        await().untilAsserted(() -> assertThat(
                        client.send(question, BodyHandlers.ofString()).body())
                .contains("ERROR"));
    }

    private static void assertThatTheSchemaIsThereAndThePersisterCannotChangeIt(Endpoints endpoints) throws Exception {
        try (var connection = DriverManager.getConnection(endpoints.jdbcPersister());
                var statement = connection.createStatement()) {
            statement.execute("SELECT uuid FROM bie_event");
            assertThatThrownBy(() -> statement.execute("CREATE TABLE bie.unwanted (id int)"))
                    .hasMessageContaining("permission denied for schema bie");
        }
    }

    private static void assertThatThePersistersQueuesAreProtected(Endpoints endpoints) throws Exception {
        var persister = endpoints.persisterEnvironment();
        var credentials = persister.get("RABBITMQ_USERNAME") + ":" + persister.get("RABBITMQ_PASSWORD");
        var request = HttpRequest.newBuilder(URI.create(persister.get("RABBITMQ_MANAGEMENT_URL") + "/api/policies/%2F"))
                .header(
                        "Authorization",
                        "Basic " + Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.UTF_8)))
                .build();
        assertThat(HttpClient.newHttpClient()
                        .send(request, BodyHandlers.ofString())
                        .body())
                .contains("^persister\\\\.contention-", "at-least-once", "^persister\\\\.parked$");
    }

    private static void assertThatTheWorkersUserCannotReachThem(Endpoints endpoints) throws Exception {
        var factory = new ConnectionFactory();
        factory.setUri(endpoints.amqpConnect());
        try (var connection = factory.newConnection()) {
            var publishing = connection.createChannel();
            publishing.exchangeDeclare("bie-events-contention-updated", BuiltinExchangeType.TOPIC, true);
            publishing.basicPublish("bie-events-contention-updated", "any", null, new byte[0]);
            assertRefused(connection, channel -> channel.queueDeclare("persister.parked", true, false, false, null));
            assertRefused(connection, channel -> {
                channel.confirmSelect();
                channel.basicPublish("", "persister.parked", null, new byte[0]);
                channel.waitForConfirms();
            });
            var queue = publishing.queueDeclare("any", true, false, true, null).getQueue();
            assertRefused(connection, channel -> channel.basicGet(queue, true));
        }
    }

    private static void assertRefused(Connection connection, Attempt attempt) throws Exception {
        var channel = connection.createChannel();
        assertThatThrownBy(() -> attempt.on(channel)).hasStackTraceContaining("ACCESS_REFUSED");
    }

    private interface Attempt {
        void on(Channel channel) throws Exception;
    }

    private static boolean answers(Part part, Endpoints endpoints) {
        try {
            Probes.ask(part, endpoints);
            return true;
        } catch (Exception e) {
            return false;
        }
    }
}
