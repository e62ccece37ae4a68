package gov.va.vro.bie.it.faults;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * The cycles that a seed stands for. Each is drawn from the seed and its own number, so that any one can be had again
 * without those before it.
 */
public record Schedule(long seed) {

    private static final int SHORTEST_MILLIS = 150;
    private static final int LONGEST_LEAD_MILLIS = 1_500;
    private static final int LARGEST_BURST = 8_000;
    private static final int LARGEST_STRENGTH = 1 << 20;

    /** @param number counted from 1 */
    public Cycle cycle(int number) {
        var random = new SplittableRandom(seed * 1_000_003L + number);
        var kinds = FaultKind.values();
        var first = draw(kinds[random.nextInt(kinds.length)], 0, random);
        var faults = new ArrayList<>(List.of(first));
        if (random.nextInt(3) == 0) {
            var others = List.of(kinds).stream()
                    .filter(kind -> kind.goesWith(first.kind()))
                    .toList();
            if (!others.isEmpty()) {
                faults.add(draw(others.get(random.nextInt(others.size())), first.beginMillis(), random));
            }
        }
        return new Cycle(number, faults);
    }

    /** Durations and strengths are drawn evenly among their orders of magnitude: what is short is as telling as what is long. */
    private static PlannedFault draw(FaultKind kind, int afterMillis, SplittableRandom random) {
        return new PlannedFault(
                kind,
                afterMillis + random.nextInt(LONGEST_LEAD_MILLIS),
                logarithmic(SHORTEST_MILLIS, kind.longestMillis(), random),
                random.nextInt(3) == 0 ? 0 : random.nextInt(LARGEST_BURST),
                random.nextInt(1_000),
                logarithmic(1, LARGEST_STRENGTH, random));
    }

    private static int logarithmic(int least, int most, SplittableRandom random) {
        return (int) Math.round(least * Math.pow((double) most / least, random.nextDouble()));
    }
}
