package gov.va.vro.bie.it.chaos;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * How the tables differ from what was produced, as sets: a row that is not as it must be counts as missing and as extra. A
 * code of diagnostic_code counts like a row.
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

    /** Between the codes that events have and those that are in diagnostic_code. */
    static Difference ofCodes(Set<String> expected, Set<String> found) {
        var missing = without(expected, found);
        var extra = without(found, expected);
        var examples = Stream.concat(
                        missing.stream().map(code -> "diagnostic_code: " + code + " is missing"),
                        extra.stream().map(code -> "diagnostic_code: " + code + " is of no stored event"))
                .limit(EXAMPLES)
                .toList();
        return new Difference(0, 0, missing.size(), extra.size(), examples);
    }

    private static List<String> without(Set<String> all, Set<String> others) {
        return all.stream().filter(one -> !others.contains(one)).sorted().toList();
    }

    /** When it cannot be told: as many as may be missing. */
    static Difference unknown(long missing, String why) {
        return new Difference(0, 0, missing, 0, List.of(why));
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
