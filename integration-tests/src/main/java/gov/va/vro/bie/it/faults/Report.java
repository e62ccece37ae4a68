package gov.va.vro.bie.it.faults;

import gov.va.vro.bie.it.check.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** What all cycles came to: a table of the kinds of fault, and a last line for scripts. */
public final class Report {

    private static final String ROW = "%-34s %6s %12s %12s %14s %14s";

    private final List<CycleResult> results = new ArrayList<>();
    private Verdict last = new Verdict(0, 0, 0, 0, 0, 0, 0, 0, List.of());

    public void add(CycleResult result) {
        results.add(result);
        last = result.after();
    }

    public Verdict last() {
        return last;
    }

    /** Whether no promise was broken in any cycle. */
    public boolean isSound() {
        return last.isSound()
                && results.stream().allMatch(result -> result.broken().isEmpty());
    }

    /** One row a kind; copies are counted with every kind of their cycle. */
    public String table() {
        var rows = new ArrayList<String>();
        rows.add(ROW.formatted("fault", "times", "duplicated", "unflagged", "most unflagged", "longest rest s"));
        for (var kind : FaultKind.values()) {
            var of = results.stream()
                    .filter(result -> result.cycle().faults().stream().anyMatch(fault -> fault.kind() == kind))
                    .toList();
            if (!of.isEmpty()) {
                rows.add(row(kind, of));
            }
        }
        return String.join("\n", rows);
    }

    private static String row(FaultKind kind, List<CycleResult> of) {
        return ROW.formatted(
                kind.words(),
                of.size(),
                of.stream().mapToLong(CycleResult::duplicated).sum(),
                of.stream().mapToLong(CycleResult::unflagged).sum(),
                of.stream().mapToLong(CycleResult::unflagged).max().orElse(0),
                "%.1f"
                        .formatted(of.stream()
                                        .mapToLong(result -> result.toRest().toMillis())
                                        .max()
                                        .orElse(0)
                                / 1_000.0));
    }

    /** What was counted beyond the last line. */
    public String sums() {
        return "acknowledged=%d recovered=%d reordered=%d%s"
                .formatted(
                        last.acknowledged(),
                        last.recovered(),
                        last.reordered(),
                        last.examples().stream()
                                .map(example -> "\n  " + example)
                                .collect(Collectors.joining()));
    }

    public String lastLine() {
        return "RESULT cycles=%d attempted=%d lost=%d unexpected=%d duplicated=%d unflagged=%d"
                .formatted(
                        results.size(),
                        last.attempted(),
                        last.lost(),
                        last.unexpected(),
                        last.duplicated(),
                        last.unflagged());
    }
}
