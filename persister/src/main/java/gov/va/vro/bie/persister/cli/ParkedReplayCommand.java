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
            desk.warnOfMissing(selection.unknown(copies));
            var isPassedOver = desk.warnOfOtherReason(selection.passedOver(copies, List.of()));
            if (body.isPresent() && !chosen.isEmpty() && !mends(desk, chosen, body.get())) {
                return ExitCode.CONFIGURATION;
            }
            var stuck = chosen.stream().filter(copy -> copy.type().isEmpty()).toList();
            stuck.forEach(copy -> desk.warn(copy.uuid() + " cannot be replayed: the queue that it came from, \""
                    + Printable.of(copy.queue()) + "\", is none of the persister's"));
            var isWhole = replay(
                    desk,
                    chosen.stream().filter(copy -> copy.type().isPresent()).toList(),
                    body);
            var isComplete = selection.unknown(copies).isEmpty() && !isPassedOver;
            return isWhole && stuck.isEmpty() && isComplete ? ExitCode.DONE : ExitCode.NOT_PARKED;
        });
    }

    /** Returns whether all of them were found again and sent. */
    private static boolean replay(ParkedDesk desk, List<ParkedCopy> copies, Optional<byte[]> body)
            throws BrokerException, DatabaseException, InterruptedException {
        if (copies.isEmpty()) {
            desk.warn("nothing to replay");
            return true;
        }
        var notes = desk.notes(copies, false);
        var left = desk.queue()
                .replay(
                        ParkedSelection.keys(copies),
                        body,
                        messages -> desk.warnOfUnnoted(desk.store().replayed(messages, notes)),
                        copy -> desk.out().println("replayed  " + copy.uuid() + "  to " + copy.queue()));
        return desk.foundAll(copies.size(), left.size());
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

    /** Whether the body may go in place of that of the one that is chosen: a slip of the pen shall not be sent. */
    private static boolean mends(ParkedDesk desk, List<ParkedCopy> chosen, byte[] body) {
        var messages = ParkedSelection.messages(chosen);
        if (messages > 1) {
            desk.warn("that message id is the id of " + messages + " parked messages, and a body mends one: give the id"
                    + " that the list shows; nothing was replayed");
            return false;
        }
        var message = chosen.get(0).message();
        var mended =
                new Message(message.type(), message.coordinates(), message.messageId(), message.notifiedAt(), body);
        var outcome = new EventParser().parse(mended);
        if (outcome instanceof Outcome.Poison poison) {
            desk.warn("the mended body would be parked again: " + poison.reason() + "; nothing was replayed");
        } else if (outcome instanceof Outcome.Tombstone) {
            desk.warn("the mended body has no event, so nothing would be stored; to give it up, discard it");
        }
        return outcome instanceof Outcome.Storable;
    }
}
