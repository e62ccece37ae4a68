package gov.va.vro.bie.it.faces;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A stack's RabbitMQ node as its operator has it: {@code rabbitmqctl}. A call takes about a second. */
public final class RabbitMqNode {

    private static final int PATIENCE_SECONDS = 90;

    private final Path home;
    private final String portMapper;

    /** The node of the stack that runs in this directory. */
    public RabbitMqNode(Path stackDirectory) throws IOException {
        home = stackDirectory.resolve("rabbitmq");
        var ports = new Properties();
        try (var in = Files.newBufferedReader(stackDirectory.resolve("ports.properties"))) {
            ports.load(in);
        }
        portMapper = ports.getProperty("erlang-port-mapper");
    }

    /** Runs {@code rabbitmqctl} with these arguments and returns what it prints; what is not success is an error. */
    public String ctl(String... arguments) throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of(program(), "-q"));
        command.addAll(List.of(arguments));
        var builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().putAll(environment());
        var process = builder.start();
        process.getOutputStream().close();
        var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new IOException("rabbitmqctl " + arguments[0] + " does not end");
        }
        if (process.exitValue() != 0) {
            throw new IOException("rabbitmqctl " + arguments[0] + ": " + output.strip());
        }
        return output;
    }

    /**
     * Has it refuse larger messages, RabbitMQ 3 on channels that are opened from now on. RabbitMQ 4 reads the setting at
     * its start only, and looks at the persistent term at each message.
     */
    public void limitMessages(int bytes) throws IOException, InterruptedException {
        ctl(
                "eval",
                "application:set_env(rabbit, max_message_size, %1$d), persistent_term:put(max_message_size, %1$d)."
                        .formatted(bytes));
    }

    /** The package's own script: the wrapper on PATH changes the user, and then the cookie is not the node's. */
    private static String program() {
        return ChosenRabbitMq.ctl()
                .map(Path::toString)
                .orElseGet(() -> Stream.of("/usr/lib/rabbitmq/bin/rabbitmqctl", "/opt/rabbitmq/sbin/rabbitmqctl")
                        .filter(path -> Files.isExecutable(Path.of(path)))
                        .findFirst()
                        .orElse("rabbitmqctl"));
    }

    private Map<String, String> environment() {
        return Map.of(
                "HOME", home.toString(),
                "LC_ALL", "C.UTF-8",
                "RABBITMQ_NODENAME", "bie@localhost",
                "RABBITMQ_CONF_ENV_FILE", home.resolve("rabbitmq-env.conf").toString(),
                "ERL_EPMD_PORT", portMapper,
                "ERL_EPMD_ADDRESS", "127.0.0.1",
                "ERL_AFLAGS", "-start_epmd false -kernel inet_dist_use_interface {127,0,0,1}");
    }
}
