package gov.va.vro.bie.persister.ops;

import com.fasterxml.jackson.core.JsonFactory;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import gov.va.vro.bie.persister.config.HostPort;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;

/**
 * {@code /health/live} and {@code /health/ready}: 200, or 503 with the reasons, as JSON.
 *
 * <p>Two threads of its own, so that one slow caller does not keep the orchestrator's probe waiting.
 */
public final class HealthServer implements AutoCloseable {

    private final JsonFactory json = new JsonFactory();
    private final HttpServer server;
    private final ExecutorService threads;

    private HealthServer(HttpServer server, ExecutorService threads) {
        this.server = server;
        this.threads = threads;
    }

    /**
     * Starts listening.
     *
     * @param live why the process should be restarted, by component; empty when it should not
     * @param ready why it cannot do its work now, by component; empty when it can
     * @throws IOException when the address cannot be had
     */
    public static HealthServer start(
            HostPort address, Supplier<Map<String, String>> live, Supplier<Map<String, String>> ready)
            throws IOException {
        var socket = new InetSocketAddress(address.host(), address.port());
        if (socket.isUnresolved()) {
            throw new IOException("unknown host");
        }
        var threads = Executors.newFixedThreadPool(2, work -> {
            var thread = new Thread(work, "health");
            thread.setDaemon(true);
            return thread;
        });
        var health = new HealthServer(HttpServer.create(socket, 0), threads);
        health.server.setExecutor(threads);
        health.server.createContext("/", exchange -> health.answer(exchange, 404, "not found", Map.of()));
        health.page("/health/live", "live", live);
        health.page("/health/ready", "ready", ready);
        health.server.start();
        return health;
    }

    /** The port that it listens on, also where 0 was asked for. */
    public int port() {
        return server.getAddress().getPort();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    private void page(String path, String word, Supplier<Map<String, String>> reasons) {
        server.createContext(path, exchange -> {
            if (!exchange.getRequestURI().getPath().equals(path)) {
                answer(exchange, 404, "not found", Map.of());
            } else if (!"GET".equals(exchange.getRequestMethod()) && !"HEAD".equals(exchange.getRequestMethod())) {
                answer(exchange, 405, "use GET", Map.of());
            } else {
                var why = reasons.get();
                answer(exchange, why.isEmpty() ? 200 : 503, why.isEmpty() ? word : "not " + word, why);
            }
        });
    }

    private void answer(HttpExchange exchange, int code, String status, Map<String, String> reasons)
            throws IOException {
        try (exchange) {
            var body = body(status, reasons);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            var head = "HEAD".equals(exchange.getRequestMethod());
            exchange.sendResponseHeaders(code, head ? -1 : body.length);
            if (!head) {
                exchange.getResponseBody().write(body);
            }
        }
    }

    private byte[] body(String status, Map<String, String> reasons) throws IOException {
        var written = new ByteArrayOutputStream();
        try (var writer = json.createGenerator(written)) {
            writer.writeStartObject();
            writer.writeStringField("status", status);
            if (!reasons.isEmpty()) {
                writer.writeObjectFieldStart("reasons");
                for (var reason : new TreeMap<>(reasons).entrySet()) {
                    writer.writeStringField(reason.getKey(), reason.getValue());
                }
                writer.writeEndObject();
            }
            writer.writeEndObject();
        }
        written.write('\n');
        return written.toByteArray();
    }
}
