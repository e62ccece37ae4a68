package gov.va.vro.bie.it.compatibility;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The plugins on each worker and each RabbitMQ that it is given, one after the other; see the script. */
@Command(name = "compatibility", mixinStandardHelpOptions = true)
public final class CompatibilitySuite implements Callable<Integer> {

    @Option(names = "--class-path", required = true)
    private List<Path> classPaths;

    @Option(names = "--java", required = true)
    private List<Path> javas;

    /** The installed one too, which has no path. */
    @Option(names = "--rabbitmq")
    private List<Path> rabbitMqs = List.of();

    @Option(names = "--skipped", description = "how many combinations the script has left out already")
    private int skipped;

    @Option(names = "--directory", required = true)
    private Path directory;

    @Option(names = "--connectors", required = true)
    private Path connectors;

    @Option(names = "--distribution", required = true)
    private Path distribution;

    private final PrintStream out;
    private final List<Outcome> outcomes = new ArrayList<>();

    private CompatibilitySuite(PrintStream out) {
        this.out = out;
    }

    public static void main(String[] args) {
        var out = new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
        System.exit(new CommandLine(new CompatibilitySuite(out)).execute(args));
    }

    @Override
    public Integer call() throws Exception {
        var servers = new ArrayList<Optional<Path>>(List.of(Optional.empty()));
        rabbitMqs.forEach(server -> servers.add(Optional.of(server)));
        out.println(Outcome.HEADING);
        for (var server : servers) {
            tryAll(server);
        }
        long good = outcomes.stream().filter(Outcome::isGood).count();
        out.printf(
                "RESULT combinations=%d good=%d bad=%d skipped=%d%n",
                outcomes.size(), good, outcomes.size() - good, skipped);
        return good == outcomes.size() ? 0 : 1;
    }

    private void tryAll(Optional<Path> server) throws Exception {
        var combinations = Combination.all(classPaths, javas);
        try (var bench = Bench.start(directory, distribution, server, combinations.get(0))) {
            for (var combination : combinations) {
                bench.exchange(combination);
                var outcome = new Trial(bench, connectors, outcomes.size() * 10L).run(combination);
                outcomes.add(outcome);
                out.println(outcome.line());
            }
        }
    }
}
