package gov.va.vro.bie.persister.cli;

import gov.va.vro.bie.persister.receive.BrokerException;
import gov.va.vro.bie.persister.receive.ParkedCopy;
import gov.va.vro.bie.persister.store.DatabaseException;
import gov.va.vro.bie.persister.store.ParkedNote;
import java.util.Comparator;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;

/**
 * All parked messages, oldest first, though they may be more than fit into memory.
 *
 * <p>The copies are sorted by uuid, which brings those of one message together. As the notes come from the database in
 * that order too, each is laid beside its message, and what results is sorted again, by age. Confined to one thread.
 */
final class ParkedListing implements AutoCloseable {

    /** There are two sorts at once, beside the bodies that are read ahead. */
    private static final int SHARE_OF_HEAP = 16;

    /** As the database has it: by its bytes. */
    private static final Comparator<UUID> BY_BYTES = Comparator.<UUID, Long>comparing(
                    UUID::getMostSignificantBits, Long::compareUnsigned)
            .thenComparing(UUID::getLeastSignificantBits, Long::compareUnsigned);

    private final ExternalSort<ParkedEntry> copies = sort(Comparator.comparing(ParkedEntry::uuid, BY_BYTES));
    private final ExternalSort<ParkedEntry> entries =
            sort(Comparator.comparing(ParkedEntry::since).thenComparingLong(ParkedEntry::place));
    private final boolean withSettled;
    private long places;
    private Optional<ParkedEntry> ahead = Optional.empty();

    /**
     * @param withSettled also those that were replayed or discarded before
     */
    ParkedListing(boolean withSettled) {
        this.withSettled = withSettled;
    }

    void show(ParkedDesk desk, Consumer<ParkedEntry> viewer)
            throws BrokerException, DatabaseException, InterruptedException {
        desk.look(this::add);
        ahead = copies.next();
        desk.notes().forEach(this::add);
        while (ahead.isPresent()) {
            entries.add(message());
        }
        for (var entry = entries.next(); entry.isPresent(); entry = entries.next()) {
            viewer.accept(entry.get());
        }
    }

    @Override
    public void close() {
        copies.close();
        entries.close();
    }

    private void add(ParkedCopy copy) {
        copies.add(ParkedEntry.of(copy, places++));
    }

    private void add(ParkedNote note) {
        while (ahead.isPresent() && BY_BYTES.compare(ahead.get().uuid(), note.uuid()) < 0) {
            entries.add(message());
        }
        if (ahead.filter(copy -> copy.uuid().equals(note.uuid())).isPresent()) {
            entries.add(message().notedAs(note));
        } else if (withSettled || ParkedState.of(note).isEmpty()) {
            entries.add(ParkedEntry.of(note));
        }
    }

    /** The next message, with all its copies. */
    private ParkedEntry message() {
        var message = ahead.orElseThrow();
        for (ahead = copies.next();
                ahead.isPresent() && ahead.get().uuid().equals(message.uuid());
                ahead = copies.next()) {
            message = message.withAnotherCopy();
        }
        return message;
    }

    private static ExternalSort<ParkedEntry> sort(Comparator<ParkedEntry> order) {
        return new ExternalSort<>(
                new ParkedEntryFormat(), order, Runtime.getRuntime().maxMemory() / SHARE_OF_HEAP);
    }
}
