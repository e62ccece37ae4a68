package gov.va.vro.bie.persister.config;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** Makes types of texts. An IllegalArgumentException says what is wrong with one, as the middle of a sentence. */
final class Values {

    private static final Pattern ADDRESS = Pattern.compile("(?:\\[([0-9A-Fa-f:.%]+)]|([^\\s:\\[\\]]+)):([0-9]{1,5})");
    private static final Pattern HOST = Pattern.compile("[A-Za-z0-9._:-]+");
    private static final Pattern DURATION = Pattern.compile("([0-9]{1,9})(ms|s)?");
    private static final Pattern SCHEMA = Pattern.compile("(?!pg_)[a-z_][a-z0-9_]{0,62}");
    private static final Pattern URL = Pattern.compile("jdbc:postgresql://([^/\\s]+)/[^/?\\s]+(\\?\\S*)?");
    private static final Pattern WITHOUT_PORT = Pattern.compile("\\[[0-9A-Fa-f:.%]+]|[^\\s:\\[\\]]+");
    private static final Pattern SSL_MODE = Pattern.compile(".*[?&]sslmode=([^&]*).*");
    private static final Set<String> SSL_MODES =
            Set.of("disable", "allow", "prefer", "require", "verify-ca", "verify-full");
    private static final Pattern WEB = Pattern.compile("https?://[A-Za-z0-9._:\\[\\]-]+(/[A-Za-z0-9._/-]*)?");
    private static final Pattern CREDENTIALS = Pattern.compile(".*(//[^/]*@|[?&](user|password|sslpassword)=).*");

    private static final Duration LONGEST_WAIT = Duration.ofSeconds(60);

    private Values() {}

    static List<HostPort> addresses(String text) {
        return Arrays.stream(text.split(",", -1))
                .map(String::strip)
                .map(item -> address(item, 1))
                .toList();
    }

    static HostPort address(String text, int lowestPort) {
        var matcher = ADDRESS.matcher(text);
        require(matcher.matches(), "an address is HOST:PORT");
        var port = Integer.parseInt(matcher.group(3));
        require(port >= lowestPort && port <= 65_535, "a port is a number from " + lowestPort + " to 65535");
        return new HostPort(matcher.group(1) == null ? matcher.group(2) : matcher.group(1), port);
    }

    static String url(String text) {
        require(!CREDENTIALS.matcher(text).matches(), "credentials belong in POSTGRES_USER and POSTGRES_PASSWORD");
        var matcher = URL.matcher(text);
        require(matcher.matches(), "it is not a PostgreSQL URL with host and database");
        Arrays.stream(matcher.group(1).split(",", -1))
                .filter(host -> !WITHOUT_PORT.matcher(host).matches())
                .forEach(host -> address(host, 1));
        var mode = SSL_MODE.matcher(text);
        require(
                !mode.matches() || SSL_MODES.contains(mode.group(1).toLowerCase(Locale.ROOT)),
                "there is no such sslmode");
        return text;
    }

    static String webAddress(String text) {
        require(!text.contains("@"), "credentials belong in RABBITMQ_USERNAME and RABBITMQ_PASSWORD");
        require(WEB.matcher(text).matches(), "it is not the base of a web address");
        require(
                hasHost(text),
                text.contains("_")
                        ? "HTTP takes no host name with an underscore"
                        : "there is no host, or no port, as HTTP takes them");
        return text.replaceFirst("/$", "");
    }

    private static boolean hasHost(String address) {
        try {
            var uri = new URI(address);
            return uri.getHost() != null && uri.getPort() <= 65_535;
        } catch (URISyntaxException e) {
            return false;
        }
    }

    static String schema(String text) {
        require(SCHEMA.matcher(text).matches(), "\"" + text + "\" is not a plain schema name");
        return text;
    }

    static boolean flag(String text) {
        return switch (text) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException("\"" + text + "\" is neither true nor false");
        };
    }

    /** Whether the mechanism is EXTERNAL: the certificate is the login. */
    static boolean isExternal(String text) {
        require(text.equals("PLAIN") || text.equals("EXTERNAL"), "there is no mechanism \"" + text + "\" here");
        return text.equals("EXTERNAL");
    }

    static int number(String text, int lowest, int highest) {
        require(text.matches("[0-9]{1,5}"), "\"" + text + "\" is not such a number");
        var number = Integer.parseInt(text);
        require(number >= lowest && number <= highest, number + " is out of range");
        return number;
    }

    static String host(String text) {
        require(HOST.matcher(text).matches(), "it is neither a host's name nor an address");
        return text;
    }

    static Duration duration(String text) {
        var matcher = DURATION.matcher(text);
        require(matcher.matches(), "\"" + text + "\" is not a duration");
        var number = Long.parseLong(matcher.group(1));
        var duration = "s".equals(matcher.group(2)) ? Duration.ofSeconds(number) : Duration.ofMillis(number);
        require(duration.compareTo(LONGEST_WAIT) <= 0, text + " is too long");
        return duration;
    }

    private static void require(boolean right, String problem) {
        if (!right) {
            throw new IllegalArgumentException(problem);
        }
    }
}
