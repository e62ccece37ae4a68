package gov.va.vro.bie.localstack.demo;

import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** The ledger, as a reader sees it: which of a run's records it has, and what became of them. */
final class LedgerTable {
    private static final String STATES = "SELECT l.state, count(*) FROM bie_event_ledger_state l"
            + " JOIN unnest(?, ?, ?, ?) AS run (topic, part, first, last) ON l.source_topic = run.topic"
            + " AND l.source_partition = run.part AND l.source_offset BETWEEN run.first AND run.last"
            + " WHERE l.source_timestamp >= ? GROUP BY l.state";

    private final String jdbcUrl;

    LedgerTable(String jdbcUrl) {
        this.jdbcUrl = jdbcUrl;
    }

    /**
     * How many of a run's records are in the ledger.
     *
     * @param accounted those of them that are stored, parked or discarded
     */
    record Count(long recorded, long accounted) {}

    Count count(Run run) throws SQLException {
        var states = states(run);
        var recorded = states.values().stream().mapToLong(Long::longValue).sum();
        var open = states.getOrDefault("awaited", 0L) + states.getOrDefault("missing", 0L);
        return new Count(recorded, recorded - open);
    }

    private Map<String, Long> states(Run run) throws SQLException {
        var ranges = run.ranges();
        try (var connection = DriverManager.getConnection(jdbcUrl);
                var statement = connection.prepareStatement(STATES)) {
            statement.setArray(1, connection.createArrayOf("text", column(ranges, Run.Range::topic)));
            statement.setArray(2, connection.createArrayOf("int4", column(ranges, Run.Range::partition)));
            statement.setArray(3, connection.createArrayOf("int8", column(ranges, Run.Range::first)));
            statement.setArray(4, connection.createArrayOf("int8", column(ranges, Run.Range::last)));
            statement.setLong(5, run.earliestTimestamp());
            var counts = new HashMap<String, Long>();
            try (var result = statement.executeQuery()) {
                while (result.next()) {
                    counts.put(result.getString(1), result.getLong(2));
                }
            }
            return counts;
        }
    }

    private static Object[] column(List<Run.Range> ranges, Function<Run.Range, Object> value) {
        return ranges.stream().map(value).toArray();
    }
}
