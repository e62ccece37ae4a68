package gov.va.vro.bie.localstack.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class SchemaRegistryTest {
    private final BlockingQueue<String> requests = new LinkedBlockingQueue<>();
    private HttpServer server;
    private volatile int status = 200;
    private volatile String answer = "{\"id\":17}";

    @BeforeEach
    void listen() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            var type = exchange.getRequestHeaders().getFirst("Content-Type");
            requests.add(exchange.getRequestMethod() + " " + exchange.getRequestURI() + " " + type);
            requests.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            var body = answer.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void registersASchemaUnderTheRegistrysOwnPath() throws Exception {
        var schema = EventKind.DELETED.schema();

        assertThat(registry().register("A_TOPIC-value", schema)).isEqualTo(17);

        assertThat(requests.take())
                .isEqualTo("POST /apis/ccompat/v7/subjects/A_TOPIC-value/versions "
                        + "application/vnd.schemaregistry.v1+json");
        assertThat(new ObjectMapper().readTree(requests.take()))
                .isEqualTo(JsonNodeFactory.instance.objectNode().put("schema", schema.toString()));
    }

    @Test
    void saysWhichSubjectWasRefusedAndWhy() {
        status = 409;
        answer = "{\"error_code\":409,\"message\":\"incompatible\"}";

        assertThatThrownBy(() -> registry().register("A_TOPIC-value", EventKind.DELETED.schema()))
                .isInstanceOf(IOException.class)
                .hasMessageContainingAll("A_TOPIC-value", "HTTP 409", "incompatible", url());
    }

    @Test
    void survivesAnAnswerThatIsNotJson() {
        status = 502;
        answer = "<html>Bad Gateway</html>";

        assertThatThrownBy(() -> registry().register("A_TOPIC-value", EventKind.DELETED.schema()))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("HTTP 502");
    }

    @Test
    void saysWhereNobodyAnswered() {
        server.stop(0);

        assertThatThrownBy(() -> registry().register("A_TOPIC-value", EventKind.DELETED.schema()))
                .isInstanceOf(IOException.class)
                .hasMessageContainingAll("does not answer", url());
    }

    private SchemaRegistry registry() {
        return new SchemaRegistry(url() + "/");
    }

    private String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/apis/ccompat/v7";
    }
}
