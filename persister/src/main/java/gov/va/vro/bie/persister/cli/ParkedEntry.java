package gov.va.vro.bie.persister.cli;

import gov.va.vro.bie.persister.event.EventType;
import gov.va.vro.bie.persister.receive.ParkedCopy;
import gov.va.vro.bie.persister.store.ParkedNote;
import java.time.Instant;
import java.util.UUID;

/**
 * A parked message: what the queue has of it, what the database has, or both. All its copies are one entry, and the
 * broker's copy says it best: its note may be of an earlier time.
 *
 * @param coordinates topic, partition and offset, or what stands for them
 * @param copies how many are in the queue
 * @param place of the first of them in the queue
 */
record ParkedEntry(
        UUID uuid,
        String type,
        String coordinates,
        Instant since,
        String reason,
        int copies,
        long place,
        ParkedState state) {

    static ParkedEntry of(ParkedCopy copy, long place) {
        return new ParkedEntry(
                copy.uuid(),
                copy.type().map(EventType::label).orElse("unknown"),
                copy.message()
                        .coordinates()
                        .map(at -> at.topic() + "-" + at.partition() + "-" + at.offset())
                        .orElse("-"),
                copy.since(),
                copy.reason(),
                1,
                place,
                ParkedState.WAITING);
    }

    /** Of a message that is not in the queue. */
    static ParkedEntry of(ParkedNote note) {
        return new ParkedEntry(
                note.uuid(),
                note.eventType(),
                note.coordinates().orElse("-"),
                note.parkedAt(),
                note.reason(),
                0,
                Long.MAX_VALUE,
                ParkedState.of(note).orElse(ParkedState.ABSENT));
    }

    ParkedEntry withAnotherCopy() {
        return new ParkedEntry(uuid, type, coordinates, since, reason, copies + 1, place, state);
    }

    /** Of a message that is in the queue. */
    ParkedEntry notedAs(ParkedNote note) {
        return new ParkedEntry(
                uuid,
                type,
                coordinates,
                since,
                reason,
                copies,
                place,
                ParkedState.of(note).orElse(ParkedState.WAITING));
    }
}
