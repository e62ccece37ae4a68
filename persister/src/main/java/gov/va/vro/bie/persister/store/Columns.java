package gov.va.vro.bie.persister.store;

import gov.va.vro.bie.persister.event.Coordinates;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Binds a list of rows to a statement, one array a column, in the order of the calls. An empty value is a null in its
 * array.
 *
 * @param <R> a row
 */
final class Columns<R> implements AutoCloseable {

    private final Connection connection;
    private final PreparedStatement statement;
    private final List<R> rows;
    private final List<Array> arrays = new ArrayList<>();

    Columns(Connection connection, String sql, List<R> rows) throws SQLException {
        this.connection = connection;
        this.rows = rows;
        statement = connection.prepareStatement(sql);
        statement.setQueryTimeout(Database.STATEMENT_SECONDS);
    }

    Columns<R> column(String type, Function<R, Object> value) throws SQLException {
        return optional(type, row -> Optional.of(value.apply(row)));
    }

    Columns<R> optional(String type, Function<R, Optional<?>> value) throws SQLException {
        var values = rows.stream().map(row -> value.apply(row).orElse(null)).toArray();
        var array = connection.createArrayOf(type, values);
        arrays.add(array);
        statement.setArray(arrays.size(), array);
        return this;
    }

    Columns<R> coordinates(Function<R, Optional<Coordinates>> source) throws SQLException {
        return optional("text", row -> source.apply(row).map(Coordinates::topic))
                .optional("integer", row -> source.apply(row).map(Coordinates::partition))
                .optional("bigint", row -> source.apply(row).map(Coordinates::offset))
                .optional("bigint", row -> source.apply(row).flatMap(Moments::ofRecord));
    }

    PreparedStatement statement() {
        return statement;
    }

    @Override
    public void close() throws SQLException {
        statement.close();
        for (var array : arrays) {
            array.free();
        }
    }
}
