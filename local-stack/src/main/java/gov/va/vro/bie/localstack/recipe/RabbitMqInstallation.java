package gov.va.vro.bie.localstack.recipe;

import gov.va.vro.bie.localstack.StackException;
import gov.va.vro.bie.localstack.files.PrivateFiles;
import gov.va.vro.bie.localstack.process.ChildSpec;
import gov.va.vro.bie.localstack.process.LogTail;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/**
 * Finds RabbitMQ on this machine, and installs it where that takes no more than apt and root. The scripts that are
 * looked for are the package's own, not the wrappers on PATH, which change the user and lose the environment.
 */
final class RabbitMqInstallation {

    private static final String CHOSEN = "BIE_STACK_RABBITMQ_SERVER";
    private static final String MISSING = "RabbitMQ is not installed: install it (on Debian and Ubuntu: sudo apt-get"
            + " install rabbitmq-server), or name one that runs in BIE_STACK_AMQP_URL";

    private final Site site;

    RabbitMqInstallation(Site site) {
        this.site = site;
    }

    /** The program {@code rabbitmq-server}. */
    Path server() {
        return find().orElseGet(this::install);
    }

    private Optional<Path> find() {
        return site.chosen(CHOSEN).map(RabbitMqInstallation::executable).or(RabbitMqInstallation::known);
    }

    private static Path executable(String server) {
        var path = Path.of(server);
        if (!Files.isExecutable(path)) {
            throw new StackException(CHOSEN + " is " + server + ", which is no program that can be run");
        }
        return path;
    }

    private static Optional<Path> known() {
        var known = Stream.of(Path.of("/usr/lib/rabbitmq/bin"), Path.of("/opt/rabbitmq/sbin"));
        return Stream.concat(known, unpacked(Path.of("/usr/lib/rabbitmq/lib")))
                .map(folder -> folder.resolve("rabbitmq-server"))
                .filter(Files::isExecutable)
                .findFirst();
    }

    private static Stream<Path> unpacked(Path parent) {
        try (var versions = Files.list(parent)) {
            return versions.map(version -> version.resolve("sbin")).toList().stream();
        } catch (IOException e) {
            return Stream.empty();
        }
    }

    private Path install() {
        if (!System.getProperty("user.name").equals("root") || !Files.isExecutable(Path.of("/usr/bin/apt-get"))) {
            throw new StackException(MISSING);
        }
        var log = site.tether().log("rabbitmq-install");
        site.progress().detail("RabbitMQ is not installed: apt-get install rabbitmq-server (log: " + log + ")");
        var child = site.tether()
                .start(ChildSpec.of("rabbitmq-install", site.directory(), List.of("sh", script().toString())));
        try {
            var lastLine = "";
            while (child.isAlive()) {
                lastLine = tell(log, lastLine);
                waitFor(child.onExit()::get);
            }
        } finally {
            child.kill();
        }
        return find().orElseThrow(() ->
                new StackException("the installation of RabbitMQ failed; " + log + " ends in\n" + child.lastLines()));
    }

    private String tell(Path log, String lastLine) {
        var line = LogTail.of(log, 1);
        if (!line.isBlank() && !line.equals(lastLine)) {
            site.progress().detail("apt-get: " + line.strip());
        }
        return line;
    }

    private Path script() {
        try (var in = RabbitMqInstallation.class.getResourceAsStream("/local-stack/install-rabbitmq.sh")) {
            var script = site.directory().resolve("run/install-rabbitmq.sh");
            PrivateFiles.write(script, new String(in.readAllBytes(), StandardCharsets.UTF_8));
            return script;
        } catch (IOException e) {
            throw new StackException("cannot write the installation's script: " + e.getMessage(), e);
        }
    }

    private interface Waiting {
        Object get(long time, TimeUnit unit) throws Exception;
    }

    private static void waitFor(Waiting end) {
        try {
            end.get(Duration.ofSeconds(2).toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            // Still at it.
        } catch (Exception e) {
            throw new StackException("waiting for the installation of RabbitMQ: " + e.getMessage(), e);
        }
    }
}
