package gov.va.vro.bie.persister.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.sun.net.httpserver.HttpServer;
import gov.va.vro.bie.persister.config.ManagementConfig;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.slf4j.LoggerFactory;

/** Before a management API that does not answer as it should at first. Each ends when the watch does. */
@Timeout(60)
class PolicyWatchTest {

    private static final Duration SHORT = Duration.ofMillis(10);
    private static final String TRUNCATING = "[{\"name\": \"limits\", \"pattern\": \".*\", \"apply-to\": \"all\","
            + " \"priority\": 0, \"definition\": {\"message-ttl\": 1000}}]";

    private final ListAppender<ILoggingEvent> lines = new ListAppender<>();
    private final Logger log = (Logger) LoggerFactory.getLogger(PolicyWatch.class);
    private final AtomicInteger asked = new AtomicInteger();
    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        lines.start();
        log.setLevel(Level.INFO);
        log.addAppender(lines);
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        answer("/api/overview", 200, "{\"rabbitmq_version\": \"3.10.8\"}");
        answer("/api/operator-policies", 200, "[]");
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
        log.detachAppender(lines);
    }

    @Test
    void asksAgainUntilItIsAnsweredAndSaysItOnce() {
        answerAtFirst(3, 503, "");

        watch();

        assertThat(asked).hasValue(4);
        assertThat(lines.list.get(0).getFormattedMessage())
                .startsWith("policies are not looked at: management API")
                .contains("503");
        assertThat(lines.list)
                .filteredOn(line -> line.getFormattedMessage().startsWith("policies are not looked at"))
                .hasSize(1);
        assertThat(lines.list)
                .filteredOn(line -> line.getFormattedMessage().contains("messages expire after 1000 ms"))
                .singleElement()
                .satisfies(line -> assertThat(line.getLevel()).isEqualTo(Level.ERROR));
    }

    @Test
    void outlivesAnAnswerThatNobodyExpects() {
        answerAtFirst(1, 200, "[{\"name\": 1}]");

        watch();

        assertThat(asked).hasValue(2);
        assertThat(lines.list.get(0).getFormattedMessage()).contains("that is not RabbitMQ's");
    }

    @Test
    void saysThatItDoesNotLookWhereItIsNotToldWhere() {
        new PolicyWatch(Optional.empty()).run();

        assertThat(lines.list)
                .singleElement()
                .satisfies(line -> assertThat(line.getFormattedMessage())
                        .isEqualTo("policies are not looked at: RABBITMQ_MANAGEMENT_URL is not set"));
    }

    @Test
    void outlivesWhatNobodyHasThoughtOf() throws Exception {
        var watch = new Thread(watchOf("http://rabbit_mq:15672"));
        watch.start();
        try {
            await().atMost(Duration.ofSeconds(20))
                    .untilAsserted(() -> assertThat(List.copyOf(lines.list))
                            .singleElement()
                            .satisfies(line -> assertThat(line.getFormattedMessage())
                                    .isEqualTo("policies are not looked at: unexpected IllegalArgumentException; check"
                                            + " RABBITMQ_MANAGEMENT_URL")));
            assertThat(watch.isAlive()).isTrue();
        } finally {
            watch.interrupt();
            watch.join();
        }
    }

    private void watch() {
        watchOf("http://127.0.0.1:" + server.getAddress().getPort()).run();
    }

    private static PolicyWatch watchOf(String url) {
        return new PolicyWatch(Optional.of(new ManagementConfig(url, "guest", "guest", "/", Optional.empty())), SHORT);
    }

    private void answerAtFirst(int times, int status, String body) {
        server.createContext("/api/policies", exchange -> {
            var isEarly = asked.incrementAndGet() <= times;
            var bytes = (isEarly ? body : TRUNCATING).getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(isEarly ? status : 200, bytes.length == 0 ? -1 : bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
    }

    private void answer(String path, int status, String body) {
        server.createContext(path, exchange -> {
            var bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
    }
}
