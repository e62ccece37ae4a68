package gov.va.vro.bie.it;

import java.util.Map;
import java.util.TreeMap;

/** How the tasks of a connector share the partitions. */
enum Grouping {
    /** Each member lets go of everything before a rebalance. */
    SHIPPED(Map.of()),
    /** Each member keeps what it has through a rebalance, but for what goes to another. */
    COOPERATIVE(Map.of(
            "consumer.override.partition.assignment.strategy",
            "org.apache.kafka.clients.consumer.CooperativeStickyAssignor")),
    /** The broker decides. It refuses the settings of the others. */
    BROKER(Map.of("consumer.override.group.protocol", "consumer"));

    private final Map<String, String> settings;

    Grouping(Map<String, String> settings) {
        this.settings = settings;
    }

    /** These settings of a connector with the grouping's in place of their own. */
    Map<String, String> of(Map<String, String> config) {
        var changed = new TreeMap<>(config);
        if (this == BROKER) {
            changed.remove("consumer.override.partition.assignment.strategy");
            changed.remove("consumer.override.heartbeat.interval.ms");
            changed.remove("consumer.override.session.timeout.ms");
        }
        changed.putAll(settings);
        return changed;
    }
}
