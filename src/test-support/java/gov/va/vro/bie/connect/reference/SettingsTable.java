package gov.va.vro.bie.connect.reference;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.ConfigKey;

/** A ConfigDef as the Markdown tables of the configuration reference: one for each group, each setting a row. */
final class SettingsTable {

    private static final String HEAD = """
            | Setting | Type | Default | Values | Importance | |
            |---|---|---|---|---|---|
            """;
    private static final Pattern RANGE = Pattern.compile("\\[(-?\\d*),?\\.{3},?(-?\\d*)]");
    private static final Pattern CHOICES = Pattern.compile("\\[(\\w+(?:, \\w+)*)]");
    /** What is code already, a name with dots or underscores and perhaps its value, or a placeholder. */
    private static final Pattern NAME =
            Pattern.compile("`[^`]*`|\\b[a-z]{2,}(?:[._][a-z]{2,})+\\b(?:=\\w+)?|\\{[A-Za-z.]+}");

    private final ConfigDef definition;

    SettingsTable(ConfigDef definition) {
        this.definition = definition;
    }

    String markdown() {
        List<String> groups = definition.groups();
        return groups.isEmpty()
                ? table(definition.configKeys().values())
                : groups.stream().map(this::group).collect(Collectors.joining("\n"));
    }

    private String group(String name) {
        return "### " + name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1) + "\n\n"
                + table(definition.configKeys().values().stream()
                        .filter(key -> name.equals(key.group))
                        .toList());
    }

    private static String table(Collection<ConfigKey> keys) {
        return keys.stream().map(SettingsTable::row).collect(Collectors.joining("", HEAD, ""));
    }

    private static String row(ConfigKey key) {
        return "| `%s` | %s | %s |%s| %s | %s |\n"
                .formatted(
                        key.name,
                        key.type.name().toLowerCase(Locale.ROOT),
                        defaultOf(key),
                        padded(values(key)),
                        key.importance.name().toLowerCase(Locale.ROOT),
                        meaning(key));
    }

    private static String defaultOf(ConfigKey key) {
        if (!key.hasDefault()) {
            return "**required**";
        }
        String text = ConfigDef.convertToString(key.defaultValue, key.type);
        return text == null || text.isEmpty() ? "–" : code(text);
    }

    private static String values(ConfigKey key) {
        if (key.recommender != null) {
            return codes(key.recommender.validValues(key.name, Map.of()).stream()
                    .map(String::valueOf)
                    .toList());
        }
        if (key.type == ConfigDef.Type.BOOLEAN) {
            return codes(List.of("true", "false"));
        }
        return key.validator == null ? "" : values(key.validator.toString());
    }

    /** Kafka's own validators write their bounds and choices in brackets; ours write a sentence. */
    private static String values(String text) {
        var range = RANGE.matcher(text);
        if (range.matches()) {
            String low = range.group(1);
            String high = range.group(2);
            return high.isEmpty() ? "from " + low : low.isEmpty() ? "up to " + high : low + " to " + high;
        }
        return named(CHOICES.matcher(text)
                .replaceAll(choices -> codes(List.of(choices.group(1).split(", ")))));
    }

    /** The documentation of Kafka's own plugins has HTML's code in it. */
    private static String meaning(ConfigKey key) {
        return named(key.documentation.replace("<code>", "`").replace("</code>", "`"));
    }

    /** Names stand out as code, and nothing ends the cell or begins a tag. */
    private static String named(String text) {
        String escaped = text.replace("|", "\\|").replace("<", "&lt;");
        return NAME.matcher(escaped)
                .replaceAll(name -> name.group().startsWith("`") ? "$0" : Matcher.quoteReplacement(code(name.group())));
    }

    private static String codes(List<String> values) {
        return values.stream().map(SettingsTable::code).collect(Collectors.joining(", "));
    }

    private static String padded(String cell) {
        return cell.isEmpty() ? " " : " " + cell + " ";
    }

    private static String code(String text) {
        return "`" + text + "`";
    }
}
