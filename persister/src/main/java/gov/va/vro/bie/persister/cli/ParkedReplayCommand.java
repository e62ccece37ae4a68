package gov.va.vro.bie.persister.cli;

import gov.va.vro.bie.persister.event.EventParser;
import gov.va.vro.bie.persister.event.Message;
import gov.va.vro.bie.persister.event.Outcome;
import gov.va.vro.bie.persister.receive.BrokerException;
import gov.va.vro.bie.persister.receive.ParkedCopy;
import gov.va.vro.bie.persister.store.DatabaseException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Sends parked messages to their queues again, as they are or mended. */
@Command(
        name = "replay",
        description = {
            "Sends parked messages to the queues that they came from, and takes them out of persister.parked.",
            "No other subscriber gets them. What was stored already is not stored twice; what still cannot be stored is",
            "parked again."
        },
        mixinStandardHelpOptions = true)
final class ParkedReplayCommand implements Callable<Integer> {

    private final Map<String, String> environment;

    @Spec
    private CommandSpec spec;

    @Mixin
    private ParkedSelection selection;

    @Option(
            names = "--body",
            paramLabel = "FILE",
            description = "Sends the content of this file in place of the body; with one ID.")
    private Optional<Path> file = Optional.empty();

    ParkedReplayCommand(Map<String, String> environment) {
        this.environment = environment;
    }

    @Override
    public Integer call() throws Exception {
        var body = mendedBody();
        return ParkedDesk.open(environment, spec, desk -> {
            var copies = desk.copies();
            var chosen = selection.of(copies);
            selection.unknown(copies).forEach(id -> desk.warn("no parked message has the id " + Printable.of(id)));
            if (body.isPresent() && !chosen.isEmpty() && !canBeStored(desk, chosen.get(0), body.get())) {
                return ExitCode.CONFIGURATION;
            }
            var stuck = chosen.stream().filter(copy -> copy.type().isEmpty()).toList();
            stuck.forEach(copy -> desk.warn(copy.uuid() + " cannot be replayed: the queue that it came from, \""
                    + Printable.of(copy.queue()) + "\", is none of the persister's"));
            replay(desk, chosen.stream().filter(copy -> copy.type().isPresent()).toList(), body);
            return stuck.isEmpty() && selection.unknown(copies).isEmpty() ? ExitCode.DONE : ExitCode.NOT_PARKED;
        });
    }

    private static void replay(ParkedDesk desk, List<ParkedCopy> copies, Optional<byte[]> body)
            throws BrokerException, DatabaseException, InterruptedException {
        if (copies.isEmpty()) {
            desk.warn("nothing to replay");
            return;
        }
        desk.queue()
                .replay(
                        ParkedSelection.keys(copies),
                        body,
                        desk.store(),
                        desk.notes(copies, false),
                        copy -> desk.out().println("replayed  " + copy.uuid() + "  to " + copy.queue()));
    }

    private Optional<byte[]> mendedBody() {
        if (file.isEmpty()) {
            return Optional.empty();
        }
        if (!selection.isOne()) {
            throw new ParameterException(spec.commandLine(), "--body mends one message: give one ID with it");
        }
        try {
            return Optional.of(Files.readAllBytes(file.get()));
        } catch (IOException e) {
            throw new ParameterException(
                    spec.commandLine(),
                    "the file " + file.get() + " cannot be read ("
                            + e.getClass().getSimpleName() + ")");
        }
    }

    /** So that a slip of the pen is not parked under the old reason's place. */
    private static boolean canBeStored(ParkedDesk desk, ParkedCopy copy, byte[] body) {
        var message = copy.message();
        var mended =
                new Message(message.type(), message.coordinates(), message.messageId(), message.notifiedAt(), body);
        if (new EventParser().parse(mended) instanceof Outcome.Poison poison) {
            desk.warn("the mended body would be parked again: " + poison.reason() + "; nothing was replayed");
            return false;
        }
        return true;
    }
}
