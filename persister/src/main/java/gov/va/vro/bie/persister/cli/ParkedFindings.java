package gov.va.vro.bie.persister.cli;

import gov.va.vro.bie.persister.receive.BrokerException;
import gov.va.vro.bie.persister.receive.ParkedCopy;
import gov.va.vro.bie.persister.store.DatabaseException;
import gov.va.vro.bie.persister.store.ParkedNote;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What one look at the queue and the notes has found of a selection. All of the queue may be meant, so of those copies
 * only the key is kept; those with a name that was given are few.
 */
final class ParkedFindings {

    private final ParkedSelection selection;
    private final Set<ParkedCopy.Key> keys = new HashSet<>();
    private final List<ParkedCopy> foreign = new ArrayList<>();
    private final List<ParkedCopy> named = new ArrayList<>();
    private final List<ParkedNote> absent = new ArrayList<>();

    private ParkedFindings(ParkedSelection selection) {
        this.selection = selection;
    }

    static ParkedFindings of(ParkedSelection selection, ParkedDesk desk)
            throws BrokerException, DatabaseException, InterruptedException {
        var findings = new ParkedFindings(selection);
        desk.look(findings::add);
        desk.notes().waiting(selection.names()).forEach(findings::add);
        return findings;
    }

    private void add(ParkedCopy copy) {
        if (selection.isNamed(copy)) {
            named.add(copy);
        }
        if (selection.isMeant(copy)) {
            if (copy.type().isPresent()) {
                keys.add(copy.key());
            } else {
                foreign.add(copy);
            }
        }
    }

    private void add(ParkedNote note) {
        if (named.stream().noneMatch(copy -> copy.uuid().equals(note.uuid()))) {
            absent.add(note);
        }
    }

    /** The copies that are meant, of the persister's own queues. */
    Set<ParkedCopy.Key> keys() {
        return keys;
    }

    /** The copies that are meant, of other queues. */
    List<ParkedCopy> foreign() {
        return foreign;
    }

    /** How many messages are meant, of whatever queue. */
    long messages() {
        return Stream.concat(
                        keys.stream().map(ParkedCopy.Key::uuid),
                        foreign.stream().map(ParkedCopy::uuid))
                .distinct()
                .count();
    }

    static Set<UUID> uuids(Set<ParkedCopy.Key> keys) {
        return keys.stream().map(ParkedCopy.Key::uuid).collect(Collectors.toSet());
    }

    /** The copies that are meant, of those that are named. */
    List<ParkedCopy> named() {
        return named.stream().filter(selection::isMeant).toList();
    }

    /** The notes that are named and meant, and of which the queue has no copy. */
    List<ParkedNote> absent() {
        return absent.stream().filter(selection::isMeant).toList();
    }

    /** The names that no copy has. */
    Set<String> missing() {
        var missing = selection.names();
        missing.removeIf(name -> named.stream().anyMatch(copy -> copy.isCalled(name)));
        return missing;
    }

    /** The names that neither a copy nor a note has. */
    Set<String> unknown() {
        var unknown = missing();
        unknown.removeIf(name -> absent.stream().anyMatch(note -> note.isCalled(name)));
        return unknown;
    }

    /** The names that copies or notes have, of which none has the reason that is asked for. */
    Set<String> passedOver() {
        var passedOver = selection.names();
        passedOver.removeAll(unknown());
        passedOver.removeIf(name -> !meant(name).isEmpty());
        return passedOver;
    }

    /** The names that several messages have, and which messages these are. */
    Map<String, Set<UUID>> ambiguous() {
        var ambiguous = new LinkedHashMap<String, Set<UUID>>();
        selection.names().forEach(name -> ambiguous.put(name, meant(name)));
        ambiguous.values().removeIf(uuids -> uuids.size() < 2);
        return ambiguous;
    }

    private Set<UUID> meant(String name) {
        return Stream.concat(
                        named().stream().filter(copy -> copy.isCalled(name)).map(ParkedCopy::uuid),
                        absent().stream().filter(note -> note.isCalled(name)).map(ParkedNote::uuid))
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }
}
