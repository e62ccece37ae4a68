package gov.va.vro.bie.persister.cli;

import gov.va.vro.bie.persister.receive.BrokerException;
import gov.va.vro.bie.persister.store.DatabaseException;
import gov.va.vro.bie.persister.store.ParkedNote;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Takes parked messages out for good; they are noted as discarded, so that the ledger does not miss them. */
@Command(
        name = "discard",
        description = {
            "Takes parked messages out of persister.parked for good, after asking.",
            "Their content is gone; where they came from and why they were parked stays noted in the database.",
            "Of one that is absent, which is looked for several times, the note is discarded."
        },
        mixinStandardHelpOptions = true)
final class ParkedDiscardCommand implements Callable<Integer> {

    private static final int FURTHER_LOOKS = 3;
    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(1);

    private final Map<String, String> environment;

    @Spec
    private CommandSpec spec;

    @Mixin
    private ParkedSelection selection;

    @Option(names = "--yes", description = "Does not ask.")
    private boolean yes;

    ParkedDiscardCommand(Map<String, String> environment) {
        this.environment = environment;
    }

    @Override
    public Integer call() throws Exception {
        return ParkedDesk.open(environment, spec, desk -> {
            var found = look(desk);
            if (desk.warnOfAmbiguous(found.ambiguous())) {
                desk.warn("nothing was discarded");
                return ExitCode.CONFIGURATION;
            }
            var isWhole = !desk.warnOfUnknown(found.unknown()) & !desk.warnOfOtherReason(found.passedOver());
            var absent = found.absent();
            absent.forEach(
                    note -> desk.warn(note.uuid() + " is not in persister.parked: only its note can be discarded"));
            if (found.messages() == 0 && absent.isEmpty()) {
                desk.warn("nothing to discard");
            } else if (!yes && !confirmed(desk, found.messages(), absent.size())) {
                desk.warn("nothing was discarded: answer \"yes\", or give --yes");
                return ExitCode.CONFIGURATION;
            } else {
                isWhole &= discard(desk, found) & discardNotes(desk, absent);
            }
            return isWhole ? ExitCode.DONE : ExitCode.NOT_PARKED;
        });
    }

    /**
     * Looks again where a named one is absent: somebody else may look at it just now, and the broker may be slow to give
     * back what was looked at.
     */
    private ParkedFindings look(ParkedDesk desk) throws BrokerException, DatabaseException, InterruptedException {
        var found = ParkedFindings.of(selection, desk);
        for (var look = 0; look < FURTHER_LOOKS && !found.absent().isEmpty(); look++) {
            Thread.sleep(BETWEEN_LOOKS.toMillis());
            found = ParkedFindings.of(selection, desk);
        }
        return found;
    }

    private static boolean discard(ParkedDesk desk, ParkedFindings found)
            throws BrokerException, DatabaseException, InterruptedException {
        var keys = new HashSet<>(found.keys());
        found.foreign().forEach(copy -> keys.add(copy.key()));
        var parkedAt = desk.notes().parkedAt(ParkedFindings.uuids(keys));
        var left = desk.queue()
                .discard(
                        keys,
                        messages -> desk.warnOfUnnoted(desk.store().discarded(messages, parkedAt)),
                        copy -> desk.out().println("discarded  " + copy.uuid()));
        return desk.foundAll(keys.size(), left.size());
    }

    private static boolean discardNotes(ParkedDesk desk, List<ParkedNote> notes) throws DatabaseException {
        var discarded = 0;
        for (var note : notes) {
            if (desk.store().discardNotes(List.of(note)) == 1) {
                desk.out().println("note discarded  " + note.uuid());
                discarded++;
            }
        }
        return desk.foundAll(notes.size(), notes.size() - discarded);
    }

    private static boolean confirmed(ParkedDesk desk, long messages, long notes) {
        var what = Stream.of(counted(messages, "message"), counted(notes, "note"))
                .flatMap(Optional::stream)
                .collect(Collectors.joining(" and "));
        desk.err().print("Discard " + what + " for good? (yes/no) ");
        desk.err().flush();
        try {
            var answer = new BufferedReader(new InputStreamReader(System.in, Charset.defaultCharset())).readLine();
            return answer != null && answer.strip().equalsIgnoreCase("yes");
        } catch (IOException e) {
            throw new UncheckedIOException("standard input cannot be read", e);
        }
    }

    private static Optional<String> counted(long count, String what) {
        return count == 0 ? Optional.empty() : Optional.of(count + " " + what + (count == 1 ? "" : "s"));
    }
}
