package gov.va.vro.bie.connect.rabbitmq.config;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.common.config.Config;
import org.apache.kafka.common.config.ConfigValue;

/**
 * Adds to Connect's validation what its ConfigDef cannot see. A setting with an unresolved reference has that as its
 * only error, since whatever else is wrong with the text is not the user's doing.
 *
 * <p>A finding at a setting that the ConfigDef does not have, be it Connect's, a client's or a misspelled one, becomes
 * a value of its own: Connect counts the errors of those too and shows them under that name. Their values are left out,
 * since nobody knows which of them are secret.
 */
public final class ConfigFindings {

    private final Map<String, ConfigValue> values = new LinkedHashMap<>();

    private ConfigFindings(Config validated) {
        validated.configValues().forEach(value -> values.put(value.name(), value));
    }

    /**
     * The validated configuration with every finding at the setting to change.
     *
     * @param validated the sink's settings as its ConfigDef validated them
     * @param settings the whole configuration as Connect resolved it
     */
    public static Config addTo(Config validated, Map<String, String> settings) {
        var findings = new ConfigFindings(validated);
        var unresolved = UnresolvedReferences.in(settings);
        unresolved.keySet().forEach(findings::forget);
        var resolved = new HashMap<>(settings);
        resolved.keySet().removeAll(unresolved.keySet());
        var wrong = findings.wrong();
        wrong.addAll(unresolved.keySet());
        CrossChecks.of(resolved, findings.right(), wrong).forEach(findings::add);
        unresolved.forEach(findings::add);
        return new Config(new ArrayList<>(findings.values.values()));
    }

    /** A validated configuration with one finding more. */
    public static Config with(Config validated, String name, String sentence) {
        var findings = new ConfigFindings(validated);
        findings.add(name, sentence);
        return new Config(new ArrayList<>(findings.values.values()));
    }

    /** Whether there is no finding at all. */
    public static boolean none(Config validated) {
        return new ConfigFindings(validated).wrong().isEmpty();
    }

    private void forget(String name) {
        values.computeIfPresent(
                name, (key, value) -> new ConfigValue(name, null, value.recommendedValues(), new ArrayList<>()));
    }

    private void add(String name, String sentence) {
        values.computeIfAbsent(name, key -> new ConfigValue(name, null, List.of(), new ArrayList<>()))
                .addErrorMessage(name + ": " + sentence);
    }

    private Set<String> wrong() {
        return values.values().stream()
                .filter(value -> !value.errorMessages().isEmpty())
                .map(ConfigValue::name)
                .collect(Collectors.toCollection(HashSet::new));
    }

    private Map<String, Object> right() {
        var right = new HashMap<String, Object>();
        values.forEach((name, value) -> {
            if (value.errorMessages().isEmpty() && value.value() != null) {
                right.put(name, value.value());
            }
        });
        return right;
    }
}
