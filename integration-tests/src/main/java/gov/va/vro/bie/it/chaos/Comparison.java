package gov.va.vro.bie.it.chaos;

import gov.va.vro.bie.it.faces.Coordinates;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Takes one row after the other, and tells in the end what is missing and what is too much. For one table each. */
final class Comparison {

    private final Map<Coordinates, Expectation> expected;
    private final Class<? extends Expectation> kind;
    private final Set<Coordinates> seen = new HashSet<>();
    private final List<String> examples = new ArrayList<>();
    private long rows;
    private long missing;
    private long extra;

    /** @param kind which of the expectations are about this table */
    Comparison(Map<Coordinates, Expectation> expected, Class<? extends Expectation> kind) {
        this.expected = expected;
        this.kind = kind;
    }

    /**
     * @param row what is compared of it; null where there is nothing but that it exists
     * @param oddity what else is wrong with it; empty when nothing is
     */
    void add(Coordinates record, Fingerprint row, String oddity) {
        rows++;
        var expectation = expected.get(record);
        if (!kind.isInstance(expectation)) {
            tooMuch(record + " is " + (expectation == null ? "unknown" : "owed to another table"));
        } else if (!seen.add(record)) {
            tooMuch(record + " is there twice");
        } else {
            var wrong = new ArrayList<String>();
            if (expectation instanceof Expectation.Stored stored) {
                wrong.addAll(stored.row().differences(row));
            }
            if (!oddity.isEmpty()) {
                wrong.add(oddity);
            }
            if (!wrong.isEmpty()) {
                missing++;
                tooMuch(record + " is wrong in " + String.join(", ", wrong));
            }
        }
    }

    Difference difference(String table) {
        expected.forEach((record, expectation) -> {
            if (kind.isInstance(expectation) && !seen.contains(record)) {
                missing++;
                note(record + " is missing");
            }
        });
        var told = examples.stream().map(example -> table + ": " + example).toList();
        return kind == Expectation.Stored.class
                ? new Difference(rows, 0, missing, extra, told)
                : new Difference(0, rows, missing, extra, told);
    }

    private void tooMuch(String what) {
        extra++;
        note(what);
    }

    private void note(String what) {
        if (examples.size() < Difference.EXAMPLES) {
            examples.add(what);
        }
    }
}
