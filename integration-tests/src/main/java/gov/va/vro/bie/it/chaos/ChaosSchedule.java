package gov.va.vro.bie.it.chaos;

import gov.va.vro.bie.it.chaos.ChaosKind.Target;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/**
 * The cycles that a seed stands for, of one to three faults each. Each is drawn from the seed and its own number, so that
 * any one can be had again without those before it.
 */
record ChaosSchedule(long seed) {

    private static final int SHORTEST_MILLIS = 100;
    private static final int LONGEST_LEAD_MILLIS = 2_000;
    private static final int LARGEST_BURST = 3_000;
    private static final int LARGEST_STRENGTH = 20_000;

    /** @param number counted from 1 */
    List<Blow> cycle(int number) {
        var random = new SplittableRandom(seed * 1_000_003L + number);
        var faults = new ArrayList<Blow>();
        var lead = 0;
        for (int left = count(random); left > 0; left--) {
            var kinds = Stream.of(ChaosKind.values())
                    .filter(kind -> faults.stream().allMatch(other -> kind.goesWith(other.kind())))
                    .toList();
            var next = draw(kinds.get(random.nextInt(kinds.size())), lead, random);
            lead = next.beginMillis();
            faults.add(next);
        }
        return withWorkersBackAfterKafka(faults);
    }

    /** A worker cannot start while Kafka is away. */
    private static List<Blow> withWorkersBackAfterKafka(List<Blow> faults) {
        var kafkaIsBack = faults.stream()
                .filter(blow -> blow.kind().target() == Target.KAFKA)
                .mapToInt(blow -> blow.endMillis() + 1)
                .findFirst()
                .orElse(0);
        return faults.stream()
                .map(blow -> blow.kind().target() == Target.CONNECT ? blow.notUndoneBefore(kafkaIsBack) : blow)
                .toList();
    }

    /** Half of the cycles have one fault, most others two. */
    private static int count(SplittableRandom random) {
        var draw = random.nextInt(10);
        return draw < 5 ? 1 : draw < 9 ? 2 : 3;
    }

    /** Durations and strengths are drawn evenly among their orders of magnitude: what is short is as telling as what is long. */
    private static Blow draw(ChaosKind kind, int afterMillis, SplittableRandom random) {
        return new Blow(
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
