package gov.va.vro.bie.persister.ops;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import gov.va.vro.bie.persister.config.HostPort;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;

/**
 * {@code /health/live} and {@code /health/ready}: 200, or 503 with the reasons, as JSON; and {@code /metrics}, for
 * Prometheus.
 *
 * <p>Threads of its own, more than slow callers should ever hold, since the JDK's server reads a request on the thread
 * that answers it; and it cuts off who takes more than {@link #LONGEST_SECONDS} for a request or for the answer. What
 * is shown must be at hand: nothing here may wait for broker or database.
 */
public final class Pages implements AutoCloseable {

    private static final int THREADS = 8;
    private static final String LONGEST_SECONDS = "10";

    private final HttpServer server;
    private final ExecutorService threads;

    private Pages(HttpServer server, ExecutorService threads) {
        this.server = server;
        this.threads = threads;
    }

    /**
     * Starts listening.
     *
     * @param live why the process should be restarted, by component; empty when it should not
     * @param ready why it cannot do its work now, by component; empty when it can
     * @param metrics the page in Prometheus' text format
     * @throws IOException when the address cannot be had
     */
    public static Pages start(
            HostPort address,
            Supplier<Map<String, String>> live,
            Supplier<Map<String, String>> ready,
            Supplier<String> metrics)
            throws IOException {
        var socket = new InetSocketAddress(address.host(), address.port());
        if (socket.isUnresolved()) {
            throw new IOException("unknown host");
        }
        System.setProperty("sun.net.httpserver.maxReqTime", LONGEST_SECONDS);
        System.setProperty("sun.net.httpserver.maxRspTime", LONGEST_SECONDS);
        var threads = Executors.newFixedThreadPool(THREADS, work -> {
            var thread = new Thread(work, "pages");
            thread.setDaemon(true);
            return thread;
        });
        var pages = new Pages(HttpServer.create(socket, 0), threads);
        pages.server.setExecutor(threads);
        pages.server.createContext("/", exchange -> answer(exchange, HealthPage.status(404, "not found")));
        pages.page("/health/live", () -> HealthPage.of("live", live.get()));
        pages.page("/health/ready", () -> HealthPage.of("ready", ready.get()));
        pages.page("/metrics", () -> new Page(200, "text/plain; version=0.0.4; charset=utf-8", metrics.get()));
        pages.server.start();
        return pages;
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

    private void page(String path, Supplier<Page> page) {
        server.createContext(path, exchange -> {
            if (!exchange.getRequestURI().getPath().equals(path)) {
                answer(exchange, HealthPage.status(404, "not found"));
            } else if (!"GET".equals(exchange.getRequestMethod()) && !"HEAD".equals(exchange.getRequestMethod())) {
                answer(exchange, HealthPage.status(405, "use GET"));
            } else {
                answer(exchange, page.get());
            }
        });
    }

    private static void answer(HttpExchange exchange, Page page) throws IOException {
        try (exchange) {
            var body = page.body.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", page.contentType);
            var head = "HEAD".equals(exchange.getRequestMethod());
            exchange.sendResponseHeaders(page.code, head ? -1 : body.length);
            if (!head) {
                exchange.getResponseBody().write(body);
            }
        }
    }

    record Page(int code, String contentType, String body) {}
}
