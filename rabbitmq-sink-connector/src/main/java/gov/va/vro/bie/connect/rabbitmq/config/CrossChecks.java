package gov.va.vro.bie.connect.rabbitmq.config;

import static gov.va.vro.bie.connect.rabbitmq.config.RabbitMqSinkConfigDef.CONFIRM_TIMEOUT;
import static gov.va.vro.bie.connect.rabbitmq.config.RabbitMqSinkConfigDef.DRAIN_TIMEOUT;
import static gov.va.vro.bie.connect.rabbitmq.config.RabbitMqSinkConfigDef.EXCHANGE_MAP;
import static gov.va.vro.bie.connect.rabbitmq.config.RabbitMqSinkConfigDef.FORWARD_KAFKA_HEADERS;
import static gov.va.vro.bie.connect.rabbitmq.config.RabbitMqSinkConfigDef.GAP_POLICY;
import static gov.va.vro.bie.connect.rabbitmq.config.RabbitMqSinkConfigDef.HEADERS_EXCLUDE;
import static gov.va.vro.bie.connect.rabbitmq.config.RabbitMqSinkConfigDef.HEADERS_INCLUDE;
import static gov.va.vro.bie.connect.rabbitmq.config.RabbitMqSinkConfigDef.MAX_MESSAGE_BYTES;
import static gov.va.vro.bie.connect.rabbitmq.config.RabbitMqSinkConfigDef.PREFIX;
import static gov.va.vro.bie.connect.rabbitmq.config.RabbitMqSinkConfigDef.RETRY_BACKOFF;
import static gov.va.vro.bie.connect.rabbitmq.config.RabbitMqSinkConfigDef.RETRY_BACKOFF_MAX;
import static gov.va.vro.bie.connect.rabbitmq.config.RabbitMqSinkConfigDef.UNROUTABLE_POLICY;
import static gov.va.vro.bie.connect.rabbitmq.config.RabbitMqSinkConfigDef.UNROUTABLE_WAIT_MAX;
import static gov.va.vro.bie.connect.rabbitmq.config.RabbitMqSinkConfigDef.WINDOW_BYTES;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiPredicate;
import org.apache.kafka.connect.sink.SinkConnector;

/**
 * What can only be seen by looking at several settings together: each finding stands at the one setting to change. A
 * check whose settings are not all right by themselves is left out, so that one mistake is reported once.
 */
final class CrossChecks {

    private final Map<String, String> raw;
    private final Map<String, ?> parsed;
    private final Set<String> wrong;
    private final Map<String, String> findings = new LinkedHashMap<>();

    private CrossChecks(Map<String, String> raw, Map<String, ?> parsed, Set<String> wrong) {
        this.raw = raw;
        this.parsed = parsed;
        this.wrong = wrong;
    }

    /**
     * Looks at a whole configuration.
     *
     * @param raw every setting as it was written, those of Connect included
     * @param parsed the sink's settings that are right by themselves, parsed by {@link RabbitMqSinkConfigDef}
     * @param wrong the settings that are known to be wrong, whatever the others are
     * @return a sentence for each setting that does not fit the others
     */
    static Map<String, String> of(Map<String, String> raw, Map<String, ?> parsed, Set<String> wrong) {
        var checks = new CrossChecks(raw, parsed, wrong);
        checks.unknownNames();
        checks.connectorName();
        checks.durationsAndSizes();
        checks.headers();
        checks.unroutable();
        checks.gaps();
        checks.findings.putAll(SecurityChecks.of(raw, parsed, wrong));
        checks.everyTopicHasAnExchange();
        return checks.findings;
    }

    private void connectorName() {
        int bytes = ShortString.bytesOf(raw.getOrDefault("name", ""));
        if (bytes > ShortString.MAX_BYTES) {
            findings.put(
                    "name",
                    "it has " + bytes + " bytes, and as the app_id of each message it may have at most "
                            + ShortString.MAX_BYTES);
        }
    }

