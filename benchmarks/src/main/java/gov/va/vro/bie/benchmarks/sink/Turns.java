package gov.va.vro.bie.benchmarks.sink;

import gov.va.vro.bie.benchmarks.run.Workbench;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;

/**
 * What is compared takes turns: in each round all of it, so that what else the machine does meets all alike. A first
 * round warms up and does not count.
 */
final class Turns {

    private final Workbench bench;
    private final String label;
    private final Map<String, Callable<Round>> warmUps = new LinkedHashMap<>();
    private final Map<String, Callable<Round>> turns = new LinkedHashMap<>();

    /** @param label for whoever watches */
    Turns(Workbench bench, String label) {
        this.bench = bench;
        this.label = label;
    }

    void add(String name, Callable<Round> turn) {
        add(name, turn, turn);
    }

    /** With a first round that is another. */
    void add(String name, Callable<Round> warmUp, Callable<Round> turn) {
        warmUps.put(name, warmUp);
        turns.put(name, turn);
    }

    /** So many rounds of each that count, by name, in the order in which they were added. */
    Map<String, List<Round>> take(int rounds) throws Exception {
        warmUp(rounds);
        var taken = new LinkedHashMap<String, List<Round>>();
        turns.keySet().forEach(name -> taken.put(name, new ArrayList<>()));
        for (var number = 1; number <= rounds; number++) {
            for (var name : inOrder(number)) {
                var round = turns.get(name).call();
                bench.say("%s, round %d, %s: %s", label, number, name, round);
                taken.get(name).add(round);
            }
        }
        return taken;
    }

    /**
     * So that nobody always comes after the same, whose garbage and heat it would inherit: a Williams design. Within
     * the rounds an even number of names has each once behind each other in as many of them, each of which begins with
     * another; an odd one, of which every other round runs backwards, twice in twice as many.
     */
    private List<String> inOrder(int round) {
        var names = List.copyOf(turns.keySet());
        var count = names.size();
        var backwards = count % 2 == 1 && round % 2 == 0;
        return IntStream.range(0, count)
                .map(at -> backwards ? count - 1 - at : at)
                .mapToObj(at -> names.get((zigzag(at, count) + round - 1) % count))
                .toList();
    }

    /** From both ends to the middle: 0, 1, last, 2, last but one. */
    private static int zigzag(int at, int count) {
        return at % 2 == 1 ? (at + 1) / 2 : (count - at / 2) % count;
    }

    /** Where one round is enough, a rough look is: then one warms up for all. */
    private void warmUp(int rounds) throws Exception {
        for (var warmUp : warmUps.entrySet()) {
            bench.say(
                    "%s, warming up, %s: %s",
                    label, warmUp.getKey(), warmUp.getValue().call());
            if (rounds == 1) {
                return;
            }
        }
    }
}
