package gov.va.vro.bie.connect.rabbitmq.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The page {@code docs/metrics.md} is held to what the MBeans have. */
class MetricsPageTest {

    private static final List<String> OF_A_TASK = rows(TaskMetrics.all(() -> 0, () -> 0));
    private static final List<String> OF_AN_EXCHANGE = rows(TrafficMetrics.all(() -> 0));

    private final String page;

    MetricsPageTest() throws IOException {
        page = Files.readString(Path.of("..", "docs", "metrics.md"));
    }

    @Test
    void listsEveryAttributeOfATaskAndNoOther() {
        assertThat(rowsOf("## Of a task")).containsExactlyElementsOf(OF_A_TASK);
    }

    @Test
    void listsEveryAttributeOfAnExchangeAndNoOther() {
        assertThat(rowsOf("## Of an exchange")).containsExactlyElementsOf(OF_AN_EXCHANGE);
    }

    @Test
    void answersNoQuestionWithAnAttributeThatThereIsNot() {
        var questions = section("## What do I ask at night");
        var attributes = names(TaskMetrics.all(() -> 0, () -> 0));

        assertThat(found("`([a-z]+(?:-[a-z0-9]+)+)`", questions))
                .filteredOn(name -> !name.equals("possible-duplicate") && !name.startsWith("sink-task"))
                .isNotEmpty()
                .isSubsetOf(attributes);
    }

    @Test
    void asksForEveryCounterOfTroubleSomewhere() {
        var questions = section("## What do I ask at night");

        assertThat(names(TaskMetrics.all(() -> 0, () -> 0)))
                .filteredOn(name -> !questions.contains("`" + name + "`"))
                .containsExactlyInAnyOrder(
                        "published-total",
                        "published-bytes-total",
                        "held-records",
                        "confirm-latency-avg-seconds",
                        "confirm-latency-max-seconds");
    }

    @Test
    void givesCollectorsNoAttributeThatThereIsNot() {
        assertThat(found("(?m)^ +([a-z0-9-]+): \\{alias", section("## Datadog")))
                .isNotEmpty()
                .isSubsetOf(names(TaskMetrics.all(() -> 0, () -> 0)));
        assertThat(found("rabbitmq_sink_task_exchange_([a-z0-9_]+)", section("## Prometheus")))
                .isNotEmpty()
                .isSubsetOf(underscored(names(TrafficMetrics.all(() -> 0))));
        assertThat(found("rabbitmq_sink_task_(?!exchange)([a-z0-9_]+)", section("## Prometheus")))
                .isNotEmpty()
                .isSubsetOf(underscored(names(TaskMetrics.all(() -> 0, () -> 0))));
    }

    private static <R> List<String> rows(List<Metric<R>> metrics) {
        return metrics.stream()
                .map(metric -> "| `" + metric.name() + "` | " + metric.description() + " |")
                .toList();
    }

    private static <R> Set<String> names(List<Metric<R>> metrics) {
        return metrics.stream().map(Metric::name).collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> underscored(Set<String> names) {
        return names.stream().map(name -> name.replace('-', '_')).collect(Collectors.toSet());
    }

    private List<String> rowsOf(String heading) {
        return section(heading).lines().filter(line -> line.startsWith("| `")).toList();
    }

    private String section(String heading) {
        assertThat(page).containsOnlyOnce(heading + "\n");
        var from = page.indexOf(heading) + heading.length();
        var to = page.indexOf("\n## ", from);
        return page.substring(from, to < 0 ? page.length() : to);
    }

    private static Set<String> found(String pattern, String text) {
        Function<MatchResult, String> name = match -> match.group(1);
        return Pattern.compile(pattern).matcher(text).results().map(name).collect(Collectors.toSet());
    }
}
