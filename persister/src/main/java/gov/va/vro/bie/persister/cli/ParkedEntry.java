package gov.va.vro.bie.persister.cli;

import gov.va.vro.bie.persister.event.EventType;
import gov.va.vro.bie.persister.receive.ParkedCopy;
import gov.va.vro.bie.persister.store.ParkedNote;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * A parked message: what the queue has of it, what the database has, or both. All its copies are one entry.
 *
 * @param copies those in the queue
 */
record ParkedEntry(UUID uuid, List<ParkedCopy> copies, Optional<ParkedNote> note) {

    /** Oldest first. */
    static List<ParkedEntry> of(List<ParkedCopy> copies, Map<UUID, ParkedNote> notes) {
        var byId = new LinkedHashMap<UUID, List<ParkedCopy>>();
        copies.forEach(copy ->
                byId.computeIfAbsent(copy.uuid(), id -> new ArrayList<>()).add(copy));
        notes.keySet().forEach(id -> byId.putIfAbsent(id, List.of()));
        return byId.entrySet().stream()
                .map(one -> new ParkedEntry(one.getKey(), one.getValue(), Optional.ofNullable(notes.get(one.getKey()))))
                .sorted(Comparator.comparing(ParkedEntry::since))
                .toList();
    }

    /** The broker's copy says it best: its note may be of an earlier time. */
    private Optional<ParkedCopy> copy() {
        return copies.stream().findFirst();
    }

    String type() {
        return copy().map(copy -> copy.type().map(EventType::label).orElse("unknown"))
                .or(() -> note.map(ParkedNote::eventType))
                .orElseThrow();
    }

    /** Topic, partition and offset, or what stands for them. */
    String coordinates() {
        var source = copy().map(copy ->
                copy.message().coordinates().map(at -> at.topic() + "-" + at.partition() + "-" + at.offset()));
        return source.orElseGet(() -> note.flatMap(ParkedNote::coordinates)).orElse("-");
    }

    Optional<String> messageId() {
        return copy().map(copy -> copy.message().messageId()).orElseGet(() -> note.flatMap(ParkedNote::messageId));
    }

    String reason() {
        return copy().map(ParkedCopy::reason)
                .or(() -> note.map(ParkedNote::reason))
                .orElseThrow();
    }

    Instant since() {
        return copy().map(ParkedCopy::since)
                .or(() -> note.map(ParkedNote::parkedAt))
                .orElseThrow();
    }

    /**
     * What became of it. {@code absent}: noted as waiting, and not in the queue: somebody else looks at it now, or has
     * taken it out by hand.
     */
    String state() {
        if (note.flatMap(ParkedNote::discardedAt).isPresent()) {
            return "discarded";
        }
        if (note.flatMap(ParkedNote::replayedAt).isPresent()) {
            return "replayed";
        }
        return copies.isEmpty() ? "absent" : "waiting";
    }
}
