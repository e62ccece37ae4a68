package gov.va.vro.bie.persister.cli;

import gov.va.vro.bie.persister.receive.ParkedCopy;
import gov.va.vro.bie.persister.store.ParkedNote;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Which messages: those that are named, or all, or all of a reason. */
final class ParkedSelection {

    @ArgGroup(multiplicity = "1")
    private Which which;

    @Option(names = "--reason", paramLabel = "TEXT", description = "Only those whose reason contains this text.")
    private String reason = "";

    static final class Which {

        @Parameters(paramLabel = "ID", arity = "1..*", description = "Ids in the list, or message ids.")
        private List<String> ids = List.of();

        @Option(names = "--all", description = "All that are in the queue.")
        private boolean all;
    }

    /** The copies that are meant. */
    List<ParkedCopy> of(List<ParkedCopy> copies) {
        return copies.stream()
                .filter(copy -> which.all || which.ids.stream().anyMatch(copy::isCalled))
                .filter(copy -> copy.reason().contains(reason))
                .toList();
    }

    /** Those of the notes that are meant. */
    List<ParkedNote> ofReason(List<ParkedNote> notes) {
        return notes.stream().filter(note -> note.reason().contains(reason)).toList();
    }

    /** The names that no copy has. */
    Set<String> unknown(List<ParkedCopy> copies) {
        var unknown = new HashSet<>(which.ids);
        unknown.removeIf(id -> copies.stream().anyMatch(copy -> copy.isCalled(id)));
        return unknown;
    }

    /** The names that copies or notes have, of which none has the reason that is asked for. */
    Set<String> passedOver(List<ParkedCopy> copies, List<ParkedNote> notes) {
        var passedOver = new LinkedHashSet<>(which.ids);
        passedOver.removeIf(id -> of(copies).stream().anyMatch(copy -> copy.isCalled(id))
                || ofReason(notes).stream().anyMatch(note -> note.isCalled(id))
                || copies.stream().noneMatch(copy -> copy.isCalled(id))
                        && notes.stream().noneMatch(note -> note.isCalled(id)));
        return passedOver;
    }

    /** The names that several messages have, and which messages these are. */
    Map<String, Set<UUID>> ambiguous(List<ParkedCopy> copies, List<ParkedNote> notes) {
        var called = new LinkedHashMap<String, Set<UUID>>();
        for (var id : which.ids) {
            called.put(
                    id,
                    Stream.concat(
                                    copies.stream()
                                            .filter(copy -> copy.isCalled(id))
                                            .map(ParkedCopy::uuid),
                                    notes.stream()
                                            .filter(note -> note.isCalled(id))
                                            .map(ParkedNote::uuid))
                            .collect(Collectors.toCollection(LinkedHashSet::new)));
        }
        called.values().removeIf(uuids -> uuids.size() < 2);
        return called;
    }

    boolean isOne() {
        return which.ids.size() == 1;
    }

    static Set<ParkedCopy.Key> keys(List<ParkedCopy> copies) {
        return copies.stream().map(ParkedCopy::key).collect(Collectors.toSet());
    }

    /** How many messages these copies are. */
    static long messages(List<ParkedCopy> copies) {
        return copies.stream().map(ParkedCopy::uuid).distinct().count();
    }
}
