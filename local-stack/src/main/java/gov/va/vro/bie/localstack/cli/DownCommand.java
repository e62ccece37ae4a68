package gov.va.vro.bie.localstack.cli;

import gov.va.vro.bie.localstack.StackException;
import gov.va.vro.bie.localstack.files.FileTrees;
import gov.va.vro.bie.localstack.process.Leftovers;
import gov.va.vro.bie.localstack.recipe.PostgreSql;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Ends the supervisor, and whatever one that crashed may have left. */
@Command(name = "down", description = "Ends everything, after a crash too. Data and logs stay.")
final class DownCommand implements Callable<Integer> {

    private static final Duration ORDERLY_END = Duration.ofSeconds(45);
    /** The tether's grace, and some more. */
    private static final Duration TETHER = Duration.ofSeconds(6);

    @Mixin
    private StackDirectory directory;

    @Option(names = "--delete", description = "Deletes the stack's directory: its data, logs and passwords.")
    private boolean delete;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        var out = spec.commandLine().getOut();
        if (Files.notExists(directory.path())) {
            out.println("No stack in " + directory.path());
            return 0;
        }
        var supervisor = directory.supervisor();
        if (supervisor.process().isPresent()) {
            out.println("Ending the stack in " + directory.path());
            out.flush();
            supervisor.end(ORDERLY_END);
        } else if (directory.isRunning()) {
            throw new StackException("the stack in " + directory.path()
                    + " belongs to another program, a test or a demo: it ends with that");
        }
        Leftovers.end(directory.run(), TETHER);
        supervisor.delete();
        Files.deleteIfExists(directory.endpointsFile());
        if (delete) {
            PostgreSql.deleteDataElsewhere(directory.path());
            FileTrees.delete(directory.path());
        }
        out.println(delete ? "Everything has ended, and its directory is deleted." : "Everything has ended.");
        out.flush();
        return 0;
    }
}
