package gov.va.vro.bie.connect.rabbitmq.config;

import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds references to config providers that Connect left as they stand.
 *
 * <p>Connect resolves {@code ${provider:key}} and {@code ${provider:path:key}} before a connector sees its
 * configuration, and says nothing of a provider or key that it does not know: the literal text goes on, and a password
 * of {@code ${env:PASSWORD}} is tried at the broker. The pattern is the one of Kafka's {@code ConfigTransformer}. Every
 * setting is looked at, those of converters, transforms and clients too, since a wrong one there is as silent.
 */
public final class UnresolvedReferences {

    private static final Pattern REFERENCE = Pattern.compile("\\$\\{([^}]*?):(([^}]*?):)?([^}]*?)\\}");
    private static final Pattern PLAIN_NAME = Pattern.compile("[A-Za-z0-9._-]+");

    private UnresolvedReferences() {}

    /**
     * The settings that still hold a reference, by name, each with a sentence that says what to do. A sentence names
     * the provider and nothing else of the value, which may be a secret in part.
     */
    public static Map<String, String> in(Map<String, String> settings) {
        var unresolved = new TreeMap<String, String>();
        settings.forEach((name, value) -> {
            Matcher reference = REFERENCE.matcher(value == null ? "" : value);
            if (reference.find()) {
                unresolved.put(name, sentence(reference.group(1)));
            }
        });
        return unresolved;
    }

    private static String sentence(String provider) {
        String which = PLAIN_NAME.matcher(provider).matches()
                ? "the config provider \"" + provider + "\""
                : "a config provider";
        return "it holds a reference to " + which
                + " that was left unresolved: name the provider in the worker's config.providers,"
                + " and see that it has the value on every worker";
    }
}
