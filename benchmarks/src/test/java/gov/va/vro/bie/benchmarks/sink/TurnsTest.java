package gov.va.vro.bie.benchmarks.sink;

import static java.util.function.Function.identity;
import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;

import gov.va.vro.bie.benchmarks.run.Extent;
import gov.va.vro.bie.benchmarks.run.Workbench;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TurnsTest {

    private static final Path NOWHERE = Path.of("nowhere");

    private final List<String> ran = new ArrayList<>();
    private final Turns turns = new Turns(new Workbench(NOWHERE, NOWHERE, NOWHERE, NOWHERE, Extent.FULL), "in a test");

    @BeforeEach
    void addTwo() {
        turns.add("one", () -> round("warm one", -1), () -> round("one", 1));
        turns.add("other", () -> round("other", 2));
    }

    private Round round(String name, double perSecond) {
        ran.add(name);
        return new Round(perSecond, 0, 0, 0);
    }

    @Test
    void warmsEachUpAndThenLetsThemTakeTurns() throws Exception {
        turns.take(1 + 1);

        assertThat(ran).startsWith("warm one", "other").hasSize(2 + 2 * 2);
    }

    @Test
    void letsAnotherBeginEachRound() throws Exception {
        turns.take(3);

        assertThat(ran.subList(2, ran.size())).containsExactly("one", "other", "other", "one", "one", "other");
    }

    @Test
    void hasNobodyComeTwiceAfterTheSame() throws Exception {
        turns.add("third", () -> round("third", 3));
        turns.add("fourth", () -> round("fourth", 4));

        turns.take(4);

        assertThat(neighbours(4)).doesNotHaveDuplicates().hasSize(4 * 3);
        assertThat(firsts(4)).doesNotHaveDuplicates().hasSize(4);
    }

    @Test
    void hasAnOddNumberComeTwiceEachAfterEachOther() throws Exception {
        turns.add("third", () -> round("third", 3));

        turns.take(6);

        assertThat(neighbours(3).stream().collect(groupingBy(identity(), counting())))
                .hasSize(3 * 2)
                .allSatisfy((neighbours, times) -> assertThat(times).isEqualTo(2));
    }

    /** Within the rounds, not from one to the next. */
    private List<String> neighbours(int names) {
        return IntStream.range(names + 1, ran.size())
                .filter(at -> at % names != 0)
                .mapToObj(at -> ran.get(at - 1) + " then " + ran.get(at))
                .toList();
    }

    private List<String> firsts(int names) {
        return IntStream.range(names, ran.size())
                .filter(at -> at % names == 0)
                .mapToObj(ran::get)
                .toList();
    }

    @Test
    void doesNotCountWhatWarmsUp() throws Exception {
        var taken = turns.take(3);

        assertThat(taken.keySet()).containsExactly("one", "other");
        assertThat(taken.get("one")).extracting(Round::perSecond).containsExactly(1.0, 1.0, 1.0);
        assertThat(taken.get("other")).hasSize(3);
    }

    @Test
    void warmsUpOnceForAllWhereOneRoundIsEnough() throws Exception {
        turns.take(1);

        assertThat(ran).containsExactly("warm one", "one", "other");
    }
}
