package gov.va.vro.bie.benchmarks.sink;

import gov.va.vro.bie.benchmarks.run.Extent;
import gov.va.vro.bie.benchmarks.run.WorkbenchOptions;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code benchmarks/compare}: several versions of the sink in one worker, which loads each by its version (KIP-891). */
@Command(
        name = "compare",
        description = "The sink as it is here beside the sink of other commits, in turns, in one Connect worker."
                + " Connector, transform and converter of all of them are as they are here."
                + " Whatever else the machine does is in the figures: let it be quiet. Nothing is kept.",
        mixinStandardHelpOptions = true)
public final class CompareCommand implements Callable<Integer> {

    /** No race may come to the end of its topic. */
    private static final int MOST_RECORDS = 350_000;

    @Option(
            names = "--on",
            split = ",",
            paramLabel = "LABEL",
            defaultValue = "1kb-quorum-pinned,1kb-classic-pinned",
            description = "what it is measured on, as figures name it (default: ${DEFAULT-VALUE})")
    private List<String> labels;

    @Option(names = "--rounds", defaultValue = "8", description = "rounds that count (default: ${DEFAULT-VALUE})")
    private int rounds;

    @Option(names = "--records", defaultValue = "60000", description = "records a round (default: ${DEFAULT-VALUE})")
    private int records;

    @Mixin
    private WorkbenchOptions places;

    /** The plugins' archives, each named by its version. */
    @Option(names = "--others", required = true, hidden = true)
    private Path others;

    @Spec
    private CommandSpec spec;

    private final PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new CompareCommand()).execute(arguments));
    }

    @Override
    public Integer call() throws Exception {
        require(rounds > 0, "--rounds takes a number above 0");
        require(
                records > 0 && records <= MOST_RECORDS,
                "--records takes a number from 1 to %,d, which is what a topic holds".formatted(MOST_RECORDS));
        var combinations = combinations();
        var bench = places.bench(Extent.FULL);
        var archives = archives();
        try (var ground = Ground.prepare(bench, archives);
                var destination = new Destination(ground.amqp());
                var contenders = new Contenders(ground)) {
            var track = new Track(bench, ground, destination, contenders, new Race(destination));
            for (var combination : combinations) {
                ground.fill(combination.size());
                tell(combination, rounds(track, combination, names(archives)));
            }
        } finally {
            Pinning.release();
        }
        return 0;
    }

    private List<Combination> combinations() {
        var all = Combination.all();
        var chosen = all.stream()
                .filter(combination -> labels.contains(combination.label()))
                .toList();
        require(
                chosen.size() == labels.size(),
                "--on takes of these, each once: "
                        + String.join(", ", all.stream().map(Combination::label).toList()));
        return chosen;
    }

    private void require(boolean fulfilled, String what) {
        if (!fulfilled) {
            throw new ParameterException(spec.commandLine(), what);
        }
    }

    private List<Path> archives() throws IOException {
        try (var files = Files.list(others)) {
            return files.sorted().toList();
        }
    }

    /** Beside the versions stands the bare publishing, to tell what the machine did meanwhile. */
    private static List<String> names(List<Path> archives) {
        var names = new ArrayList<>(List.of(Contenders.SINK));
        for (var archive : archives) {
            names.add(Contenders.sinkOf(archive.getFileName().toString().replace(".zip", "")));
        }
        names.add(Contenders.PUBLISHING);
        return names;
    }

    private Map<String, List<Round>> rounds(Track track, Combination combination, List<String> names) throws Exception {
        var load = combination.load(Headline.WINDOW, records);
        var warmUp = load.withCount(Math.max(records, 200_000));
        var turns = track.turns(combination.label());
        for (var name : names) {
            // Started before anything is pinned.
            track.contenders().get(name);
            turns.add(name, () -> track.run(name, warmUp), () -> track.run(name, load));
        }
        combination.pinning().apply();
        return turns.take(rounds);
    }

    private void tell(Combination combination, Map<String, List<Round>> taken) {
        taken.forEach((name, of) -> {
            var rates = Middle.of(of.stream().mapToDouble(Round::perSecond));
            out.printf(
                    "%-22s %-24s %s; the middle half %,.0f/s to %,.0f/s%n",
                    combination.label(), name, Round.median(of), rates.low(), rates.high());
        });
    }
}
