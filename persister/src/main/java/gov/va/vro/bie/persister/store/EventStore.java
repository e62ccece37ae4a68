package gov.va.vro.bie.persister.store;

import gov.va.vro.bie.persister.event.BieEvent;
import gov.va.vro.bie.persister.store.StoreResult.Refused;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.postgresql.util.PSQLException;

/**
 * Writes events: a batch is one transaction of three statements, one for each table.
 *
 * <p>Rows are inserted in the order of their keys and codes in theirs, so that instances that store the same ones wait
 * for each other instead of deadlocking. What is there already is left as it is.
 *
 * <p>When the database refuses a batch for its data, the batch is halved until the offender stands alone, each half a
 * transaction of its own; so the neighbours are stored whatever it is. Such are SQLSTATE class 22 (the value), 23 (a
 * constraint) and 54 (a limit: a classification too long for its index). Anything else says nothing about the data and
 * is a {@link DatabaseException}.
 */
public final class EventStore {

    private static final Set<String> DATA_CLASSES = Set.of("22", "23", "54");
    private static final Comparator<BieEvent> BY_KEY =
            Comparator.comparing(event -> event.uuid().toString());

    private final Database database;
    private final Sql sql;

    public EventStore(Database database) {
        this.database = database;
        sql = new Sql(database.schema());
    }

    /**
     * Stores what can be stored. When it returns, all of it is committed.
     *
     * @throws DatabaseException when the database cannot do it now; some of the batch may be committed, which a second
     *     call finds done
     */
    public StoreResult store(List<BieEvent> events) throws DatabaseException {
        var result = new StoreResult(new HashSet<>(), new ArrayList<>());
        if (!events.isEmpty()) {
            storeHalving(events.stream().sorted(BY_KEY).toList(), result);
        }
        return result;
    }

    /** Notes messages as parked; one that was parked before gets the newer reason. */
    public void park(List<ParkedMessage> messages) throws DatabaseException {
        if (messages.isEmpty()) {
            return;
        }
        try {
            inTransaction(connection -> {
                try (var rows = new Columns<>(connection, sql.insertParked(), messages)) {
                    rows.column("uuid", ParkedMessage::uuid)
                            .column("text", message -> message.type().label())
                            .coordinates(ParkedMessage::source)
                            .optional("text", ParkedMessage::messageId)
                            .column("text", ParkedMessage::reason);
                    return rows.statement().executeUpdate();
                }
            });
        } catch (SQLException e) {
            throw DatabaseException.of(e);
        }
    }

    private void storeHalving(List<BieEvent> events, StoreResult result) throws DatabaseException {
        try {
            result.inserted().addAll(inTransaction(connection -> insert(connection, events)));
        } catch (SQLException e) {
            if (!isAboutData(e)) {
                throw DatabaseException.of(e);
            }
            if (events.size() == 1) {
                result.refused().add(new Refused(events.get(0), refusal(e)));
            } else {
                var middle = events.size() / 2;
                storeHalving(events.subList(0, middle), result);
                storeHalving(events.subList(middle, events.size()), result);
            }
        }
    }

    private Set<UUID> insert(Connection connection, List<BieEvent> events) throws SQLException {
        var inserted = insertEvents(connection, events);
        var links = events.stream()
                .flatMap(event -> event.codes().stream().map(code -> new Link(event.uuid(), code)))
                .toList();
        if (!links.isEmpty()) {
            insertCodes(
                    connection,
                    links.stream().map(Link::code).distinct().sorted().toList());
            insertLinks(connection, links);
        }
        return inserted;
    }

    private Set<UUID> insertEvents(Connection connection, List<BieEvent> events) throws SQLException {
        try (var rows = new Columns<>(connection, sql.insertEvents(), events)) {
            rows.column("uuid", BieEvent::uuid)
                    .optional("bigint", event -> event.notifiedAt().map(Instant::toEpochMilli))
                    .column("text", event -> event.type().label())
                    .column("text", BieEvent::details)
                    .optional("bigint", event -> event.eventAt().map(Instant::toEpochMilli))
                    .column("bigint", BieEvent::claimId)
                    .column("bigint", BieEvent::contentionId)
                    .optional("text", BieEvent::classification)
                    .coordinates(BieEvent::source);
            var inserted = new HashSet<UUID>();
            try (var keys = rows.statement().executeQuery()) {
                while (keys.next()) {
                    inserted.add(keys.getObject(1, UUID.class));
                }
            }
            return inserted;
        }
    }

    private void insertCodes(Connection connection, List<String> codes) throws SQLException {
        try (var rows = new Columns<>(connection, sql.insertCodes(), codes)) {
            rows.column("text", code -> code).statement().executeUpdate();
        }
    }

    private void insertLinks(Connection connection, List<Link> links) throws SQLException {
        try (var rows = new Columns<>(connection, sql.insertLinks(), links)) {
            rows.column("uuid", Link::event)
                    .column("text", Link::code)
                    .statement()
                    .executeUpdate();
        }
    }

    private <T> T inTransaction(Work<T> work) throws SQLException {
        try (var connection = database.connection()) {
            connection.setAutoCommit(false);
            try {
                var result = work.in(connection);
                connection.commit();
                return result;
            } catch (SQLException e) {
                rollBack(connection, e);
                if (!isAboutData(e)) {
                    database.discard(connection);
                }
                throw e;
            }
        }
    }

    private static void rollBack(Connection connection, SQLException cause) {
        try {
            connection.rollback();
        } catch (SQLException e) {
            cause.addSuppressed(e);
        }
    }

    private static boolean isAboutData(SQLException e) {
        var state = DatabaseException.sqlState(e);
        return state.length() == 5 && DATA_CLASSES.contains(state.substring(0, 2));
    }

    private static String refusal(SQLException e) {
        var constraint = e instanceof PSQLException refused && refused.getServerErrorMessage() != null
                ? refused.getServerErrorMessage().getConstraint()
                : null;
        return "refused by the database, SQLSTATE " + DatabaseException.sqlState(e)
                + (constraint == null ? "" : ", constraint " + constraint);
    }

    private record Link(UUID event, String code) {}

    private interface Work<T> {
        T in(Connection connection) throws SQLException;
    }
}
