package gov.va.vro.bie.connect.rabbitmq.config;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;

/**
 * A setting whose value is a constant of an enum, in the spelling that the documentation shows or any other case. As a
 * recommender it lets REST list the choices.
 *
 * @param <E> the enum
 */
final class OneOf<E extends Enum<E>> implements ConfigDef.Validator, ConfigDef.Recommender {

    private final Class<E> type;
    private final UnaryOperator<String> spelling;

    private OneOf(Class<E> type, UnaryOperator<String> spelling) {
        this.type = type;
        this.spelling = spelling;
    }

    /** The choices are written as the constants are. */
    static <E extends Enum<E>> OneOf<E> upperCase(Class<E> type) {
        return new OneOf<>(type, UnaryOperator.identity());
    }

    /** The choices are written in lower case. */
    static <E extends Enum<E>> OneOf<E> lowerCase(Class<E> type) {
        return new OneOf<>(type, name -> name.toLowerCase(Locale.ROOT));
    }

    /** The constant that a valid value stands for. */
    static <E extends Enum<E>> E read(Class<E> type, String value) {
        return Enum.valueOf(type, value.strip().toUpperCase(Locale.ROOT));
    }

    @Override
    public void ensureValid(String name, Object value) {
        if (choices().stream()
                .noneMatch(
                        choice -> choice.equalsIgnoreCase(String.valueOf(value).strip()))) {
            throw new ConfigException(name, value, "it must be one of " + this);
        }
    }

    @Override
    public List<Object> validValues(String name, Map<String, Object> parsedConfig) {
        return List.copyOf(choices());
    }

    @Override
    public boolean visible(String name, Map<String, Object> parsedConfig) {
        return true;
    }

    @Override
    public String toString() {
        return String.join(", ", choices());
    }

    private List<String> choices() {
        return Arrays.stream(type.getEnumConstants())
                .map(Enum::name)
                .map(spelling)
                .toList();
    }
}
