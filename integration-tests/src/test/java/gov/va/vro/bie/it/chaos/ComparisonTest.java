package gov.va.vro.bie.it.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import gov.va.vro.bie.it.faces.Coordinates;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Whatever is wrong with the tables must show: a run that finds nothing is worth as much as this. */
class ComparisonTest {

    private static final Coordinates FIRST = new Coordinates("t", 0, 1);
    private static final Coordinates SECOND = new Coordinates("t", 0, 2);
    private static final Coordinates POISON = new Coordinates("t", 0, 3);
    private static final Coordinates TOMBSTONE = new Coordinates("t", 0, 4);

    private final Comparison comparison = new Comparison(
            Map.of(
                    FIRST, new Expectation.Stored(row(Map.of())),
                    SECOND, new Expectation.Stored(row(Map.of("codes", "5237\n5299"))),
                    POISON, new Expectation.Parked(),
                    TOMBSTONE, new Expectation.Nothing()),
            Expectation.Stored.class);

    @Test
    void findsNothingInWhatIsAsItMustBe() throws Exception {
        comparison.add(FIRST, row(Map.of()), "");
        comparison.add(SECOND, row(Map.of("codes", "5237\n5299")), "");

        assertThat(comparison.difference("bie_event")).satisfies(ComparisonTest::isNone);
    }

    @Test
    void takesMembersInAnyOrderForTheSame() throws Exception {
        var one = new ObjectMapper().readTree("{\"a\":1,\"bb\":null}");
        var other = new ObjectMapper().readTree("{\"bb\":null,\"a\":1}");

        assertThat(row(Map.of("event_details", one)).differences(row(Map.of("event_details", other))))
                .isEmpty();
    }

    @Test
    void countsWhatIsMissing() {
        comparison.add(FIRST, row(Map.of()), "");

        counts(1, 0, "[topic=t, partition=0, offset=2] is missing");
    }

    @Test
    void countsWhatIsThereTwice() {
        bothRight();
        comparison.add(SECOND, row(Map.of("uuid", "another")), "");

        counts(0, 1, "offset=2] is there twice");
    }

    @Test
    void countsWhatNobodyProduced() {
        bothRight();
        comparison.add(new Coordinates("t", 1, 1), row(Map.of()), "");

        counts(0, 1, "partition=1, offset=1] is unknown");
    }

    @Test
    void countsPoisonAndTombstonesThatWereStored() {
        bothRight();
        comparison.add(POISON, row(Map.of()), "");
        comparison.add(TOMBSTONE, row(Map.of()), "");

        counts(0, 2, "offset=3] is owed to another table", "offset=4] is owed to another table");
    }

    @Test
    void countsARowThatDiffersAsMissingAndAsExtraAndNamesTheColumns() {
        comparison.add(FIRST, row(Map.of("contention_id", 8L)), "notified_at");
        comparison.add(SECOND, row(Map.of("codes", "5299")), "");

        counts(2, 2, "offset=1] is wrong in contention_id, notified_at", "offset=2] is wrong in codes");
    }

    private void bothRight() {
        comparison.add(FIRST, row(Map.of()), "");
        comparison.add(SECOND, row(Map.of("codes", "5237\n5299")), "");
    }

    private void counts(long missing, long extra, String... examples) {
        var difference = comparison.difference("bie_event");
        assertThat(difference.missing()).isEqualTo(missing);
        assertThat(difference.extra()).isEqualTo(extra);
        assertThat(difference.examples()).hasSize(examples.length);
        assertThat(String.join("\n", difference.examples())).contains(examples);
    }

    private static void isNone(Difference difference) {
        assertThat(difference.isNone()).isTrue();
        assertThat(difference.stored()).isEqualTo(2);
        assertThat(difference.examples()).isEmpty();
    }

    private static Fingerprint row(Map<String, ?> changes) {
        var columns = new HashMap<String, Object>(Map.of("uuid", "one", "contention_id", 7L, "codes", ""));
        columns.putAll(changes);
        return Fingerprint.of(columns);
    }
}
