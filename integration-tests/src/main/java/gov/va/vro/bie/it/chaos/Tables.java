package gov.va.vro.bie.it.chaos;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import gov.va.vro.bie.it.faces.Coordinates;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** The persister's tables, read in one piece and compared with what was produced. A reader of its own, one connection a call. */
final class Tables {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int ROWS_A_STEP = 2_000;

    private static final String EVENTS = """
            SELECT uuid, created_at, notified_at, event_type::text, event_details::text, event_at, benefit_claim_id,
                contention_id, classification, source_topic, source_partition, source_offset, source_timestamp,
                (SELECT coalesce(string_agg(code, chr(10) ORDER BY code COLLATE "C"), '')
                    FROM bie_event_to_diagnostic_code JOIN diagnostic_code ON code = diagnostic_code
                    WHERE bie_event_uuid = uuid) AS codes
            FROM bie_event WHERE created_at > ?""";
    private static final String PARKED = """
            SELECT source_topic, source_partition, source_offset, message_id, replayed_at FROM bie_event_parked""";

    private final String jdbcUrl;

    Tables(String jdbcUrl) {
        this.jdbcUrl = jdbcUrl;
    }

    /** The difference, and when the youngest row was made. */
    record Reading(Difference difference, Instant youngest) {}

    /** How many rows bie_event and bie_event_parked have. */
    record Counts(long stored, long parked) {}

    Counts counts() throws SQLException {
        try (var connection = connect();
                var statement = connection.createStatement();
                var result = statement.executeQuery(
                        "SELECT (SELECT count(*) FROM bie_event), (SELECT count(*) FROM bie_event_parked)")) {
            result.next();
            return new Counts(result.getLong(1), result.getLong(2));
        }
    }

    /** Compares the rows of bie_event that were made after an instant with these expectations. */
    Reading events(Instant after, Map<Coordinates, Expectation> expected) throws SQLException {
        var comparison = new Comparison(expected, Expectation.Stored.class);
        var youngest = after;
        try (var connection = connect();
                var statement = connection.prepareStatement(EVENTS)) {
            connection.setAutoCommit(false);
            statement.setFetchSize(ROWS_A_STEP);
            statement.setTimestamp(1, Timestamp.from(after));
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    var created = rows.getTimestamp("created_at").toInstant();
                    youngest = created.isAfter(youngest) ? created : youngest;
                    comparison.add(source(rows), Fingerprint.of(columns(rows)), oddity(rows, created));
                }
            }
        }
        return new Reading(comparison.difference("bie_event"), youngest);
    }

    Difference parked(Map<Coordinates, Expectation> expected) throws SQLException {
        var comparison = new Comparison(expected, Expectation.Parked.class);
        try (var connection = connect();
                var statement = connection.createStatement();
                var rows = statement.executeQuery(PARKED)) {
            while (rows.next()) {
                var record = source(rows);
                var isIts = record.messageId().equals(rows.getString("message_id"));
                var oddity = isIts && rows.getTimestamp("replayed_at") == null ? "" : "message_id or replayed_at";
                comparison.add(record, null, oddity);
            }
        }
        return comparison.difference("bie_event_parked");
    }

    /** Compares diagnostic_code with the codes that it must have. */
    Difference codes(Set<String> expected) throws SQLException {
        try (var connection = connect();
                var statement = connection.createStatement();
                var rows = statement.executeQuery("SELECT code FROM diagnostic_code")) {
            var found = new HashSet<String>();
            while (rows.next()) {
                found.add(rows.getString("code"));
            }
            return Difference.ofCodes(expected, found);
        }
    }

    Connection connect() throws SQLException {
        return DriverManager.getConnection(jdbcUrl);
    }

    /** No publisher knows when the worker saw its record; it was between the record's making and the row's. */
    private static String oddity(ResultSet row, Instant created) throws SQLException {
        var notified = row.getTimestamp("notified_at");
        var produced = row.getTimestamp("source_timestamp");
        return notified != null
                        && produced != null
                        && !notified.before(produced)
                        && !notified.toInstant().isAfter(created)
                ? ""
                : "notified_at";
    }

    private static Coordinates source(ResultSet row) throws SQLException {
        return new Coordinates(
                String.valueOf(row.getString("source_topic")),
                row.getInt("source_partition"),
                row.getLong("source_offset"));
    }

    private static Map<String, Object> columns(ResultSet row) throws SQLException {
        var columns = new HashMap<String, Object>();
        for (var name : Fingerprint.COLUMNS) {
            var value = row.getObject(name);
            if (value instanceof Timestamp timestamp) {
                columns.put(name, timestamp.toInstant());
            } else if (name.equals("event_details")) {
                columns.put(name, tree((String) value));
            } else {
                columns.put(name, value);
            }
        }
        return columns;
    }

    private static Object tree(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            return text;
        }
    }
}
