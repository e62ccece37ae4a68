package gov.va.vro.bie.it.faces;

import gov.va.vro.bie.localstack.events.PublishedEvent;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The ledger and its views as any reader with SQL sees them. One connection a query. */
public final class Ledger {

    private static final String COLUMNS = "source_topic, source_partition, source_offset, source_timestamp, event_time";
    private static final String OF_EVENT =
            " WHERE source_topic = ? AND source_partition = ? AND source_offset = ?" + " AND source_timestamp = ?";

    private final String jdbcUrl;

    public Ledger(String jdbcUrl) {
        this.jdbcUrl = jdbcUrl;
    }

    /** What its connector has written of a record, by column; empty when there is none yet. */
    public Map<String, Object> row(PublishedEvent event) throws SQLException {
        var rows = query("SELECT " + COLUMNS + " FROM bie_event_ledger" + OF_EVENT, key(event));
        return rows.isEmpty() ? Map.of() : rows.get(0);
    }

    /** What has become of a record; empty when it is not in the ledger. */
    public Optional<String> state(PublishedEvent event) throws SQLException {
        return query("SELECT state FROM bie_event_ledger_state" + OF_EVENT, key(event)).stream()
                .map(row -> (String) row.get("state"))
                .findFirst();
    }

    /** What has become of those of the records that it has. */
    public Map<Coordinates, String> states(Collection<Coordinates> records) throws SQLException {
        var states = new HashMap<Coordinates, String>();
        for (var record : records) {
            query(
                            "SELECT state FROM bie_event_ledger_state WHERE source_topic = ? AND source_partition = ?"
                                    + " AND source_offset = ?",
                            record.topic(),
                            record.partition(),
                            record.offset())
                    .forEach(row -> states.put(record, (String) row.get("state")));
        }
        return states;
    }

    /** The records of topics of this prefix that bie_event_missing has. */
    public List<Coordinates> missing(String prefix) throws SQLException {
        return query(
                        "SELECT source_topic, source_partition, source_offset FROM bie_event_missing"
                                + " WHERE starts_with(source_topic, ?)",
                        prefix)
                .stream()
                .map(row ->
                        new Coordinates((String) row.get("source_topic"), (Integer) row.get("source_partition"), (Long)
                                row.get("source_offset")))
                .toList();
    }

    /** Makes the rows of topics of this prefix so much older: nobody wants to wait for that. */
    public void age(String prefix, Duration by) throws SQLException {
        query(
                "UPDATE bie_event_ledger SET recorded_at = recorded_at - make_interval(secs => ?)"
                        + " WHERE starts_with(source_topic, ?) RETURNING 1",
                (double) by.toSeconds(),
                prefix);
    }

    private static Object[] key(PublishedEvent event) {
        return new Object[] {event.topic(), event.partition(), event.offset(), event.timestamp()};
    }

    private List<Map<String, Object>> query(String sql, Object... parameters) throws SQLException {
        try (var connection = DriverManager.getConnection(jdbcUrl);
                var statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                statement.setObject(i + 1, parameters[i]);
            }
            var rows = new ArrayList<Map<String, Object>>();
            try (var result = statement.executeQuery()) {
                while (result.next()) {
                    var row = new LinkedHashMap<String, Object>();
                    for (int column = 1; column <= result.getMetaData().getColumnCount(); column++) {
                        row.put(result.getMetaData().getColumnName(column), result.getObject(column));
                    }
                    rows.add(row);
                }
            }
            return rows;
        }
    }
}
