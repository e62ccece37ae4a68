package gov.va.vro.bie.persister.ops;

import static org.assertj.core.api.Assertions.assertThat;

import gov.va.vro.bie.persister.event.EventType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The page {@code docs/persister-metrics.md} is held to what Prometheus is given. */
class MetricsPageTest {

    private final MetricsBackends backends = MetricsBackends.start(Optional.empty());
    private String page;
    private String scrape;

    @BeforeEach
    void registerEverything() throws IOException {
        new Metrics(backends.registry(), Clock.systemUTC());
        StateMetrics.of(Map::of, () -> 1, backends.registry());
        StateMetrics.ofTheJvm(backends.registry());
        page = Files.readString(Path.of("..", "docs", "persister-metrics.md"));
        scrape = backends.scrape();
    }

    @AfterEach
    void close() {
        backends.close();
    }

    @Test
    void listsEveryMetricAndNoOther() {
        var types = new TreeMap<String, String>();
        found("(?m)^# TYPE (\\S+) (\\S+)$").forEach(line -> types.put(line.get(0), line.get(1)));
        var rows = found("(?m)^# HELP (\\S+) (.+)$").stream()
                .filter(line -> !line.get(0).endsWith("_max"))
                .map(line -> "| `" + line.get(0) + "` | " + types.get(line.get(0)) + " | " + tags(line.get(0)) + " | "
                        + line.get(1) + " |")
                .sorted()
                .toList();

        assertThat(page.lines().filter(line -> line.startsWith("| `persister_")).sorted())
                .containsExactlyElementsOf(rows);
    }

    @Test
    void answersItsQuestionsWithMetricsThatThereAre() {
        var names = new TreeSet<String>();
        found("(?m)^# TYPE (\\S+) (\\S+)$").forEach(line -> names.add(line.get(0)));

        assertThat(Pattern.compile("`(persister_[a-z_]+)")
                        .matcher(page)
                        .results()
                        .map(match -> match.group(1)))
                .isNotEmpty()
                .allSatisfy(name -> assertThat(names)
                        .contains(name.replaceFirst("(_messages|_seconds)_(count|sum|bucket)$", "$1")));
    }

    @Test
    void tagsNothingButEventTypeAndOutcome() {
        var keys = new TreeSet<String>();
        found("(?m)^persister_\\S*\\{([^}]*)} (\\S+)$")
                .forEach(line -> Arrays.stream(line.get(0).split(","))
                        .map(tag -> tag.replaceFirst("=.*", ""))
                        .forEach(keys::add));

        // "le" is Prometheus' own: a histogram's buckets.
        assertThat(keys).isEqualTo(Set.of("event_type", "outcome", "le"));
        assertThat(scrape.lines().filter(line -> line.startsWith("persister_events_total{")))
                .hasSize(EventType.values().length * EventOutcome.values().length);
    }

    private String tags(String metric) {
        return found("(?m)^(" + metric + "(?:_bucket)?)\\{(.*)} ").stream()
                .findFirst()
                .map(line -> line.get(1)
                        .replaceAll("=\"[^\"]*\"", "")
                        .replaceAll(",?le$", "")
                        .replace(",", ", "))
                .orElse("");
    }

    private List<List<String>> found(String pattern) {
        return Pattern.compile(pattern)
                .matcher(scrape)
                .results()
                .map(match -> List.of(match.group(1), match.group(2)))
                .toList();
    }
}
