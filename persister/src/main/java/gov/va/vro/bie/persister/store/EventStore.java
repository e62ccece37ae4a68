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
 * Writes events: a batch is one transaction of three statements, one for each table; two when all its codes are known
 * to be there.
 *
 * <p>Rows are inserted in the order of their keys and codes in theirs, so that instances that store the same ones wait
 * for each other instead of deadlocking. What is there already is left as it is.
 *
 * <p>When the database refuses a batch for its data, the batch is halved until the offender stands alone, each half a
 * transaction of its own; so the neighbours are stored whatever it is. Such are SQLSTATE class 22 (the value) and 23
 * (a constraint). Anything else says nothing about the data and is a {@link DatabaseException}; so is a foreign key
 * that is violated though nothing was taken for known.
 *
 * <p>Confined to one thread.
 */
public final class EventStore {

    private static final String FOREIGN_KEY_VIOLATION = "23503";
    private static final Comparator<BieEvent> BY_KEY = Comparator.comparing(BieEvent::uuid, EventStore::compareKeys);

    private final Database database;
    private final Sql sql;
    private final KnownCodes knownCodes = new KnownCodes();

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

    private void storeHalving(List<BieEvent> events, StoreResult result) throws DatabaseException {
        var codes = knownCodes.missing(events.stream().flatMap(event -> event.codes().stream()));
        try {
            result.inserted().addAll(inTransaction(connection -> insert(connection, events, codes)));
            knownCodes.committed(codes);
        } catch (SQLException e) {
            if (!DatabaseException.isAboutData(e)) {
                throw DatabaseException.of(e);
            }
            if (DatabaseException.sqlState(e).equals(FOREIGN_KEY_VIOLATION)) {
                storeAnew(events, result, e);
            } else if (events.size() == 1) {
                result.refused().add(new Refused(events.get(0), refusal(e)));
            } else {
                var middle = events.size() / 2;
                storeHalving(events.subList(0, middle), result);
                storeHalving(events.subList(middle, events.size()), result);
            }
        }
    }

    /**
     * What a link refers to is inserted before it or known; so somebody has deleted it, before or meanwhile, and the
     * data is not to blame.
     */
    private void storeAnew(List<BieEvent> events, StoreResult result, SQLException violation) throws DatabaseException {
        if (!knownCodes.forget()) {
            throw DatabaseException.of(violation);
        }
        storeHalving(events, result);
    }

    private Set<UUID> insert(Connection connection, List<BieEvent> events, List<String> codes) throws SQLException {
        var inserted = insertEvents(connection, events);
        if (!codes.isEmpty()) {
            insertCodes(connection, codes);
        }
        var links = events.stream()
                .flatMap(event -> event.codes().stream().map(code -> new Link(event.uuid(), code)))
                .toList();
        if (!links.isEmpty()) {
            insertLinks(connection, links);
        }
        return inserted;
    }

    private Set<UUID> insertEvents(Connection connection, List<BieEvent> events) throws SQLException {
        try (var rows = new Columns<>(connection, sql.insertEvents(), events)) {
            rows.text(event -> event.uuid().toString())
                    .optionalBigint(event -> event.notifiedAt().map(Instant::toEpochMilli))
                    .text(event -> event.type().label())
                    .text(BieEvent::details)
                    .optionalBigint(event -> event.eventAt().map(Instant::toEpochMilli))
                    .bigint(BieEvent::claimId)
                    .bigint(BieEvent::contentionId)
                    .optionalText(BieEvent::classification)
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
            rows.text(code -> code).statement().executeUpdate();
        }
    }

    private void insertLinks(Connection connection, List<Link> links) throws SQLException {
        try (var rows = new Columns<>(connection, sql.insertLinks(), links)) {
            rows.text(link -> link.event().toString())
                    .text(Link::code)
                    .statement()
                    .executeUpdate();
        }
    }

    private <T> T inTransaction(Work<T> work) throws SQLException, DatabaseException {
        try (var connection = connect()) {
            connection.setAutoCommit(false);
            try {
                var result = work.in(connection);
                connection.commit();
                return result;
            } catch (SQLException e) {
                rollBack(connection, e);
                if (!DatabaseException.isAboutData(e)) {
                    database.discard(connection);
                }
                throw e;
            }
        }
    }

    /** Apart, because whatever a server says while it refuses to connect is not about the data. */
    private Connection connect() throws DatabaseException {
        try {
            return database.connection();
        } catch (SQLException e) {
            throw DatabaseException.of(e);
        }
    }

    private static void rollBack(Connection connection, SQLException cause) {
        try {
            connection.rollback();
        } catch (SQLException e) {
            cause.addSuppressed(e);
        }
    }

    private static String refusal(SQLException e) {
        var constraint = e instanceof PSQLException refused && refused.getServerErrorMessage() != null
                ? refused.getServerErrorMessage().getConstraint()
                : null;
        return "refused by the database, SQLSTATE " + DatabaseException.sqlState(e)
                + (constraint == null ? "" : ", constraint " + constraint);
    }

    /** As PostgreSQL orders them, which is not as Java does. */
    private static int compareKeys(UUID one, UUID other) {
        var high = Long.compareUnsigned(one.getMostSignificantBits(), other.getMostSignificantBits());
        return high != 0 ? high : Long.compareUnsigned(one.getLeastSignificantBits(), other.getLeastSignificantBits());
    }

    private record Link(UUID event, String code) {}

    private interface Work<T> {
        T in(Connection connection) throws SQLException;
    }
}
