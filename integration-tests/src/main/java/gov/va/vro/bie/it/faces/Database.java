package gov.va.vro.bie.it.faces;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The persister's tables as any reader with SQL sees them. One connection a query. */
public final class Database {

    private static final String OF = " JOIN unnest(?::text[], ?::int[], ?::bigint[]) AS wanted (topic, part, position)"
            + " ON source_topic = topic AND source_partition = part AND source_offset = position";

    private final String jdbcUrl;

    public Database(String jdbcUrl) {
        this.jdbcUrl = jdbcUrl;
    }

    /** The same database as its superuser sees it, whose password is in the stack's directory. */
    public static Database asSuperuser(String jdbcUrl, Path stackDirectory) throws IOException {
        var secrets = new Properties();
        try (var in = Files.newBufferedReader(stackDirectory.resolve("secrets.properties"))) {
            secrets.load(in);
        }
        return new Database(jdbcUrl.substring(0, jdbcUrl.indexOf('?')) + "?currentSchema=bie&user=postgres&password="
                + secrets.getProperty("postgresql-superuser"));
    }

    /** Where each row of a table that stems from one of the records comes from; as often as there are rows. */
    public List<Coordinates> sources(String table, Collection<Coordinates> records) throws SQLException {
        return of(records, "SELECT source_topic, source_partition, source_offset FROM " + table + OF).stream()
                .map(Database::source)
                .toList();
    }

    /** Those of the records that have no row in bie_event. */
    public Set<Coordinates> notStored(Collection<Coordinates> records) throws SQLException {
        var missing = new HashSet<>(records);
        sources("bie_event", records).forEach(missing::remove);
        return missing;
    }

    /** The rows of the records in bie_event, by column name; times as Instants, jsonb as text. */
    public Map<Coordinates, List<Map<String, Object>>> events(Collection<Coordinates> records) throws SQLException {
        return of(records, "SELECT bie_event.* FROM bie_event" + OF).stream()
                .collect(Collectors.groupingBy(Database::source));
    }

    /** The rows of a record in bie_event_parked. */
    public List<Map<String, Object>> parked(Coordinates record) throws SQLException {
        return of(List.of(record), "SELECT bie_event_parked.* FROM bie_event_parked" + OF);
    }

    /** The rows of messages of this id in bie_event_parked. */
    public List<Map<String, Object>> parked(String messageId) throws SQLException {
        return query("SELECT * FROM bie_event_parked WHERE message_id = ?", messageId);
    }

    /** The records' diagnostic codes, sorted; each must be in diagnostic_code to be found. */
    public Map<Coordinates, List<String>> codes(Collection<Coordinates> records) throws SQLException {
        var rows = of(
                records,
                "SELECT source_topic, source_partition, source_offset, code FROM bie_event" + OF
                        + " JOIN bie_event_to_diagnostic_code ON bie_event_uuid = uuid"
                        + " JOIN diagnostic_code ON code = diagnostic_code ORDER BY code COLLATE \"C\"");
        return rows.stream()
                .collect(Collectors.groupingBy(
                        Database::source, Collectors.mapping(row -> (String) row.get("code"), Collectors.toList())));
    }

    /** The tables, whoever made them, that have a row in which the pattern occurs. */
    public List<String> tablesThatShow(String pattern) throws SQLException {
        var tables = query("SELECT format('%I.%I', schemaname, tablename) AS name FROM pg_tables"
                + " WHERE schemaname NOT IN ('pg_catalog', 'information_schema')");
        var showing = new ArrayList<String>();
        for (var table : tables) {
            var name = (String) table.get("name");
            if (!query("SELECT 1 FROM " + name + " AS t WHERE t::text ~ ? LIMIT 1", pattern)
                    .isEmpty()) {
                showing.add(name);
            }
        }
        return showing;
    }

    /** A session of its own, for whoever wants to be in the way. */
    public Connection connect() throws SQLException {
        return DriverManager.getConnection(jdbcUrl);
    }

    private List<Map<String, Object>> of(Collection<Coordinates> records, String sql) throws SQLException {
        return query(
                sql,
                column(records, Coordinates::topic),
                column(records, Coordinates::partition),
                column(records, Coordinates::offset));
    }

    /** An array as PostgreSQL writes one; topics have no character that it would have to quote. */
    private static String column(Collection<Coordinates> records, Function<Coordinates, Object> value) {
        return records.stream().map(value).map(String::valueOf).collect(Collectors.joining(",", "{", "}"));
    }

    /** Any question; times as Instants, jsonb as text. */
    public List<Map<String, Object>> query(String sql, String... parameters) throws SQLException {
        try (var connection = DriverManager.getConnection(jdbcUrl);
                var statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                statement.setString(i + 1, parameters[i]);
            }
            try (var result = statement.executeQuery()) {
                return rows(result);
            }
        }
    }

    private static List<Map<String, Object>> rows(ResultSet result) throws SQLException {
        var rows = new ArrayList<Map<String, Object>>();
        var meta = result.getMetaData();
        while (result.next()) {
            var row = new LinkedHashMap<String, Object>();
            for (int column = 1; column <= meta.getColumnCount(); column++) {
                row.put(meta.getColumnName(column), value(result, column, meta.getColumnTypeName(column)));
            }
            rows.add(row);
        }
        return rows;
    }

    private static Object value(ResultSet result, int column, String type) throws SQLException {
        return switch (type) {
            case "timestamptz" -> {
                var moment = result.getObject(column, OffsetDateTime.class);
                yield moment == null ? null : moment.toInstant();
            }
            case "uuid", "int4", "int8" -> result.getObject(column);
            default -> result.getString(column);
        };
    }

    private static Coordinates source(Map<String, Object> row) {
        return new Coordinates((String) row.get("source_topic"), (Integer) row.get("source_partition"), (Long)
                row.get("source_offset"));
    }
}
