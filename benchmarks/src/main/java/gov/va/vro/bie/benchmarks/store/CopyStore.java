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
 * The yardstick: COPY into temporary tables and INSERT ... ON CONFLICT from these, into the persister's tables. One
 * transaction a batch.
 */
final class CopyStore implements Contender {

    static final String NAME = "COPY";

    private final PersisterTables tables;
    private final Connection connection;

    CopyStore(Server server) throws DatabaseException, SQLException {
        tables = PersisterTables.make(server, "copied");
        connection = server.connect();
        connection.setAutoCommit(false);
        try (var statement = connection.createStatement()) {
            statement.execute("""
                    CREATE TEMPORARY TABLE incoming_event (uuid uuid, notified_at timestamptz, event_type %1$s,
                        event_details jsonb, event_at timestamptz, benefit_claim_id bigint, contention_id bigint,
                        classification text, source_topic text, source_partition integer, source_offset bigint,
                        source_timestamp timestamptz) ON COMMIT DELETE ROWS;
                    CREATE TEMPORARY TABLE incoming_code (uuid uuid, code text) ON COMMIT DELETE ROWS;
                    """.formatted(tables.table("bie_event_type")));
        }
        connection.commit();
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public void clear() throws SQLException {
        tables.clear();
    }

    @Override
    public void store(List<BieEvent> batch) throws SQLException, IOException {
        var events = new StringBuilder(batch.size() * 800);
        var codes = new StringBuilder(batch.size() * 50);
        for (var event : batch) {
            CopyText.event(events, event);
            CopyText.codes(codes, event);
        }
        var copy = connection.unwrap(PGConnection.class).getCopyAPI();
        copy.copyIn("COPY incoming_event FROM STDIN", CopyText.stream(events));
        copy.copyIn("COPY incoming_code FROM STDIN", CopyText.stream(codes));
        try (var statement = connection.createStatement()) {
            statement.execute("""
                    INSERT INTO %1$s (uuid, notified_at, event_type, event_details, event_at, benefit_claim_id,
                        contention_id, classification, source_topic, source_partition, source_offset, source_timestamp)
                    SELECT * FROM incoming_event ON CONFLICT DO NOTHING;
                    INSERT INTO %2$s SELECT DISTINCT code FROM incoming_code ON CONFLICT DO NOTHING;
                    INSERT INTO %3$s SELECT * FROM incoming_code ON CONFLICT DO NOTHING
                    """.formatted(
                            tables.table("bie_event"),
                            tables.table("diagnostic_code"),
                            tables.table("bie_event_to_diagnostic_code")));
        }
        connection.commit();
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
