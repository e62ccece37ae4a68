package gov.va.vro.bie.benchmarks.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import gov.va.vro.bie.localstack.process.Child;
import gov.va.vro.bie.localstack.process.ChildSpec;
import gov.va.vro.bie.localstack.process.Tether;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On a RabbitMQ of its own; skipped where none is installed. */
class DestinationTest {

    private static final Path SERVER = Path.of("/usr/lib/rabbitmq/bin/rabbitmq-server");
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int EXCHANGES = 2;

    @TempDir
    private Path home;

    private final Deque<Child> running = new ArrayDeque<>();
    private Destination destination;

    @BeforeEach
    void start() throws Exception {
        assumeTrue(Files.isExecutable(SERVER), "RabbitMQ is not installed");
        var amqp = freePort();
        var portMapper = Integer.toString(freePort());
        Files.writeString(home.resolve("rabbitmq.conf"), "listeners.tcp.1 = 127.0.0.1:" + amqp + "\n");
        Files.writeString(home.resolve("plugins"), "[].\n");
        var tether = new Tether(home.resolve("logs"), home.resolve("run"));
        running.push(tether.start(
                ChildSpec.of("epmd", home, List.of("epmd", "-address", "127.0.0.1", "-port", portMapper))));
        running.push(tether.start(
                ChildSpec.of("rabbitmq", home, List.of(SERVER.toString())).withEnvironment(environment(portMapper))));
        destination = await("RabbitMQ; logs in " + home)
                .atMost(PATIENCE)
                .ignoreExceptions()
                .until(() -> new Destination("amqp://guest:guest@127.0.0.1:" + amqp), Objects::nonNull);
        destination.renew(QueueType.CLASSIC, EXCHANGES);
    }

    @AfterEach
    void stop() throws IOException {
        if (destination != null) {
            destination.close();
        }
        running.forEach(Child::kill);
    }

    @Test
    void letsGoOfWhatIsReadyAndTakesInWhatComesAfterIt() throws Exception {
        publishToEach();
        await("both").atMost(PATIENCE).until(() -> destination.depth() == EXCHANGES);

        destination.empty();

        assertThat(destination.depth()).isZero();
        publishToEach();
        await("both").atMost(PATIENCE).until(() -> destination.depth() == EXCHANGES);
    }

    private void publishToEach() throws Exception {
        try (var channel = destination.connection().createChannel()) {
            channel.confirmSelect();
            for (var number = 1; number <= EXCHANGES; number++) {
                channel.basicPublish(Destination.exchange(number), "any", null, new byte[1]);
            }
            channel.waitForConfirmsOrDie(PATIENCE.toMillis());
        }
    }

    private Map<String, String> environment(String portMapper) throws IOException {
        return Map.ofEntries(
                Map.entry("HOME", home.toString()),
                Map.entry("RABBITMQ_NODENAME", "destination" + portMapper + "@localhost"),
                Map.entry("RABBITMQ_MNESIA_BASE", home.resolve("data").toString()),
                Map.entry("RABBITMQ_LOG_BASE", home.resolve("log").toString()),
                Map.entry("RABBITMQ_CONFIG_FILE", home.resolve("rabbitmq.conf").toString()),
                Map.entry(
                        "RABBITMQ_ENABLED_PLUGINS_FILE", home.resolve("plugins").toString()),
                Map.entry("RABBITMQ_PID_FILE", home.resolve("pid").toString()),
                Map.entry("RABBITMQ_DIST_PORT", Integer.toString(freePort())),
                Map.entry("ERL_EPMD_ADDRESS", "127.0.0.1"),
                Map.entry("ERL_EPMD_PORT", portMapper),
                Map.entry("ERL_AFLAGS", "-start_epmd false -kernel inet_dist_use_interface {127,0,0,1}"));
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
