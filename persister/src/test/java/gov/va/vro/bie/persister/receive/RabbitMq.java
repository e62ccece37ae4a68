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
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A private RabbitMQ node on ports of its own, its data in the build folder. It ends with this JVM, however that ends:
 * the shell that started it waits for the end of its standard input. BIE_STACK_RABBITMQ_SERVER names another server than
 * Debian's, beside which {@code rabbitmqctl} stands.
 */
public final class RabbitMq {

    private static final Path SERVER =
            Path.of(System.getenv().getOrDefault("BIE_STACK_RABBITMQ_SERVER", "/usr/lib/rabbitmq/bin/rabbitmq-server"));
    private static final String LOOPBACK_ONLY = "-kernel inet_dist_use_interface {127,0,0,1}";
    private static final String UNTIL_INPUT_ENDS = """
            epmd -port "$ERL_EPMD_PORT" & epmd=$!
            "$0" & server=$!
            cat > /dev/null
            kill -9 $(pgrep -P $server) $server $epmd
            """;

    private final Process shell;
    private final int port;
    private final Map<String, String> environment;

    private RabbitMq(Process shell, int port, Map<String, String> environment) {
        this.shell = shell;
        this.port = port;
        this.environment = environment;
    }

    /**
     * Skips the test where RabbitMQ is not installed.
     *
     * @param settings further lines of rabbitmq.conf
     */
    public static RabbitMq start(String... settings) throws IOException {
        assumeTrue(Files.isExecutable(SERVER), "RabbitMQ is not installed: apt-get install rabbitmq-server");
        var folder = Files.createTempDirectory(
                Files.createDirectories(Path.of(System.getProperty("build.directory", "target"))), "rabbitmq");
        var port = freePort();
        var epmdPort = freePort();
        var lines = new ArrayList<>(List.of("listeners.tcp.1 = 127.0.0.1:" + port));
        lines.addAll(List.of(settings));
        Files.write(folder.resolve("rabbitmq.conf"), lines);
        Files.writeString(folder.resolve("plugins"), plugins(lines));
        var builder = new ProcessBuilder("sh", "-c", UNTIL_INPUT_ENDS, SERVER.toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("out").toFile());
        var environment = environment(folder.toAbsolutePath(), epmdPort);
        builder.environment().putAll(environment);
        var node = new RabbitMq(builder.start(), port, environment);
        await().atMost(Duration.ofSeconds(60)).ignoreExceptions().until(() -> {
            node.connect().close();
            return true;
        });
        return node;
    }

    /** Only those that the settings are for, since they take ports. */
    private static String plugins(List<String> settings) {
        var management = settings.stream().anyMatch(line -> line.startsWith("management."));
        var certificates = settings.stream().anyMatch(line -> line.startsWith("auth_mechanisms."));
        return "["
                + Stream.of(management ? "rabbitmq_management" : "", certificates ? "rabbitmq_auth_mechanism_ssl" : "")
                        .filter(name -> !name.isEmpty())
                        .collect(Collectors.joining(", "))
                + "].\n";
    }

    /** Runs {@code rabbitmqctl} with these arguments, and returns what it says. */
    public String ctl(String... arguments) throws Exception {
        var command =
                new ArrayList<>(List.of(SERVER.resolveSibling("rabbitmqctl").toString(), "-q"));
        command.addAll(List.of(arguments));
        var builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().putAll(environment);
        builder.environment().put("ERL_AFLAGS", "-start_epmd false " + LOOPBACK_ONLY);
        var process = builder.start();
        process.getOutputStream().close();
        var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException("rabbitmqctl " + arguments[0] + ": " + said);
        }
        return said;
    }

    /** Sends a signal to the node's virtual machine, such as STOP: it is there, and answers nothing. */
    public void signal(String name) throws Exception {
        var pid =
                Files.readString(Path.of(environment.get("RABBITMQ_PID_FILE"))).strip();
        new ProcessBuilder("kill", "-" + name, pid).start().waitFor();
    }

    /** The variables with which the persister reaches it. */
    public Map<String, String> variables() {
        return Map.of(
                "RABBITMQ_ADDRESSES", "127.0.0.1:" + port,
                "RABBITMQ_USERNAME", "guest",
                "RABBITMQ_PASSWORD", "guest");
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

    public static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
