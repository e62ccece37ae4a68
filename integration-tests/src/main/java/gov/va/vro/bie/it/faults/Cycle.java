package gov.va.vro.bie.it.faults;

import java.util.List;
import java.util.stream.Collectors;

/** The faults that fall together, in the order in which they begin; afterwards the pipeline has to heal. */
public record Cycle(int number, List<PlannedFault> faults) {

    public Cycle {
        faults = List.copyOf(faults);
    }

    /**
     * Which copies the sink may make. An orderly operation together with a fault of the broker or the line may repeat
     * what was in flight: the task that ends has no time to wait for it.
     */
    public Repeats repeats() {
        var most = faults.stream()
                .map(fault -> fault.kind().repeats())
                .max(Repeats::compareTo)
                .orElseThrow();
        var isMixed = faults.stream().anyMatch(fault -> fault.kind().repeats() == Repeats.NONE) && most != Repeats.NONE;
        return isMixed ? Repeats.SINCE_LAST_COMMIT : most;
    }

    String words() {
        return faults.stream().map(PlannedFault::words).collect(Collectors.joining(" + "));
    }

    /** How long its faults last, all together. */
    int lastsMillis() {
        return faults.stream().mapToInt(PlannedFault::endMillis).max().orElseThrow();
    }
}
