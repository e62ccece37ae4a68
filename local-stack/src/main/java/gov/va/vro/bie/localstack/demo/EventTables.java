package gov.va.vro.bie.localstack.demo;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * The persister's tables, as a reader sees them: what of one run has arrived.
 *
 * <p>Each call opens a connection of its own, so that a database which goes away and comes back costs one call only.
 */
final class EventTables {
    /** The run's ranges of offsets as a table; beside them the time before which nothing can be of this run. */
    private static final String JOIN_RUN =
            " JOIN unnest(?, ?, ?, ?) AS run (topic, part, first, last) ON e.source_topic = run.topic"
                    + " AND e.source_partition = run.part AND e.source_offset BETWEEN run.first AND run.last"
                    + " WHERE e.source_timestamp >= ?";

    private static final String COUNT =
            "SELECT e.source_topic, count(DISTINCT (e.source_partition, e.source_offset)) FROM %s e" + JOIN_RUN
                    + " GROUP BY e.source_topic";
    private static final String CODES_OF_EVENT = "(SELECT string_agg(c.diagnostic_code, ' ' ORDER BY c.diagnostic_code)"
            + " FROM bie_event_to_diagnostic_code c WHERE c.bie_event_uuid = e.uuid)";
    private static final String NEWEST_OF_EACH_TYPE =
            "SELECT DISTINCT ON (e.event_type) e.event_type::text, e.event_at, e.benefit_claim_id, e.contention_id,"
                    + " e.classification, " + CODES_OF_EVENT + " FROM bie_event e" + JOIN_RUN
                    + " ORDER BY e.event_type, e.created_at DESC, e.source_timestamp DESC, e.source_offset DESC";
    private static final String CODES = "SELECT c.diagnostic_code, count(*) FROM bie_event_to_diagnostic_code c"
            + " JOIN bie_event e ON e.uuid = c.bie_event_uuid" + JOIN_RUN + " GROUP BY 1 ORDER BY 2 DESC, 1";

    private final String jdbcUrl;

    EventTables(String jdbcUrl) {
        this.jdbcUrl = jdbcUrl;
    }

    /** One stored event, as far as a table of a terminal's width shows it; what is null in the database is empty. */
    record Row(String type, String eventAt, long claim, long contention, String classification, String codes) {}

    /** How many of the run's events are stored, by topic. */
    Map<String, Long> stored(Run run) throws SQLException {
        return counts(COUNT.formatted("bie_event"), run);
    }

    /** How many of the run's events are parked, by topic; one that was parked twice counts once. */
    Map<String, Long> parked(Run run) throws SQLException {
        return counts(COUNT.formatted("bie_event_parked"), run);
    }

    /** Diagnostic codes and in how many of the run's events each occurs, the most frequent first. */
    Map<String, Long> codes(Run run) throws SQLException {
        return counts(CODES, run);
    }

    /** The row of each event type that was stored last. */
    List<Row> newest(Run run) throws SQLException {
        try (var connection = DriverManager.getConnection(jdbcUrl);
                var statement = connection.prepareStatement(NEWEST_OF_EACH_TYPE)) {
            bind(connection, statement, run);
            var rows = new ArrayList<Row>();
            try (var result = statement.executeQuery()) {
                while (result.next()) {
                    rows.add(row(result));
                }
            }
            return rows;
        }
    }

    private Map<String, Long> counts(String sql, Run run) throws SQLException {
        try (var connection = DriverManager.getConnection(jdbcUrl);
                var statement = connection.prepareStatement(sql)) {
            bind(connection, statement, run);
            var counts = new LinkedHashMap<String, Long>();
            try (var result = statement.executeQuery()) {
                while (result.next()) {
                    counts.put(result.getString(1), result.getLong(2));
                }
            }
            return counts;
        }
    }

    private static void bind(Connection connection, PreparedStatement statement, Run run) throws SQLException {
        var ranges = run.ranges();
        statement.setArray(1, connection.createArrayOf("text", column(ranges, Run.Range::topic)));
        statement.setArray(2, connection.createArrayOf("int4", column(ranges, Run.Range::partition)));
        statement.setArray(3, connection.createArrayOf("int8", column(ranges, Run.Range::first)));
        statement.setArray(4, connection.createArrayOf("int8", column(ranges, Run.Range::last)));
        statement.setObject(5, Instant.ofEpochMilli(run.earliestTimestamp()).atOffset(ZoneOffset.UTC));
    }

    private static Object[] column(List<Run.Range> ranges, Function<Run.Range, Object> value) {
        return ranges.stream().map(value).toArray();
    }

    private static Row row(ResultSet result) throws SQLException {
        var eventAt = result.getObject(2, OffsetDateTime.class);
        return new Row(
                result.getString(1),
                eventAt == null ? "" : eventAt.toInstant().toString(),
                result.getLong(3),
                result.getLong(4),
                textOrEmpty(result.getString(5)),
                textOrEmpty(result.getString(6)));
    }

    private static String textOrEmpty(String text) {
        return text == null ? "" : text;
    }
}
