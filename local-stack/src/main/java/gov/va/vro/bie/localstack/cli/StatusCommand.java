package gov.va.vro.bie.localstack.cli;

import gov.va.vro.bie.localstack.Endpoints;
import gov.va.vro.bie.localstack.Part;
import gov.va.vro.bie.localstack.recipe.Probes;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Asks each part itself, rather than believing what the supervisor once found. */
@Command(name = "status", description = "One line a part; exit code 0 only if all five are up and answering.")
final class StatusCommand implements Callable<Integer> {

    @Mixin
    private StackDirectory directory;

    @Spec
    private CommandSpec spec;

    StatusCommand() {}

    StatusCommand(StackDirectory directory, CommandSpec spec) {
        this.directory = directory;
        this.spec = spec;
    }

    @Override
    public Integer call() {
        var endpoints = directory.endpoints();
        var without = directory.isRunning() ? "the stack is starting or ending" : "not started";
        var troubles = Arrays.stream(Part.values())
                .parallel()
                .collect(Collectors.toMap(part -> part, part -> trouble(part, endpoints, without)));
        var out = spec.commandLine().getOut();
        for (var part : Part.values()) {
            var trouble = troubles.get(part);
            out.printf(
                    "%-16s %-5s %s%n",
                    part.title(),
                    trouble.isEmpty() ? "up" : "down",
                    trouble.orElseGet(() -> Summary.where(part, endpoints.orElseThrow())));
        }
        out.flush();
        return troubles.values().stream().allMatch(Optional::isEmpty) ? 0 : 1;
    }

    private Optional<String> trouble(Part part, Optional<Endpoints> endpoints, String without) {
        if (endpoints.isEmpty()) {
            return Optional.of(without);
        }
        try {
            Probes.ask(part, endpoints.get());
            return Optional.empty();
        } catch (Exception e) {
            return Optional.of(
                    Files.notExists(directory.log(part.id()))
                            ? "does not answer, and is not the stack's own"
                            : (isRunning(part) ? "running, but does not answer" : "not running") + "; log: "
                                    + directory.log(part.id()));
        }
    }

    private boolean isRunning(Part part) {
        return directory.pidFile(part.id()).process().isPresent();
    }
}
