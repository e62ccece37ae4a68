package gov.va.vro.bie.persister.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.UUID;

/**
 * Deletes old events in batches, each a transaction of its own, so that no lock is held for long and an interrupted run
 * has done part of the work.
 *
 * <p>An event is as old as its record: its uuid begins with the record's timestamp, so the primary key finds the oldest
 * without another index, and each batch goes on behind the last. One without a record begins with zeros and is as old
 * as its row. The codes' links go by the foreign key; the codes stay. An event's row of the ledger goes in the same
 * statement, or the ledger would call it missing. Parked messages go when they are dealt with; those that wait for an
 * operator stay, and so do their rows of the ledger.
 */
public final class Retention {

    private static final UUID NIL = new UUID(0, 0);
    private static final UUID FIRST_OF_A_RECORD = new UUID(1L << 16, 0);

    private static final String DELETE = """
            WITH doomed AS (
                SELECT uuid FROM %1$s%2$s WHERE uuid > ? AND uuid < ? %3$s
                ORDER BY uuid LIMIT %4$d),
            gone AS (
                DELETE FROM %1$s%2$s e USING doomed WHERE e.uuid = doomed.uuid
                RETURNING e.uuid, e.source_topic, e.source_partition, e.source_offset),
            recorded AS (
                DELETE FROM %1$sbie_event_ledger l USING gone
                WHERE l.source_topic = gone.source_topic AND l.source_partition = gone.source_partition
                    AND l.source_offset = gone.source_offset AND l.uuid = gone.uuid
                RETURNING 1)
            SELECT (SELECT count(*) FROM gone), (SELECT count(*) FROM recorded),
                (SELECT uuid FROM doomed ORDER BY uuid DESC LIMIT 1)""";

    /** What is left of the ledger: records that were missing for as long as events are kept. */
    private static final String DELETE_REST = """
            DELETE FROM %1$sbie_event_ledger WHERE (source_topic, source_partition, source_offset, source_timestamp) IN (
                SELECT l.source_topic, l.source_partition, l.source_offset, l.source_timestamp
                FROM %1$sbie_event_ledger l
                WHERE l.recorded_at < to_timestamp(?::double precision / 1000)
                    AND NOT EXISTS (SELECT FROM %1$sbie_event e WHERE e.uuid = l.uuid)
                    AND NOT EXISTS (SELECT FROM %1$sbie_event_parked p WHERE p.uuid = l.uuid)
                ORDER BY l.recorded_at LIMIT %2$d)""";

    private static final String OLD_ROW = "AND created_at < to_timestamp(%d / 1000.0)";
    private static final String OLD_NOTE = "AND parked_at < to_timestamp(%d / 1000.0) AND ";
    private static final String DEALT_WITH = "(replayed_at IS NOT NULL OR discarded_at IS NOT NULL)";

    private final Database database;
    private final int batch;
    private final String in;

    /** @param batch how many rows of a table go in one transaction */
    public Retention(Database database, int batch) {
        this.database = database;
        this.batch = batch;
        in = "\"" + database.schema() + "\".";
    }

    /**
     * How much is gone so far.
     *
     * @param parked notes of parked messages
     * @param records rows of the ledger
     */
    public record Gone(long events, long parked, long records) {

        private Gone plus(long moreEvents, long moreParked, long moreRecords) {
            return new Gone(events + moreEvents, parked + moreParked, records + moreRecords);
        }
    }

    /** Called after each batch. */
    public interface Pause {
        void after(Gone soFar) throws InterruptedException;
    }

    /** How many events {@link #forget} would delete. */
    public long count(Instant before) throws DatabaseException {
        var sql = "SELECT count(*) FROM " + in + "bie_event WHERE uuid >= ? AND uuid < ? OR uuid < ? "
                + OLD_ROW.formatted(before.toEpochMilli());
        try (var connection = database.unhurried().getConnection();
                var statement = connection.prepareStatement(sql)) {
            statement.setObject(1, FIRST_OF_A_RECORD);
            statement.setObject(2, firstOf(before));
            statement.setObject(3, FIRST_OF_A_RECORD);
            try (var result = statement.executeQuery()) {
                result.next();
                return result.getLong(1);
            }
        } catch (SQLException e) {
            throw DatabaseException.of(e);
        }
    }

    /**
     * Deletes what is older.
     *
     * @throws DatabaseException when the database cannot do it now; what earlier batches have deleted is gone
     */
    public Gone forget(Instant before, Pause pause) throws DatabaseException, InterruptedException {
        var millis = before.toEpochMilli();
        try (var connection = database.connection()) {
            var gone = new Gone(0, 0, 0);
            gone = delete(connection, gone, "bie_event", FIRST_OF_A_RECORD, firstOf(before), "", pause);
            gone = delete(connection, gone, "bie_event", NIL, FIRST_OF_A_RECORD, OLD_ROW.formatted(millis), pause);
            gone = delete(
                    connection,
                    gone,
                    "bie_event_parked",
                    FIRST_OF_A_RECORD,
                    firstOf(before),
                    "AND " + DEALT_WITH,
                    pause);
            gone = delete(
                    connection,
                    gone,
                    "bie_event_parked",
                    NIL,
                    FIRST_OF_A_RECORD,
                    OLD_NOTE.formatted(millis) + DEALT_WITH,
                    pause);
            return deleteRest(connection, gone, millis, pause);
        } catch (SQLException e) {
            throw DatabaseException.of(e);
        }
    }

    private Gone delete(
            Connection connection, Gone before, String table, UUID from, UUID to, String condition, Pause pause)
            throws SQLException, InterruptedException {
        var gone = before;
        var last = from;
        try (var statement = connection.prepareStatement(deletion(in, table, condition, batch))) {
            statement.setQueryTimeout(Database.STATEMENT_SECONDS);
            while (last != null) {
                statement.setObject(1, last);
                statement.setObject(2, to);
                try (var result = statement.executeQuery()) {
                    result.next();
                    var rows = result.getLong(1);
                    gone = table.equals("bie_event")
                            ? gone.plus(rows, 0, result.getLong(2))
                            : gone.plus(0, rows, result.getLong(2));
                    last = result.getObject(3, UUID.class);
                }
                pause.after(gone);
            }
        }
        return gone;
    }

    /** Of one batch, between two uuids. */
    static String deletion(String in, String table, String condition, int batch) {
        return DELETE.formatted(in, table, condition, batch);
    }

    private Gone deleteRest(Connection connection, Gone before, long millis, Pause pause)
            throws SQLException, InterruptedException {
        var gone = before;
        try (var statement = connection.prepareStatement(DELETE_REST.formatted(in, batch))) {
            statement.setQueryTimeout(Database.STATEMENT_SECONDS);
            statement.setLong(1, millis);
            int rows;
            do {
                rows = statement.executeUpdate();
                gone = gone.plus(0, 0, rows);
                pause.after(gone);
            } while (rows > 0);
        }
        return gone;
    }

    /** Below the uuid of every record of that millisecond or a later one; no record is from before 1970. */
    private static UUID firstOf(Instant moment) {
        return new UUID(Math.max(0, moment.toEpochMilli()) << 16, 0);
    }
}
