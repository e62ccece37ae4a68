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
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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
            var found = ParkedFindings.of(selection, desk);
            if (desk.warnOfAmbiguous(found.ambiguous())) {
                desk.warn("nothing was replayed");
                return ExitCode.CONFIGURATION;
            }
            desk.warnOfMissing(found.missing());
            var isComplete = !desk.warnOfOtherReason(found.passedOver())
                    && found.missing().isEmpty()
                    && found.foreign().isEmpty();
            if (body.isPresent()
                    && !found.named().isEmpty()
                    && !mends(desk, found.named().get(0), body.get())) {
                return ExitCode.CONFIGURATION;
            }
            found.foreign()
                    .forEach(copy -> desk.warn(copy.uuid() + " cannot be replayed: the queue that it came from, \""
                            + Printable.of(copy.queue()) + "\", is none of the persister's"));
            return replay(desk, found.keys(), body) && isComplete ? ExitCode.DONE : ExitCode.NOT_PARKED;
        });
    }

    /** Returns whether all of them were found again and sent. */
    private static boolean replay(ParkedDesk desk, Set<ParkedCopy.Key> keys, Optional<byte[]> body)
            throws BrokerException, DatabaseException, InterruptedException {
        if (keys.isEmpty()) {
            desk.warn("nothing to replay");
            return true;
        }
        var parkedAt = desk.notes().parkedAt(ParkedFindings.uuids(keys));
        var left = desk.queue()
                .replay(
                        keys,
                        body,
                        messages -> desk.warnOfUnnoted(desk.store().replayed(messages, parkedAt)),
                        copy -> desk.out().println("replayed  " + copy.uuid() + "  to " + copy.queue()));
        return desk.foundAll(keys.size(), left.size());
    }

    private Optional<byte[]> mendedBody() {
        if (file.isEmpty()) {
            return Optional.empty();
        }
        if (selection.names().size() != 1) {
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

    /** Whether the body may go in place of that of a copy: a slip of the pen shall not be sent. */
    private static boolean mends(ParkedDesk desk, ParkedCopy copy, byte[] body) {
        var message = copy.message();
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
