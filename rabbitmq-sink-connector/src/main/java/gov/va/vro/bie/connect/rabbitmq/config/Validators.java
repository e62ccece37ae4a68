package gov.va.vro.bie.connect.rabbitmq.config;

import com.rabbitmq.client.Address;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;

/**
 * What the settings of the sink are checked with; each one's text is the "valid values" of the configuration reference.
 */
final class Validators {

    private static final int AMQP_PORT = 5672;
    private static final List<String> TLS_VERSIONS = List.of("TLSv1.2", "TLSv1.3");
    private static final Pattern HOST_AND_PORT =
            Pattern.compile("(\\[[0-9a-zA-Z:.%]+]|[^\\[\\]:\\s/@]+)(?::(\\d{1,5}))?");

    private Validators() {}

    /** Accepts a number that was left out, and otherwise what the range accepts. */
    static ConfigDef.Validator optional(ConfigDef.Range range) {
        return ConfigDef.LambdaValidator.with(
                (name, value) -> {
                    if (value != null) {
                        range.ensureValid(name, value);
                    }
                },
                range::toString);
    }

    static ConfigDef.Validator addresses() {
        return parsed("host:port, ... (IPv6 in brackets; the port is 5672 when left out)", value -> {
            List<?> list = (List<?>) value;
            if (list.isEmpty()) {
                throw new IllegalArgumentException("it names no broker");
            }
            list.forEach(item -> address(item.toString()));
        });
    }

    static ConfigDef.Validator exchangeMap() {
        return parsed("TOPIC_OR_REGEX=EXCHANGE, ...", value -> ExchangeMap.parse(value.toString()));
    }

    static ConfigDef.Validator template() {
        return parsed(
                "text with {topic}, {partition}, {key}, {header.NAME}, {value.FIELD.FIELD}",
                value -> Template.parse(value.toString()));
    }

    static ConfigDef.Validator patterns() {
        return parsed("Java regular expression, ...", value -> PatternList.parse(value.toString()));
    }

    static ConfigDef.Validator shortString() {
        return parsed("not empty, at most 255 bytes of UTF-8", value -> {
            if (value.toString().isBlank()) {
                throw new IllegalArgumentException("it is empty");
            }
            int bytes = ShortString.bytesOf(value.toString());
            if (bytes > ShortString.MAX_BYTES) {
                throw new IllegalArgumentException(
                        "it has " + bytes + " bytes, and AMQP takes at most " + ShortString.MAX_BYTES);
            }
        });
    }

    static ConfigDef.Validator file() {
        return parsed("a path", value -> {
            // A path is shown when its file cannot be read, and what was pasted here by mistake may be a key.
            if (value.toString().contains("-----BEGIN ")) {
                throw new IllegalArgumentException(
                        "it takes a path, and this is PEM itself, which has its own settings");
            }
            Path.of(value.toString());
        });
    }

    static ConfigDef.Validator tlsVersions() {
        return parsed(String.join(", ", TLS_VERSIONS), value -> {
            List<?> versions = (List<?>) value;
            if (versions.isEmpty()) {
                throw new IllegalArgumentException("it names no version");
            }
            versions.forEach(version -> {
                if (!TLS_VERSIONS.contains(version.toString())) {
                    throw new IllegalArgumentException(
                            "\"" + version + "\" is not one of " + String.join(", ", TLS_VERSIONS));
                }
            });
        });
    }

    static ConfigDef.Validator alwaysHttps() {
        return parsed("https", value -> {
            if (!value.toString().strip().equalsIgnoreCase("https")) {
                throw new IllegalArgumentException(
                        "it can only be https: the verification of the broker's host name cannot be turned off; write"
                                + " one of the names in the broker's certificate in rabbitmq.addresses");
            }
        });
    }

    /**
     * Parses {@code host}, {@code host:port}, {@code [IPv6]} or {@code [IPv6]:port}.
     *
     * @throws IllegalArgumentException saying which address is not one
     */
    static Address address(String text) {
        Matcher matcher = HOST_AND_PORT.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException(shown(text) + " is not host:port (no amqp://; IPv6 in brackets)");
        }
        int port = matcher.group(2) == null ? AMQP_PORT : Integer.parseInt(matcher.group(2));
        if (port < 1 || port > 65_535) {
            throw new IllegalArgumentException("the port of \"" + text + "\" is not between 1 and 65535");
        }
        return new Address(matcher.group(1), port);
    }

    private static String shown(String address) {
        return address.contains("@") ? "an address with a login in it" : "\"" + address + "\"";
    }

    /** A required setting that is missing comes as null, and ConfigDef has already said so. */
    private static ConfigDef.Validator parsed(String validValues, Consumer<Object> parser) {
        return ConfigDef.LambdaValidator.with(
                (name, value) -> {
                    try {
                        if (value != null) {
                            parser.accept(value);
                        }
                    } catch (IllegalArgumentException e) {
                        throw new ConfigException(name + ": " + e.getMessage());
                    }
                },
                () -> validValues);
    }
}
