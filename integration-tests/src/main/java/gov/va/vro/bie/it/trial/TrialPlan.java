package gov.va.vro.bie.it.trial;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What is tried.
 *
 * @param connector the connector's name; its consumer group has the same
 * @param topicPrefix what the five topics begin with
 * @param exchangePrefix what the five exchanges begin with
 * @param perSecond the steady load, events a second
 * @param seed draws the events
 * @param settings the connector's, but for the address, the topics, the exchanges and the group
 */
public record TrialPlan(
        String connector,
        String topicPrefix,
        String exchangePrefix,
        int perSecond,
        long seed,
        Map<String, String> settings) {

    private static final String DEFAULT_WINDOW = "2000";

    public TrialPlan {
        settings = Map.copyOf(settings);
    }

    /** As the connector that is shipped, but for what is given here. */
    public static TrialPlan shipped(
            Path connectors, String name, int perSecond, long seed, Map<String, String> overrides) throws IOException {
        var document = new ObjectMapper()
                .readTree(connectors.resolve("rabbitmq-sink.json").toFile());
        var settings = new TreeMap<String, String>();
        document.path("config")
                .properties()
                .forEach(entry -> settings.put(entry.getKey(), entry.getValue().asText()));
        settings.putAll(overrides);
        var prefix = name.toUpperCase(Locale.ROOT).replace('-', '_') + "_";
        return new TrialPlan(name, prefix, name + ".", perSecond, seed, settings);
    }

    /** How many records all tasks together may have under way. */
    public int windows() {
        return Integer.parseInt(settings.get("tasks.max"))
                * Integer.parseInt(settings.getOrDefault("rabbitmq.window.records", DEFAULT_WINDOW));
    }

    String group() {
        return connector;
    }

    Map<String, String> config(String address, List<Destination> destinations) {
        var config = new TreeMap<>(settings);
        config.put("rabbitmq.addresses", address);
        config.put("consumer.override.group.id", group());
        config.put("topics", destinations.stream().map(Destination::topic).collect(Collectors.joining(",")));
        config.put(
                "rabbitmq.exchange.map",
                destinations.stream()
                        .map(destination -> destination.topic() + "=" + destination.exchange())
                        .collect(Collectors.joining(",")));
        return config;
    }
}
