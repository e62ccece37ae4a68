package gov.va.vro.bie.localstack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * What the module's build lays out for the stack to run.
 *
 * <p>The jars of Kafka and Connect stay in Maven's local repository, and {@code kafka/classpath} lists them: so
 * another version, or {@code mvn clean} under a running stack, leaves nothing stale and takes nothing away.
 */
public record Distribution(Path directory) {

    public Distribution {
        if (Files.notExists(directory.resolve("kafka/classpath"))) {
            throw new StackException("no distribution in " + directory
                    + ": build it with local-stack/build, or with mvn package -pl local-stack -am");
        }
    }

    /** The class path of the broker and of the worker. */
    public String kafkaClassPath() {
        return classPath(directory.resolve("kafka/classpath"));
    }

    /** The class path that a file lists, each jar of which must be there. */
    public static String classPath(Path file) {
        try {
            var classPath = Files.readString(file).strip();
            for (var jar : classPath.split(":")) {
                if (Files.notExists(Path.of(jar))) {
                    throw new StackException(
                            jar + " is gone from Maven's local repository: make " + file + " again, by a build");
                }
            }
            return classPath;
        } catch (IOException e) {
            throw new StackException("cannot read " + file + ": " + e.getMessage(), e);
        }
    }

    /** The directory of the Schema Registry, its runner's jar in it. */
    public Path schemaRegistry() {
        return only(list("registry").stream().filter(Files::isDirectory).toList(), "registry");
    }

    /** One zip a Connect plugin. */
    public List<Path> plugins() {
        return endingIn("plugins", ".zip");
    }

    /** The folder of the plugin that writes the ledger. */
    public Path ledgerPlugin() {
        var version = only(list("ledger-plugin"), "ledger-plugin").getFileName();
        return only(list("ledger-plugin/" + version), "ledger-plugin/" + version);
    }

    /** The jar with PostgreSQL's binaries for this machine. */
    public Path postgreSql() {
        return only(endingIn("postgresql", ".jar"), "postgresql");
    }

    /** The persister, as {@code java -jar} runs it. */
    public Path persister() {
        return directory.resolve("persister.jar");
    }

    /** What protects the persister's queues, as RabbitMQ imports definitions. */
    public Path policies() {
        return directory.resolve("policies.json");
    }

    /** What keeps messages out of RabbitMQ's log, as Erlang reads it at its start. */
    public Path rabbitMqLogger() {
        return directory.resolve("rabbitmq-logger.config");
    }

    private List<Path> endingIn(String folder, String suffix) {
        return list(folder).stream()
                .filter(file -> file.toString().endsWith(suffix))
                .toList();
    }

    private List<Path> list(String folder) {
        try (var files = Files.list(directory.resolve(folder))) {
            return files.sorted().toList();
        } catch (IOException e) {
            throw new StackException("cannot read " + directory + "/" + folder + ": " + e.getMessage(), e);
        }
    }

    private Path only(List<Path> found, String folder) {
        if (found.size() != 1) {
            throw new StackException("expected one version in " + directory + "/" + folder + ", found " + found.size()
                    + ": delete that folder and build again");
        }
        return found.get(0);
    }
}
