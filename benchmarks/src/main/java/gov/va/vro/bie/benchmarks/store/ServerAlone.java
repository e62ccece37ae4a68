package gov.va.vro.bie.benchmarks.store;

import gov.va.vro.bie.benchmarks.Server;
import gov.va.vro.bie.persister.event.BieEvent;
import gov.va.vro.bie.persister.store.DatabaseException;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.postgresql.PGConnection;

/**
 * The limit of one connection: the rows are in the server before the clock starts, in their columns' own types, the
 * JSON taken apart and the codes there; what is left is to put them into the persister's tables. No client can be faster.
 */
final class ServerAlone implements Contender {

    static final String NAME = "the server alone";

    private final PersisterTables tables;
    private final Connection connection;
    private int next;

    ServerAlone(Server server) throws DatabaseException, SQLException {
        tables = PersisterTables.make(server, "alone");
        connection = server.connect();
        connection.setAutoCommit(false);
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public void prepare(List<BieEvent> workload) throws SQLException, IOException {
        try (var statement = connection.createStatement()) {
            statement.execute("""
                    CREATE TEMPORARY TABLE staged_event (uuid uuid, notified_at timestamptz, event_type %1$s,
                        event_details jsonb, event_at timestamptz, benefit_claim_id bigint, contention_id bigint,
                        classification text, source_topic text, source_partition integer, source_offset bigint,
                        source_timestamp timestamptz, position serial);
                    CREATE TEMPORARY TABLE staged_code (uuid uuid, code text, position integer);
                    """.formatted(tables.table("bie_event_type")));
            var events = new StringBuilder(workload.size() * 800);
            workload.forEach(event -> CopyText.event(events, event));
            var codes = new StringBuilder(workload.size() * 50);
            workload.forEach(event -> CopyText.codes(codes, event));
            var copy = connection.unwrap(PGConnection.class).getCopyAPI();
            copy.copyIn("""
                    COPY staged_event (uuid, notified_at, event_type, event_details, event_at, benefit_claim_id,
                        contention_id, classification, source_topic, source_partition, source_offset, source_timestamp)
                    FROM STDIN""", CopyText.stream(events));
            copy.copyIn("COPY staged_code (uuid, code) FROM STDIN", CopyText.stream(codes));
            statement.execute("""
                    UPDATE staged_code SET position = e.position FROM staged_event e WHERE e.uuid = staged_code.uuid;
                    CREATE INDEX ON staged_event (position);
                    CREATE INDEX ON staged_code (position);
                    ANALYZE staged_event;
                    ANALYZE staged_code""");
        }
        connection.commit();
    }

    @Override
    public void clear() throws SQLException {
        tables.clear();
        next = 0;
        try (var statement = connection.createStatement()) {
            statement.execute(
                    "INSERT INTO " + tables.table("diagnostic_code") + " SELECT DISTINCT code FROM staged_code");
        }
        connection.commit();
    }

    @Override
    public void store(List<BieEvent> batch) throws SQLException {
        try (var events = connection.prepareStatement("""
                        INSERT INTO %s (uuid, notified_at, event_type, event_details, event_at, benefit_claim_id,
                            contention_id, classification, source_topic, source_partition, source_offset,
                            source_timestamp)
                        SELECT uuid, notified_at, event_type, event_details, event_at, benefit_claim_id, contention_id,
                            classification, source_topic, source_partition, source_offset, source_timestamp
                        FROM staged_event WHERE position > ? AND position <= ?
                        ON CONFLICT DO NOTHING""".formatted(tables.table("bie_event")));
                var links = connection.prepareStatement("""
                        INSERT INTO %s SELECT uuid, code FROM staged_code WHERE position > ? AND position <= ?
                        ON CONFLICT DO NOTHING""".formatted(tables.table("bie_event_to_diagnostic_code")))) {
            for (var statement : List.of(events, links)) {
                statement.setInt(1, next);
                statement.setInt(2, next + batch.size());
                statement.executeUpdate();
            }
        }
        connection.commit();
        next += batch.size();
    }

    @Override
    public long rows() throws SQLException {
        return tables.rows();
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
