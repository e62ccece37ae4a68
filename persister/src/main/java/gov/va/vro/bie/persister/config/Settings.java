package gov.va.vro.bie.persister.config;

import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Reads settings into types and gathers what is wrong with them instead of stopping at the first. A wrong one yields a
 * stand-in, which {@link #refuseIfWrong} keeps from ever being used.
 */
final class Settings {

    private static final Pattern ADDRESS = Pattern.compile("(?:\\[([0-9A-Fa-f:.%]+)]|([^\\s:\\[\\]]+)):([0-9]{1,5})");
    private static final Pattern HOST = Pattern.compile("[A-Za-z0-9._:-]+");
    private static final Pattern DURATION = Pattern.compile("([0-9]{1,9})(ms|s)?");
    private static final Pattern SCHEMA = Pattern.compile("(?!pg_)[a-z_][a-z0-9_]{0,62}");
    private static final Pattern URL = Pattern.compile("jdbc:postgresql://[^/\\s]+/[^/?\\s]+(\\?\\S*)?");
    private static final Pattern WEB = Pattern.compile("https?://[A-Za-z0-9._:\\[\\]-]+(/[A-Za-z0-9._/-]*)?");
    private static final Pattern CREDENTIALS = Pattern.compile(".*(//[^/]*@|[?&](user|password)=).*");

    private static final Duration LONGEST_WAIT = Duration.ofSeconds(60);

    private final Environment environment;
    private final Set<String> problems = new LinkedHashSet<>();

    Settings(Map<String, String> variables) {
        environment = new Environment(variables);
    }

    BrokerConfig broker() {
        return new BrokerConfig(
                read(Setting.RABBITMQ_ADDRESSES, Settings::addresses, List.of()),
                text(Setting.RABBITMQ_USERNAME),
                text(Setting.RABBITMQ_PASSWORD),
                text(Setting.RABBITMQ_VIRTUAL_HOST));
    }

    DatabaseConfig database() {
        return new DatabaseConfig(
                read(Setting.POSTGRES_URL, Settings::url, ""),
                text(Setting.POSTGRES_USER),
                text(Setting.POSTGRES_PASSWORD),
                read(Setting.POSTGRES_SCHEMA, Settings::schema, ""));
    }

    Optional<ManagementConfig> management(BrokerConfig broker) {
        return readIfSet(Setting.RABBITMQ_MANAGEMENT_URL, Settings::webAddress)
                .map(url -> new ManagementConfig(url, broker.username(), broker.password(), broker.virtualHost()));
    }

    boolean migrate() {
        return read(Setting.PERSISTER_MIGRATE, Settings::flag, false);
    }

    BatchConfig batch() {
        return new BatchConfig(
                read(Setting.PERSISTER_BATCH_SIZE, text -> number(text, 1, 5_000), 1),
                read(Setting.PERSISTER_BATCH_WAIT, Settings::duration, Duration.ZERO));
    }

    HostPort http() {
        return read(Setting.PERSISTER_HTTP, text -> address(text, 0), new HostPort("", 0));
    }

    Optional<HostPort> agent() {
        var port = read(Setting.DD_DOGSTATSD_PORT, text -> number(text, 1, 65_535), 1);
        return readIfSet(Setting.DD_AGENT_HOST, Settings::host).map(host -> new HostPort(host, port));
    }

    void refuseIfWrong() throws ConfigurationException {
        if (!problems.isEmpty()) {
            throw new ConfigurationException(List.copyOf(problems));
        }
    }

    private String text(Setting setting) {
        return read(setting, text -> text, "");
    }

    private <T> T read(Setting setting, Reading<T> reading, T standIn) {
        return read(setting, () -> reading.of(environment.text(setting)), standIn);
    }

    private <T> Optional<T> readIfSet(Setting setting, Reading<T> reading) {
        return read(setting, () -> environment.find(setting).map(reading::of), Optional.empty());
    }

    private <T> T read(Setting setting, Attempt<T> attempt, T standIn) {
        try {
            return attempt.get();
        } catch (WrongSettingException e) {
            problems.add(e.getMessage());
        } catch (IllegalArgumentException e) {
            problems.add(setting.name() + " is wrong: " + e.getMessage() + "; write " + setting.expected());
        }
        return standIn;
    }

    private static List<HostPort> addresses(String text) {
        return Arrays.stream(text.split(",", -1))
                .map(String::strip)
                .map(item -> address(item, 1))
                .toList();
    }

    private static HostPort address(String text, int lowestPort) {
        var matcher = ADDRESS.matcher(text);
        require(matcher.matches(), "an address is HOST:PORT");
        var port = Integer.parseInt(matcher.group(3));
        require(port >= lowestPort && port <= 65_535, "a port is a number from " + lowestPort + " to 65535");
        return new HostPort(matcher.group(1) == null ? matcher.group(2) : matcher.group(1), port);
    }

    private static String url(String text) {
        require(!CREDENTIALS.matcher(text).matches(), "credentials belong in POSTGRES_USER and POSTGRES_PASSWORD");
        require(URL.matcher(text).matches(), "it is not a PostgreSQL URL with host and database");
        return text;
    }

    private static String webAddress(String text) {
        require(!text.contains("@"), "credentials belong in RABBITMQ_USERNAME and RABBITMQ_PASSWORD");
        require(WEB.matcher(text).matches(), "it is not the base of a web address");
        return text.replaceFirst("/$", "");
    }

    private static String schema(String text) {
        require(SCHEMA.matcher(text).matches(), "\"" + text + "\" is not a plain schema name");
        return text;
    }

    private static boolean flag(String text) {
        return switch (text) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException("\"" + text + "\" is neither true nor false");
        };
    }

    private static int number(String text, int lowest, int highest) {
        require(text.matches("[0-9]{1,5}"), "\"" + text + "\" is not such a number");
        var number = Integer.parseInt(text);
        require(number >= lowest && number <= highest, number + " is out of range");
        return number;
    }

    private static String host(String text) {
        require(HOST.matcher(text).matches(), "it is neither a host's name nor an address");
        return text;
    }

    private static Duration duration(String text) {
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

    private interface Reading<T> {
        T of(String text);
    }

    private interface Attempt<T> {
        T get() throws WrongSettingException;
    }
}
