package gov.va.vro.bie.it.chaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import gov.va.vro.bie.it.faces.ConnectRest;
import gov.va.vro.bie.it.trial.UnsettledException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Connect's answers are made up here. */
class RestartsTest {

    private final List<String> asked = new ArrayList<>();
    private String state = "RUNNING";
    private String trace = "out of order\\n\\tat somewhere";
    private HttpServer connect;
    private Restarts restarts;

    @BeforeEach
    void listen() throws IOException {
        connect = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        connect.createContext("/connectors/sink", this::answer);
        connect.start();
        var url = "http://127.0.0.1:" + connect.getAddress().getPort();
        restarts = new Restarts(new ConnectRest(url), "sink");
    }

    @AfterEach
    void close() {
        connect.stop(0);
    }

    @Test
    void leavesAloneWhatRuns() {
        restarts.ofWhatFailed();

        assertThat(asked).containsExactly("GET /connectors/sink/status");
        assertThat(restarts).hasToString("sink: its tasks were restarted 0 times");
    }

    @Test
    void restartsWhatHasFailedAndTellsWhy() {
        state = "FAILED";

        restarts.ofWhatFailed();
        restarts.ofWhatFailed();

        assertThat(asked)
                .contains("POST /connectors/sink/restart?includeTasks=true&onlyFailed=true")
                .hasSize(4);
        assertThat(restarts).hasToString("sink: its tasks were restarted 2 times, for [out of order]");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "org.apache.kafka.connect.errors.ConnectException: it stopped\\n\\tat org.apache.kafka.connect.runtime.W.x",
                "org.apache.kafka.connect.errors.DataException: bad\\n\\tat org.apache.kafka.connect.json.J.x\\nCaused by:"
                        + " org.apache.kafka.common.errors.SerializationException: not JSON",
                "java.lang.IllegalStateException: ours\\n\\tat gov.va.vro.bie.connect.rabbitmq.S.x\\n\\tat"
                        + " org.apache.kafka.clients.consumer.C.poll"
            })
    void takesAFailureThatIsNotKafkasForAFinding(String other) {
        state = "FAILED";
        trace = other;

        assertThatThrownBy(restarts::ofWhatFailedForKafka)
                .isInstanceOf(UnsettledException.class)
                .hasMessageStartingWith("a task of sink FAILED, and not for Kafka: ");
        assertThat(asked).containsExactly("GET /connectors/sink/status");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "org.apache.kafka.connect.errors.ConnectException: x\\nCaused by:"
                        + " org.apache.kafka.common.errors.TimeoutException: y",
                "org.apache.kafka.common.KafkaException: x",
                "java.lang.IllegalStateException: x\\n\\tat org.apache.kafka.clients.consumer.C.poll"
            })
    void knowsKafkasFailures(String kafkas) {
        state = "FAILED";
        trace = kafkas;

        restarts.ofWhatFailedForKafka();

        assertThat(asked).contains("POST /connectors/sink/restart?includeTasks=true&onlyFailed=true");
    }

    private void answer(HttpExchange exchange) throws IOException {
        asked.add(exchange.getRequestMethod() + " " + exchange.getRequestURI());
        var body = """
                {"connector": {"state": "RUNNING"},
                 "tasks": [{"id": 0, "state": "%s", "trace": "%s"}]}""".formatted(state, trace).getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(200, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }
}
