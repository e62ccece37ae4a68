package gov.va.vro.bie.it.chaos;

import java.util.ArrayList;
import java.util.List;

/**
 * How the tables differ from what was produced, as sets: a row that is not as it must be counts as missing and as extra.
 *
 * @param stored rows in bie_event that were looked at
 * @param parked rows in bie_event_parked that were looked at
 * @param missing expected rows that are not there
 * @param extra rows that nothing produced is owed, or that are there twice
 * @param examples the first of both, by their coordinates
 */
record Difference(long stored, long parked, long missing, long extra, List<String> examples) {

    static final int EXAMPLES = 12;

    Difference {
        examples = List.copyOf(examples);
    }

    boolean isNone() {
        return missing == 0 && extra == 0;
    }

    Difference and(Difference other) {
        var both = new ArrayList<>(examples);
        both.addAll(other.examples);
        return new Difference(
                stored + other.stored, parked + other.parked, missing + other.missing, extra + other.extra, both);
    }
}
