package gov.va.vro.bie.benchmarks.report;

import static gov.va.vro.bie.benchmarks.report.Samples.figure;
import static gov.va.vro.bie.benchmarks.report.Samples.part;
import static gov.va.vro.bie.benchmarks.report.Samples.table;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gov.va.vro.bie.benchmarks.report.Results.MeasuredFigure;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PerformancePageTest {

    private static final MeasuredFigure MISSED = figure("store/rate-vs-debezium", 1.1, Target.atLeast(3));
    private static final MeasuredFigure REACHED = figure("store/rate-vs-copy", 1.25, Target.atLeast(0.5));

    private static String page(String template, PartResults... parts) {
        return new PerformancePage(template).render(List.of(parts));
    }

    @Test
    void showsTheFiguresOfAllPartsWithWhatWasMeasured() {
        assertThat(page("{{figures}}\n", part("micro", REACHED), part("store", MISSED)))
                .isEqualTo("""
                        | Figure | Measured | Ratio | Target | Reached |
                        |---|---|---|---|---|
                        | `store/rate-vs-copy` | 5 of these against 4 of those | 1.25 | >= 0.5 | yes |
                        | `store/rate-vs-debezium` | 5 of these against 4 of those | 1.1 | >= 3 | **no** |
                        """);
    }

    @Test
    void saysWhenAndHowThoroughlyEachPartWasMeasured() {
        assertThat(page("{{parts}}", part("micro"))).endsWith("| `micro` | 2026-11-26 | `0123456789` | full | 61 s |");
    }

    @Test
    void namesEachMachineWhereThereAreTwo() {
        var other = new PartResults(
                "sink",
                "0",
                "2026-11-27",
                true,
                5,
                Map.of("CPU", "a slow one"),
                List.of(),
                Map.of(),
                List.of(),
                List.of());

        assertThat(page("{{machine}}", part("micro"), part("store"))).isEqualTo("""
                |  |  |
                |---|---|
                | CPU | a fast one |""");
        assertThat(page("{{machine}}", part("micro"), other))
                .containsSubsequence("Of `micro`:", "a fast one", "Of `sink`:", "a slow one");
    }

    @Test
    void fillsTheProseWithMeasuredValues() {
        var part = part(
                "sink", List.of(REACHED), Map.of("sink/rate", 18_432.7, "sink/cpu", 0.02134), List.of(), List.of());

        assertThat(page(
                        "{{value sink/rate}} a second, {{value sink/rate * 86400 / 2}} in half a day, {{value sink/cpu}},"
                                + " {{value sink/rate / sink/cpu}}, {{ratio store/rate-vs-copy}}",
                        part))
                .isEqualTo("18,400 a second, 796,000,000 in half a day, 0.0213, 864,000, 1.25");
    }

    @Test
    void putsTablesAndPlotsWhereTheProseWantsThemAndTheRestWhereThereIsRoom() {
        var part = part("sink", List.of(), Map.of(), List.of(table("Queues"), table("TLS")), List.of(Samples.WINDOW));

        assertThat(page("{{plot sink-window-rate}}\nthen {{table TLS}}\nrest {{rest}}", part))
                .isEqualTo("""
                ![Rate by window](performance/sink-window-rate.svg)
                then **TLS.** What is seen.

                | Queue | records/s |
                |---|---|
                | quorum | 26,000 |
                rest **Queues.** What is seen.

                | Queue | records/s |
                |---|---|
                | quorum | 26,000 |""");
    }

    @Test
    void saysSoWhereNothingIsMeasuredYet() {
        assertThat(page("{{figures}} {{value sink/rate * 2}} {{table Queues}} {{plot window}} {{machine}}"))
                .isEqualTo(String.join(" ", Collections.nCopies(5, PerformancePage.NOT_MEASURED)));
    }

    @Test
    void explainsAMissedTargetOnlyWhileItIsMissed() {
        var template = """
                {{when missed store/rate-vs-debezium}}
                The server is the limit: $1 {{value store/rate}}.
                {{end}}
                {{when reached store/rate-vs-debezium}}
                Faster.
                {{end}}
                End.
                """;

        assertThat(page(template, part("store", List.of(MISSED), Map.of("store/rate", 5.0), List.of(), List.of())))
                .isEqualTo("The server is the limit: $1 5.\nEnd.\n");
        assertThat(page(template, part("store", figure("store/rate-vs-debezium", 3, Target.atLeast(3)))))
                .isEqualTo("Faster.\nEnd.\n");
        assertThat(page(template)).isEqualTo("End.\n");
    }

    @Test
    void saysOfEachMissedFigureOfAKindWhatItsLabelIs() {
        var template = """
                {{when missed sink/rate-<label>-pinned}}
                `<label>` is at {{ratio sink/rate-<label>-pinned}}, beside {{value sink/cpu-<label>}}.
                {{end}}
                """;
        var target = Target.atLeast(1);
        var figures = List.of(
                figure("sink/rate-1kb-pinned", 0.5, target),
                figure("sink/rate-300b-pinned", 1.5, target),
                figure("sink/rate-1mb-pinned", 0.75, target),
                figure("sink/rate-1mb", 0.75, target));
        var part = part("sink", figures, Map.of("sink/cpu-1kb", 7.0, "sink/cpu-1mb", 8.0), List.of(), List.of());

        assertThat(page(template, part)).isEqualTo("`1kb` is at 0.5, beside 7.\n`1mb` is at 0.75, beside 8.\n");
        assertThat(new PerformancePage(template).unexplained(List.of(part))).containsExactly("sink/rate-1mb");
    }

    @Test
    void knowsWhichMissedTargetsItSaysNothingOf() {
        var parts = List.of(part("store", MISSED, REACHED));

        assertThat(new PerformancePage("").unexplained(parts)).containsExactly("store/rate-vs-debezium");
        assertThat(new PerformancePage("{{when missed store/rate-vs-debezium}}Why.{{end}}").unexplained(parts))
                .isEmpty();
    }

    @Test
    void keepsACellInItsCell() {
        var table = new Table("T", "Text.", List.of("a"), List.of(List.of("x|y\nz")));

        assertThat(page("{{table T}}", part("sink", List.of(), Map.of(), List.of(table), List.of())))
                .endsWith("| x\\|y z |");
    }

    @Test
    void keepsATableInTheItemOfItsList() {
        var part = part("sink", List.of(), Map.of(), List.of(table("T")), List.of());

        assertThat(page("1. More.\n\n   {{table T}}\n\n2. Else.\n", part)).isEqualTo("""
                1. More.

                   **T.** What is seen.

                   | Queue | records/s |
                   |---|---|
                   | quorum | 26,000 |

                2. Else.
                """);
    }

    @Test
    void refusesAPlaceThatNothingFills() {
        assertThatThrownBy(() -> page("{{figure}}")).hasMessageContaining("{{figure}}");
        assertThatThrownBy(() -> page("{{value a/b - 1}}")).hasMessageContaining("a/b - 1");
    }
}
