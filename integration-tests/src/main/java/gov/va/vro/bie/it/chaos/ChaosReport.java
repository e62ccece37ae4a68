package gov.va.vro.bie.it.chaos;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What all cycles came to: how often each fault was made, and a last line for scripts. */
final class ChaosReport {

    private final Map<ChaosKind, Integer> times = new EnumMap<>(ChaosKind.class);
    private int cycles;

    void add(List<Blow> cycle) {
        cycles++;
        cycle.forEach(blow -> times.merge(blow.kind(), 1, Integer::sum));
    }

    int cycles() {
        return cycles;
    }

    static String words(List<Blow> cycle) {
        return cycle.stream().map(Blow::words).collect(Collectors.joining(" + "));
    }

    /** One row a kind. */
    String table() {
        return times.entrySet().stream()
                .map(entry -> "%-40s %5d".formatted(entry.getKey().words(), entry.getValue()))
                .collect(Collectors.joining("\n"));
    }

    /** What the last line leaves out. */
    String sums(Produced produced) {
        return "produced: %d events to be stored, %d poison to be parked, %d tombstones; faults: %d"
                .formatted(
                        produced.toBeStored(),
                        produced.toBeParked(),
                        produced.count() - produced.toBeStored() - produced.toBeParked(),
                        times.values().stream().mapToInt(Integer::intValue).sum());
    }

    String lastLine(Produced produced, Difference difference) {
        return "RESULT cycles=%d produced=%d stored=%d missing=%d extra=%d parked=%d"
                .formatted(
                        cycles,
                        produced.count(),
                        difference.stored(),
                        difference.missing(),
                        difference.extra(),
                        difference.parked());
    }
}
