package gov.va.vro.bie.localstack.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import gov.va.vro.bie.localstack.demo.ConnectRest.Applied;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class ConnectRestTest {
    private static final String CONNECTOR = "{\"name\":\"sink\",\"config\":{\"topics\":\"${env:PREFIX}A\"}}";
    private static final String CONFIG = "GET /connectors/sink/config";
    private static final String STATUS = "GET /connectors/sink/status";

    private final Map<String, Deque<String>> answers = new HashMap<>();
    private final List<String> writes = new ArrayList<>();
    private HttpServer server;
    private ConnectRest connect;

    @BeforeEach
    void listen() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
        connect = new ConnectRest("http://127.0.0.1:" + server.getAddress().getPort() + "/");
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void postsAConnectorThatIsNotThereUnmodified() throws Exception {
        given(CONFIG, "404 {}");
        given("POST /connectors", "201 {}");

        assertThat(connect.apply(CONNECTOR)).isEqualTo(Applied.CREATED);
        assertThat(writes).containsExactly("POST /connectors " + CONNECTOR);
    }

    @Test
    void triesAgainWhileTheWorkerRebalances() throws Exception {
        given(CONFIG, "404 {}");
        given("POST /connectors", "409 {\"message\":\"rebalance\"}", "201 {}");

        assertThat(connect.apply(CONNECTOR)).isEqualTo(Applied.CREATED);
        assertThat(writes).hasSize(2);
    }

    @Test
    void leavesARunningConnectorOfTheSameConfigurationAlone() throws Exception {
        given(CONFIG, "200 {\"topics\":\"${env:PREFIX}A\",\"name\":\"sink\"}");
        given(STATUS, "200 " + status("RUNNING", "RUNNING"));

        assertThat(connect.apply(CONNECTOR)).isEqualTo(Applied.UNCHANGED);
        assertThat(writes).isEmpty();
    }

    @Test
    void bringsAnotherConfigurationToThisOne() throws Exception {
        given(CONFIG, "200 {\"topics\":\"B\",\"name\":\"sink\"}");
        given("PUT /connectors/sink/config", "200 {}");

        assertThat(connect.apply(CONNECTOR)).isEqualTo(Applied.CHANGED);
        assertThat(writes).containsExactly("PUT /connectors/sink/config {\"topics\":\"${env:PREFIX}A\"}");
    }

    @Test
    void resumesAConnectorThatWasPaused() throws Exception {
        given(CONFIG, "200 {\"topics\":\"${env:PREFIX}A\"}");
        given(STATUS, "200 " + status("PAUSED", "PAUSED"));
        given("PUT /connectors/sink/resume", "202");

        assertThat(connect.apply(CONNECTOR)).isEqualTo(Applied.RESUMED);
    }

    @Test
    void restartsAConnectorThatHasFailed() throws Exception {
        given(CONFIG, "200 {\"topics\":\"${env:PREFIX}A\"}");
        given(STATUS, "200 " + status("RUNNING", "FAILED"));
        given("POST /connectors/sink/restart?includeTasks=true&onlyFailed=true", "202 {}");

        assertThat(connect.apply(CONNECTOR)).isEqualTo(Applied.RESTARTED);
    }

    @Test
    void saysInOneLineWhyAConfigurationWasRefused() {
        given(CONFIG, "404 {}");
        given(
                "POST /connectors",
                "400 {\"message\":\"1 error(s):\\nrabbitmq.exchange.map has no such topic\\nYou can also find the above list\"}");

        assertThatThrownBy(() -> connect.apply(CONNECTOR))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("HTTP 400")
                .hasMessageEndingWith("1 error(s): rabbitmq.exchange.map has no such topic");
    }

    @Test
    void isRunningWhenTheConnectorAndEveryTaskAre() throws Exception {
        given(STATUS, "404 {}", "200 " + status("RUNNING", "UNASSIGNED"), "200 " + status("RUNNING", "RUNNING"));

        assertThat(connect.status("sink")).isEmpty();
        assertThat(connect.status("sink"))
                .hasValueSatisfying(status -> assertThat(status.isRunning()).isFalse());
        assertThat(connect.status("sink"))
                .hasValueSatisfying(status -> assertThat(status.isRunning()).isTrue());
    }

    @Test
    void tellsTheFirstLineOfAFailedTasksTrace() throws Exception {
        given(STATUS, "200 " + status("RUNNING", "FAILED"));

        assertThat(connect.status("sink"))
                .hasValueSatisfying(status -> assertThat(status.failure()).hasValue("Login was refused"));
    }

    private static String status(String connector, String task) {
        return "{\"connector\":{\"state\":\"%s\"},\"tasks\":[{\"state\":\"%s\",\"trace\":\"Login was refused\\n\\tat X\"}]}"
                .formatted(connector, task);
    }

    /** Each answer is its code and body; the last one is given again and again. */
    private void given(String request, String... inTurn) {
        answers.put(request, new ArrayDeque<>(List.of(inTurn)));
    }

    private void answer(HttpExchange exchange) throws IOException {
        var request = exchange.getRequestMethod() + " " + exchange.getRequestURI();
        var sent = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        if (!exchange.getRequestMethod().equals("GET")) {
            writes.add(sent.isEmpty() ? request : request + " " + sent);
        }
        var inTurn = answers.getOrDefault(request, new ArrayDeque<>(List.of("500 {\"message\":\"unexpected\"}")));
        var answer = (inTurn.size() > 1 ? inTurn.remove() : inTurn.element()).split(" ", 2);
        var body = (answer.length > 1 ? answer[1] : "").getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(Integer.parseInt(answer[0]), body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }
}
