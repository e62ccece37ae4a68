package gov.va.vro.bie.benchmarks.sink;

import gov.va.vro.bie.benchmarks.run.Workbench;
import gov.va.vro.bie.localstack.Distribution;
import gov.va.vro.bie.localstack.Part;
import gov.va.vro.bie.localstack.Progress;
import gov.va.vro.bie.localstack.Stack;
import gov.va.vro.bie.localstack.StackOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** One stack for all measurements of the sink, and what is made of it once. */
final class Ground implements AutoCloseable {

    private static final String CAMEL = "camel-rabbitmq-kafka-connector-0.11.5-package.tar.gz";

    private final Workbench bench;
    private final Stack stack;
    private final SinkSettings settings;
    private final SinkSettings tlsSettings;
    private final Set<EventSize> filled = EnumSet.noneOf(EventSize.class);

    private Ground(Workbench bench, Stack stack) throws IOException {
        this.bench = bench;
        this.stack = stack;
        var environment = stack.endpoints().workerEnvironment();
        this.settings = new SinkSettings(bench.connector("rabbitmq-sink.json"), environment);
        this.tlsSettings = new SinkSettings(bench.connector("rabbitmq-sink-tls.json"), environment);
    }

    static Ground prepare(Workbench bench) throws IOException {
        return prepare(bench, List.of());
    }

    /** @param more archives of plugins that the worker is to have */
    static Ground prepare(Workbench bench, List<Path> more) throws IOException {
        var plugins = new Plugins(bench.distribution(), bench.directory().resolve("distribution")).withNothing();
        plugins.with("camel", bench.plugin(CAMEL), CamelSettings.CONNECTOR);
        for (var archive : more) {
            plugins.with(archive);
        }
        var environment = Map.of(
                "BIE_STACK_CONNECT_JAVA",
                ProductionJava.script(bench.directory().resolve("java")).toString());
        var options = new StackOptions(bench.directory().resolve("stack"), plugins.directory(), environment).withTls();
        var stack = Stack.start(options, Progress.NONE);
        try {
            stack.stop(Part.POSTGRESQL);
            return new Ground(bench, stack);
        } catch (IOException | RuntimeException e) {
            stack.close();
            throw e;
        }
    }

    Path directory() {
        return bench.directory();
    }

    String amqp() {
        return stack.endpoints().amqp();
    }

    /** The topics of events of this size, filled when they are first wanted. */
    void fill(EventSize size) throws Exception {
        if (!filled.contains(size)) {
            topics().fill(size.topic(), size, 1, eventsInTopic());
            topics().fillRendered(rendered(size), size, eventsInTopic() / 8);
            filled.add(size);
        }
    }

    /** More than any race takes, so that none sees the end of them. */
    int eventsInTopic() {
        return bench.amount(400_000, 200_000);
    }

    /** The topic of the same events as JSON. */
    static String rendered(EventSize size) {
        return size.topic() + "-rendered";
    }

    /** That of this process. */
    String ownClassPath() {
        return bench.classPath();
    }

    Topics topics() {
        return new Topics(stack.endpoints());
    }

    Connectors connectors() {
        return new Connectors(stack.endpoints().connect());
    }

    SinkSettings settings() {
        return settings;
    }

    SinkSettings tlsSettings() {
        return tlsSettings;
    }

    Stack stack() {
        return stack;
    }

    Path workerProperties() {
        return bench.directory().resolve("stack/connect/worker.properties");
    }

    /** What a worker has, its plugins' jars on one path, and this module's own classes. */
    String workerClassPath() throws IOException {
        var entries = new ArrayList<>(List.of(new Distribution(bench.distribution()).kafkaClassPath()));
        var plugins = bench.directory().resolve("stack/connect/plugins");
        for (var plugin : List.of("rabbitmq-sink-connector", "notified-at-smt", "local-stack-avro-converter")) {
            entries.add(folder(plugins, plugin) + "/*");
        }
        entries.add(Path.of(Ground.class
                        .getProtectionDomain()
                        .getCodeSource()
                        .getLocation()
                        .getPath())
                .toString());
        return String.join(":", entries);
    }

    /** That of the highest version, which is the one that a connector gets which asks for none. */
    private static Path folder(Path plugins, String name) throws IOException {
        try (Stream<Path> folders = Files.list(plugins)) {
            return folders.filter(folder -> folder.getFileName().toString().startsWith(name))
                    .max(Comparator.naturalOrder())
                    .orElseThrow();
        }
    }

    @Override
    public void close() {
        stack.close();
    }
}
