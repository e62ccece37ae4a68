package gov.va.vro.bie.persister.store;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;

/** Reads the notes of what is parked, of which there may be more than fit into memory. */
public final class ParkedNotes {

    private static final int FETCHED_AT_ONCE = 1_000;

    private final Database database;
    private final ParkedSql sql;

    public ParkedNotes(Database database) {
        this.database = database;
        sql = new ParkedSql(database.schema());
    }

    /** Shows every note there is, in the order of the bytes of their uuids. */
    public void forEach(Consumer<ParkedNote> viewer) throws DatabaseException {
        try (var connection = database.connection()) {
            // Or the driver would fetch them all at once.
            connection.setAutoCommit(false);
            try (var statement = connection.prepareStatement(sql.all())) {
                statement.setFetchSize(FETCHED_AT_ONCE);
                statement.setQueryTimeout(Database.STATEMENT_SECONDS);
                read(statement, viewer);
            }
        } catch (SQLException e) {
            throw DatabaseException.of(e);
        }
    }

    /** The notes that wait and have one of these names, a uuid or a message id. */
    public List<ParkedNote> waiting(Collection<String> names) throws DatabaseException {
        return find(
                sql.waiting(),
                List.copyOf(names),
                rows -> rows.text(name -> name).text(name -> name.toLowerCase(Locale.ROOT)));
    }

    /** A message's note, whatever became of it. */
    public Optional<ParkedNote> find(UUID message) throws DatabaseException {
        return ofMessages(List.of(message)).stream().findFirst();
    }

    /** When these messages were parked, as far as that is noted. */
    public Map<UUID, Instant> parkedAt(Collection<UUID> messages) throws DatabaseException {
        var moments = new HashMap<UUID, Instant>();
        var all = messages.iterator();
        while (all.hasNext()) {
            var portion = new ArrayList<UUID>();
            while (all.hasNext() && portion.size() < FETCHED_AT_ONCE) {
                portion.add(all.next());
            }
            ofMessages(portion).forEach(note -> moments.put(note.uuid(), note.parkedAt()));
        }
        return moments;
    }

    private List<ParkedNote> ofMessages(List<UUID> messages) throws DatabaseException {
        return find(sql.ofMessages(), messages, rows -> rows.text(UUID::toString));
    }

    private <R> List<ParkedNote> find(String query, List<R> values, Binding<R> binding) throws DatabaseException {
        var notes = new ArrayList<ParkedNote>();
        try (var connection = database.connection();
                var rows = new Columns<>(connection, query, values)) {
            read(binding.bind(rows).statement(), notes::add);
        } catch (SQLException e) {
            throw DatabaseException.of(e);
        }
        return notes;
    }

    private static void read(PreparedStatement statement, Consumer<ParkedNote> viewer) throws SQLException {
        try (var result = statement.executeQuery()) {
            while (result.next()) {
                viewer.accept(ParkedNote.of(result));
            }
        }
    }

    private interface Binding<R> {
        Columns<R> bind(Columns<R> rows) throws SQLException;
    }
}