    private void durationsAndSizes() {
        compare(RETRY_BACKOFF_MAX, RETRY_BACKOFF, (max, first) -> max >= first, "it is shorter than");
        compare(DRAIN_TIMEOUT, CONFIRM_TIMEOUT, (drain, confirm) -> drain <= confirm, "it is longer than");
        compare(
                WINDOW_BYTES,
                MAX_MESSAGE_BYTES,
                (window, message) -> window >= message,
                "a single message may not fit: it is below");
    }

    private void compare(String name, String other, BiPredicate<Long, Long> fits, String finding) {
        if (parsed.get(name) instanceof Number one
                && parsed.get(other) instanceof Number two
                && !fits.test(one.longValue(), two.longValue())) {
            findings.put(name, finding + " " + other + " (" + two + ")");
        }
    }

    private void headers() {
        for (String filter : List.of(HEADERS_INCLUDE, HEADERS_EXCLUDE)) {
            if (Boolean.FALSE.equals(parsed.get(FORWARD_KAFKA_HEADERS)) && parsed.get(filter) != null) {
                findings.put(filter, "no header is forwarded with " + FORWARD_KAFKA_HEADERS + "=false: leave it out");
            }
        }
    }

    private void unroutable() {
        if (!(parsed.get(UNROUTABLE_POLICY) instanceof String text)) {
            return;
        }
        var policy = OneOf.read(UnroutablePolicy.class, text);
        if (policy != UnroutablePolicy.WAIT && parsed.get(UNROUTABLE_WAIT_MAX) != null) {
            findings.put(
                    UNROUTABLE_WAIT_MAX, "only " + UNROUTABLE_POLICY + "=wait waits: leave it out, or choose wait");
        }
        if (policy == UnroutablePolicy.REPORT && !reports()) {
            findings.put(
                    UNROUTABLE_POLICY,
                    "nobody would take the report: set errors.tolerance=all with"
                            + " errors.deadletterqueue.topic.name, or choose wait or fail");
        }
    }

    private void gaps() {
        if (parsed.get(GAP_POLICY) instanceof String text
                && OneOf.read(GapPolicy.class, text) == GapPolicy.FAIL
                && RecordsDropped.mayBe(raw)) {
            findings.put(
                    GAP_POLICY,
                    "the Filter transform and errors.tolerance=all drop records, and each would fail the task as a"
                            + " gap: choose warn or ignore");
        }
    }

    private boolean reports() {
        boolean goesOn = "all"
                .equalsIgnoreCase(raw.getOrDefault("errors.tolerance", "none").strip());
        boolean deadLetters =
                !raw.getOrDefault("errors.deadletterqueue.topic.name", "").isBlank();
        boolean logs = Boolean.parseBoolean(
                raw.getOrDefault("errors.log.enable", "false").strip());
        return goesOn && (deadLetters || logs);
    }

    private void everyTopicHasAnExchange() {
        if (!(parsed.get(EXCHANGE_MAP) instanceof String text) || TransformsThatRename.mayBeAmong(raw)) {
            return;
        }
        var map = ExchangeMap.parse(text);
        List<String> without = Arrays.stream(
                        raw.getOrDefault(SinkConnector.TOPICS_CONFIG, "").split(","))
                .map(String::strip)
                .filter(topic -> !topic.isEmpty() && map.exchangeOf(topic).isEmpty())
                .toList();
        if (!without.isEmpty()) {
            findings.put(
                    EXCHANGE_MAP,
                    "it has no exchange for " + String.join(", ", without)
                            + ": add one, or take the topic out of topics");
        }
    }

    private void unknownNames() {
        Set<String> known = RabbitMqSinkConfigDef.configDef().names();
        new TreeMap<>(raw)
                .keySet().stream()
                        .filter(name -> name.startsWith(PREFIX) && !known.contains(name))
                        .forEach(name -> findings.put(
                                name, "there is no such setting; the nearest is " + NearestName.of(name, known)));
    }
}
