package gov.va.vro.bie.persister.store;

import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * Writes the notes of what is parked, which tell the ledger's view parked from lost; {@link ParkedNotes} reads them.
 *
 * <p>A note that the database refuses for its data must not keep the others from being made: as with events, the list
 * is halved until the offender stands alone. That one is noted with less, without its message id and with the refusal
 * as its reason; if even that is refused it stays without a note.
 */
public final class ParkedStore {

    private final Database database;
    private final ParkedSql sql;

    public ParkedStore(Database database) {
        this.database = database;
        sql = new ParkedSql(database.schema());
    }

    /**
     * Notes messages as parked; one that was parked before gets the newer reason and waits again.
     *
     * @return those of which the database takes no note at all
     * @throws DatabaseException when the database cannot do it now; some of the notes may be made, which a second call
     *     makes again
     */
    public List<ParkedMessage> note(List<ParkedMessage> messages) throws DatabaseException {
        return write(messages, new Writing(sql.note(), ParkedStore::bind));
    }

    /**
     * Notes that messages were sent to their queues again.
     *
     * @param seen {@link ParkedNotes#parkedAt} as it was before; a note that was made anew since is left as it is
     * @return as {@link #note}
     */
    public List<ParkedMessage> replayed(List<ParkedMessage> messages, Map<UUID, Instant> seen)
            throws DatabaseException {
        return settle(sql.settle("replayed_at", "discarded_at"), messages, seen);
    }

    /** Notes that messages are not to be stored; else as {@link #replayed}. */
    public List<ParkedMessage> discarded(List<ParkedMessage> messages, Map<UUID, Instant> seen)
            throws DatabaseException {
        return settle(sql.settle("discarded_at", "replayed_at"), messages, seen);
    }

    /**
     * Discards notes of messages that are in no queue.
     *
     * @return how many; one that was made anew since is left as it is
     */
    public int discardNotes(List<ParkedNote> seen) throws DatabaseException {
        try (var connection = database.connection();
                var rows = new Columns<>(connection, sql.discardNotes(), seen)) {
            return rows.text(note -> note.uuid().toString())
                    .text(note -> note.parkedAt().toString())
                    .statement()
                    .executeUpdate();
        } catch (SQLException e) {
            throw DatabaseException.of(e);
        }
    }

    private List<ParkedMessage> settle(String statement, List<ParkedMessage> messages, Map<UUID, Instant> seen)
            throws DatabaseException {
        return write(
                messages,
                new Writing(
                        statement,
                        rows -> bind(rows)
                                .optionalText(message -> Optional.ofNullable(seen.get(message.uuid()))
                                        .map(Instant::toString))));
    }

    private interface Binding {
        Columns<ParkedMessage> bind(Columns<ParkedMessage> rows) throws SQLException;
    }

    private record Writing(String statement, Binding binding) {}

    private List<ParkedMessage> write(List<ParkedMessage> messages, Writing writing) throws DatabaseException {
        var refused = new ArrayList<ParkedMessage>();
        if (!messages.isEmpty()) {
            writeHalving(messages, writing, refused);
        }
        return refused;
    }

    private void writeHalving(List<ParkedMessage> messages, Writing writing, List<ParkedMessage> refused)
            throws DatabaseException {
        var refusal = execute(messages, writing);
        if (refusal.isEmpty()) {
            return;
        }
        if (messages.size() > 1) {
            var middle = messages.size() / 2;
            writeHalving(messages.subList(0, middle), writing, refused);
            writeHalving(messages.subList(middle, messages.size()), writing, refused);
        } else if (execute(List.of(messages.get(0).withReason(refusal.get())), writing)
                .isPresent()) {
            refused.add(messages.get(0));
        }
    }

    /** One statement, and so one transaction; returns why the data is refused, if it is. */
    private Optional<String> execute(List<ParkedMessage> messages, Writing writing) throws DatabaseException {
        try (var connection = database.connection()) {
            try (var rows = new Columns<>(connection, writing.statement(), messages)) {
                writing.binding().bind(rows).statement().executeUpdate();
                return Optional.empty();
            } catch (SQLException e) {
                if (!DatabaseException.isAboutData(e)) {
                    database.discard(connection);
                    throw e;
                }
                return Optional.of("parked; the database refuses its reason or its message id, SQLSTATE "
                        + DatabaseException.sqlState(e));
            }
        } catch (SQLException e) {
            throw DatabaseException.of(e);
        }
    }

    private static Columns<ParkedMessage> bind(Columns<ParkedMessage> rows) throws SQLException {
        return rows.text(message -> message.uuid().toString())
                .text(message -> message.type().label())
                .coordinates(ParkedMessage::source)
                .optionalText(ParkedMessage::messageId)
                .text(ParkedMessage::reason);
    }
}
