package gov.va.vro.bie.connect.rabbitmq.config;

import java.util.Arrays;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Whether Connect may drop records on their way to the sink: by tolerating errors, or by a transform called Filter. That
 * is what others than Kafka call theirs too, and Connect takes a plugin's name without its package.
 */
final class RecordsDropped {

    private static final Pattern FILTER = Pattern.compile("(.*\\.)?Filter(\\$.*)?");

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
                .anyMatch(type -> FILTER.matcher(type.strip()).matches());
    }
}
