package gov.va.vro.bie.it.faults;

import gov.va.vro.bie.it.check.Verdict;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * What a cycle added.
 *
 * @param before the verdict on all cycles before
 * @param after the verdict on it and all before
 * @param toRest how long it took from the last fault's end until everything was delivered and committed
 * @param mostRepeats how many unflagged copies may be explained by what was in flight or not yet committed
 */
public record CycleResult(Cycle cycle, Verdict before, Verdict after, Duration toRest, long mostRepeats) {

    public long duplicated() {
        return after.duplicated() - before.duplicated();
    }

    public long unflagged() {
        return after.unflagged() - before.unflagged();
    }

    long records() {
        return after.acknowledged() - before.acknowledged();
    }

    /** What the sink's promises forbid, in words; empty when they were kept. */
    public List<String> broken() {
        var broken = new ArrayList<String>();
        note(broken, "lost", after.lost() - before.lost(), 0);
        note(broken, "unexpected", after.unexpected() - before.unexpected(), 0);
        note(broken, "reordered", after.reordered() - before.reordered(), 0);
        switch (cycle.repeats()) {
            case NONE -> note(broken, "duplicated", duplicated(), 0);
            case FLAGGED -> note(broken, "duplicated without the flag", unflagged(), 0);
            case SINCE_LAST_COMMIT -> note(broken, "duplicated without the flag", unflagged(), mostRepeats);
        }
        return broken;
    }

    private static void note(List<String> broken, String what, long count, long allowed) {
        if (count > allowed) {
            broken.add(count + " " + what + (allowed > 0 ? ", more than " + allowed : ""));
        }
    }

    String line() {
        return "cycle %3d  %-66s %6d records  %5d duplicated (%d unflagged)  at rest after %.1f s  %s"
                .formatted(
                        cycle.number(),
                        cycle.words(),
                        records(),
                        duplicated(),
                        unflagged(),
                        toRest.toMillis() / 1_000.0,
                        broken().isEmpty() ? "ok" : "BROKEN: " + String.join(", ", broken()));
    }
}
