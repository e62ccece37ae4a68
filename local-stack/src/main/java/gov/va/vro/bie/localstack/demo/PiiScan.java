package gov.va.vro.bie.localstack.demo;

import gov.va.vro.bie.localstack.events.Canaries;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * Looks for the generator's canaries in every column of every row of every table that is not PostgreSQL's own, whoever
 * made it: each row is read as text, and so is what a binary column holds.
 */
final class PiiScan {
    private static final String TABLES = "SELECT format('%I.%I', schemaname, tablename) FROM pg_tables"
            + " WHERE schemaname NOT IN ('pg_catalog', 'information_schema') ORDER BY 1";
    private static final String ROWS = "SELECT count(*), count(*) FILTER (WHERE t::text ~ ?) FROM %s AS t";

    private PiiScan() {}

    /** @param leaking rows in which a canary was found */
    record Found(int tables, long rows, long leaking, List<String> leakingTables) {}

    static Found run(String jdbcUrl) throws SQLException {
        try (var connection = DriverManager.getConnection(jdbcUrl)) {
            var tables = tables(connection);
            var leakingTables = new ArrayList<String>();
            long rows = 0;
            long leaking = 0;
            for (var table : tables) {
                try (var statement = connection.prepareStatement(ROWS.formatted(table))) {
                    statement.setString(1, Canaries.PATTERN);
                    try (var result = statement.executeQuery()) {
                        result.next();
                        rows += result.getLong(1);
                        leaking += result.getLong(2);
                        if (result.getLong(2) > 0) {
                            leakingTables.add(table);
                        }
                    }
                }
            }
            return new Found(tables.size(), rows, leaking, leakingTables);
        }
    }

    private static List<String> tables(Connection connection) throws SQLException {
        try (var statement = connection.createStatement();
                var result = statement.executeQuery(TABLES)) {
            var tables = new ArrayList<String>();
            while (result.next()) {
                tables.add(result.getString(1));
            }
            return tables;
        }
    }
}
