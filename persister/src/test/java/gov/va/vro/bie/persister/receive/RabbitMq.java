package gov.va.vro.bie.persister.receive;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import gov.va.vro.bie.persister.config.BrokerConfig;
import gov.va.vro.bie.persister.config.HostPort;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A private RabbitMQ node on ports of its own, its data in the build folder. It ends with this JVM, however that ends:
 * the shell that started it waits for the end of its standard input.
 */
public final class RabbitMq {

    private static final Path SERVER = Path.of("/usr/lib/rabbitmq/bin/rabbitmq-server");
    private static final String LOOPBACK_ONLY = "-kernel inet_dist_use_interface {127,0,0,1}";
    private static final String UNTIL_INPUT_ENDS = """
            epmd -port "$ERL_EPMD_PORT" & epmd=$!
            "$0" & server=$!
            cat > /dev/null
            kill -9 $(pgrep -P $server) $server $epmd
            """;

    private final Process shell;
    private final int port;

    private RabbitMq(Process shell, int port) {
        this.shell = shell;
        this.port = port;
    }

    /** Skips the test where RabbitMQ is not installed. */
    public static RabbitMq start() throws IOException {
        assumeTrue(Files.isExecutable(SERVER), "RabbitMQ is not installed: apt-get install rabbitmq-server");
        var folder = Files.createTempDirectory(
                Files.createDirectories(Path.of(System.getProperty("build.directory", "target"))), "rabbitmq");
        var port = freePort();
        var epmdPort = freePort();
        Files.writeString(folder.resolve("rabbitmq.conf"), "listeners.tcp.1 = 127.0.0.1:" + port + "\n");
        Files.writeString(folder.resolve("plugins"), "[].\n");
        var builder = new ProcessBuilder("sh", "-c", UNTIL_INPUT_ENDS, SERVER.toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("out").toFile());
        builder.environment().putAll(environment(folder.toAbsolutePath(), epmdPort));
        var node = new RabbitMq(builder.start(), port);
        await().atMost(Duration.ofSeconds(60)).ignoreExceptions().until(() -> {
            node.connect().close();
            return true;
        });
        return node;
    }

    public BrokerConfig config() {
        return new BrokerConfig(List.of(new HostPort("127.0.0.1", port)), "guest", "guest", "/");
    }

    public Connection connect() throws Exception {
        var factory = new ConnectionFactory();
        factory.setHost("127.0.0.1");
        factory.setPort(port);
        return factory.newConnection("test");
    }

    public void stop() throws Exception {
        shell.getOutputStream().close();
        if (!shell.waitFor(20, TimeUnit.SECONDS)) {
            shell.destroyForcibly();
        }
    }

    private static Map<String, String> environment(Path folder, int epmdPort) throws IOException {
        return Map.ofEntries(
                Map.entry("HOME", folder.toString()),
                Map.entry("LC_ALL", "C.UTF-8"),
                Map.entry("RABBITMQ_NODENAME", "persister" + epmdPort + "@localhost"),
                Map.entry("RABBITMQ_MNESIA_BASE", folder.resolve("data").toString()),
                Map.entry("RABBITMQ_LOG_BASE", folder.resolve("log").toString()),
                Map.entry(
                        "RABBITMQ_CONFIG_FILE", folder.resolve("rabbitmq.conf").toString()),
                Map.entry(
                        "RABBITMQ_ENABLED_PLUGINS_FILE",
                        folder.resolve("plugins").toString()),
                Map.entry("RABBITMQ_PID_FILE", folder.resolve("pid").toString()),
                Map.entry("RABBITMQ_DIST_PORT", Integer.toString(freePort())),
                Map.entry("RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS", LOOPBACK_ONLY),
                Map.entry("ERL_EPMD_ADDRESS", "127.0.0.1"),
                Map.entry("ERL_EPMD_PORT", Integer.toString(epmdPort)));
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
