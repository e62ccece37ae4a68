package gov.va.vro.bie.persister.ops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import gov.va.vro.bie.persister.config.HostPort;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PagesTest {

    private static final HostPort ANY_PORT = new HostPort("127.0.0.1", 0);

    private final Map<String, String> notReady = new ConcurrentHashMap<>();
    private Pages server;

    @BeforeEach
    void start() throws IOException {
        server = Pages.start(ANY_PORT, Map::of, () -> notReady, () -> "a_metric 1\n");
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void isReadyWhenNothingSpeaksAgainstIt() throws Exception {
        assertThat(get("/health/ready").statusCode()).isEqualTo(200);
        assertThat(get("/health/ready").body()).isEqualTo("{\"status\":\"ready\"}\n");
    }

    @Test
    void saysWhyItIsNotReady() throws Exception {
        notReady.put("database", "no \"connection\"");
        notReady.put("broker", "not subscribed yet");

        assertThat(get("/health/ready").statusCode()).isEqualTo(503);
        assertThat(get("/health/ready").body())
                .isEqualTo("{\"status\":\"not ready\",\"reasons\":{\"broker\":\"not subscribed yet\","
                        + "\"database\":\"no \\\"connection\\\"\"}}\n");
        assertThat(get("/health/live").statusCode()).isEqualTo(200);
    }

    @Test
    void knowsNoOtherPage() throws Exception {
        assertThat(get("/").statusCode()).isEqualTo(404);
        assertThat(get("/health/readyness").statusCode()).isEqualTo(404);
    }

    @Test
    void showsTheMetricsAsPrometheusReadsThem() throws Exception {
        assertThat(get("/metrics").body()).isEqualTo("a_metric 1\n");
        assertThat(get("/metrics").headers().firstValue("Content-Type"))
                .hasValue("text/plain; version=0.0.4; charset=utf-8");
    }

    @Test
    void answersThoughOthersNeverFinishTheirRequests() throws Exception {
        var hanging = new ArrayList<Socket>();
        try {
            for (var i = 0; i < 20; i++) {
                var socket = new Socket("127.0.0.1", server.port());
                hanging.add(socket);
                socket.getOutputStream().write("GET /metrics HTTP/1.1\r\nHost".getBytes(StandardCharsets.US_ASCII));
            }

            await().atMost(Duration.ofSeconds(60))
                    .untilAsserted(
                            () -> assertThat(get("/health/live").statusCode()).isEqualTo(200));
        } finally {
            for (var socket : hanging) {
                socket.close();
            }
        }
    }

    @Test
    void saysWhenThePortIsTaken() {
        var taken = new HostPort("127.0.0.1", server.port());

        assertThatThrownBy(() -> Pages.start(taken, Map::of, Map::of, () -> "")).isInstanceOf(IOException.class);
    }

    private HttpResponse<String> get(String path) throws Exception {
        var page = URI.create("http://127.0.0.1:" + server.port() + path);
        return HttpClient.newHttpClient().send(HttpRequest.newBuilder(page).build(), BodyHandlers.ofString());
    }
}
