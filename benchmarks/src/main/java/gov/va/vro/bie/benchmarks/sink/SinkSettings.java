package gov.va.vro.bie.benchmarks.sink;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Configurations of connectors, made of the file that is shipped: what is measured is what operators run, but for one
 * task, another exchange, and what a measurement varies.
 */
final class SinkSettings {

    private static final List<String> DELIVERED_BY_THE_BENCHMARK =
            List.of("topics", "tasks.max", "consumer.override.group.id", "rabbitmq.exchange.map");

    private final Map<String, String> shipped = new HashMap<>();
    private final Map<String, String> environment;

    /** @param environment what the file's references to {@code ${env:...}} stand for */
    SinkSettings(Path file, Map<String, String> environment) throws IOException {
        this.environment = environment;
        for (var setting :
                new ObjectMapper().readTree(file.toFile()).path("config").properties()) {
            shipped.put(setting.getKey(), setting.getValue().asText());
        }
        DELIVERED_BY_THE_BENCHMARK.forEach(shipped::remove);
    }

    /** The sink's, for one task. */
    Map<String, String> sink(String name, Load load) {
        var config = new HashMap<>(shipped);
        config.put("name", name);
        config.put("tasks.max", "1");
        config.put("topics", load.topic());
        config.put("consumer.override.group.id", name);
        config.put("rabbitmq.exchange.map", ".*=" + Destination.EXCHANGE);
        config.put("rabbitmq.window.records", Integer.toString(load.window()));
        config.putAll(load.settings());
        return config;
    }

    /** The same with every reference resolved, for whoever is no worker. */
    Map<String, String> resolved(Map<String, String> config) {
        var resolved = new HashMap<String, String>();
        config.forEach((name, value) -> resolved.put(name, resolved(value)));
        return resolved;
    }

    private String resolved(String value) {
        var resolved = value;
        for (var variable : environment.entrySet()) {
            resolved = resolved.replace("${env:" + variable.getKey() + "}", variable.getValue());
        }
        return resolved;
    }

    /** What concerns the consumer, the converters and the transforms, of the same file: for another connector. */
    Map<String, String> other(String name, String connector, String topic) {
        var config = new HashMap<>(shipped);
        config.keySet().removeIf(key -> key.startsWith("rabbitmq."));
        config.put("name", name);
        config.put("connector.class", connector);
        config.put("tasks.max", "1");
        config.put("topics", topic);
        config.put("consumer.override.group.id", name);
        return config;
    }
}
