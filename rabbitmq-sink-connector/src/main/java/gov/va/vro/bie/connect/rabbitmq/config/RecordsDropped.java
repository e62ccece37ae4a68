package gov.va.vro.bie.connect.rabbitmq.config;

import java.util.Arrays;
import java.util.Map;

/** Whether Connect may drop records on their way to the sink: by its Filter transform, or by tolerating errors. */
final class RecordsDropped {

    private static final String FILTER = "org.apache.kafka.connect.transforms.Filter";

    private RecordsDropped() {}

    static boolean mayBe(Map<String, String> settings) {
        return toleratesErrors(settings) || filters(settings);
    }

    private static boolean toleratesErrors(Map<String, String> settings) {
        return "all"
                .equalsIgnoreCase(
                        settings.getOrDefault("errors.tolerance", "none").strip());
    }

    private static boolean filters(Map<String, String> settings) {
        return Arrays.stream(settings.getOrDefault("transforms", "").split(","))
                .map(alias -> settings.getOrDefault("transforms." + alias.strip() + ".type", ""))
                .anyMatch(type -> type.strip().equals(FILTER));
    }
}
