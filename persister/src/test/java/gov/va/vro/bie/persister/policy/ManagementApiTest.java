package gov.va.vro.bie.persister.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import gov.va.vro.bie.persister.config.ManagementConfig;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** With a server that is not RabbitMQ's, or ill: a real one does not answer so on demand. */
@Timeout(60)
class ManagementApiTest {

    private final CountDownLatch over = new CountDownLatch(1);
    private HttpServer server;
    private Answer answer;
    private volatile String asked;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newCachedThreadPool());
        server.createContext("/", exchange -> {
            asked = exchange.getRequestURI().toString();
            answer.to(exchange);
        });
        server.start();
    }

    @AfterEach
    void stop() {
        over.countDown();
        server.stop(0);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "no JSON", "[1, 2", "7", "[1]", "[null]", "[{\"name\": \"without the rest\"}]", "{}"})
    void saysThatSomethingElseAnswersThere(String body) {
        answer = exchange -> write(exchange, body);

        assertThatThrownBy(() -> api().policies("policies", "/"))
                .isInstanceOf(ManagementException.class)
                .hasMessageEndingWith("that is not RabbitMQ's; check RABBITMQ_MANAGEMENT_URL");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"rabbitmq_version\": 4}", "{\"rabbitmq_version\": \"latest\"}"})
    void takesNothingForAVersionThatIsNone(String body) {
        answer = exchange -> write(exchange, body);

        assertThatThrownBy(() -> api().version())
                .isInstanceOf(ManagementException.class)
                .hasMessageEndingWith("that is not RabbitMQ's; check RABBITMQ_MANAGEMENT_URL");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"definition\": null", "\"other\": 1"})
    void takesNothingForAPolicyWithoutItsDefinition(String definition) {
        answer = exchange -> write(
                exchange,
                "[{\"name\": \"limits\", \"pattern\": \".*\", \"apply-to\": \"all\", \"priority\": 0, " + definition
                        + "}]");

        assertThatThrownBy(() -> api().policies("policies", "/"))
                .isInstanceOf(ManagementException.class)
                .hasMessageEndingWith("that is not RabbitMQ's; check RABBITMQ_MANAGEMENT_URL");
    }

    @Test
    void doesNotWaitForEverForTheRestOfAnAnswerAndHangsUp() throws Exception {
        var hungUp = new CountDownLatch(1);
        answer = exchange -> {
            exchange.sendResponseHeaders(200, 1_000_000);
            try {
                dripUntilTheEnd(exchange.getResponseBody());
            } catch (IOException e) {
                hungUp.countDown();
            }
        };

        assertThatThrownBy(() -> api().policies("policies", "/"))
                .isInstanceOf(ManagementException.class)
                .hasMessageContaining("no answer");
        assertThat(hungUp.await(20, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void asksForAVirtualHostAsAPathSpellsIt() throws Exception {
        answer = exchange -> write(exchange, "[]");

        assertThat(api().policies("policies", "claims / test")).isEmpty();
        assertThat(asked).isEqualTo("/api/policies/claims%20%2F%20test");
    }

    private void dripUntilTheEnd(OutputStream body) throws IOException {
        try {
            do {
                body.write('[');
                body.flush();
            } while (!over.await(50, TimeUnit.MILLISECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private ManagementApi api() {
        return new ManagementApi(new ManagementConfig(
                "http://127.0.0.1:" + server.getAddress().getPort(), "guest", "guest", "/", Optional.empty()));
    }

    private static void write(HttpExchange exchange, String body) throws IOException {
        var bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(200, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private interface Answer {
        void to(HttpExchange exchange) throws IOException;
    }
}
