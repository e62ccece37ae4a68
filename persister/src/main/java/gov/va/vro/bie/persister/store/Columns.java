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
import java.util.function.IntFunction;

/**
 * Binds a list of rows to a statement, one array a column, in the order of the calls. An empty value is a null in its
 * array.
 *
 * <p>The arrays have their elements' own type: such the driver sends in binary, whereas an {@code Object[]} becomes a
 * text literal in which every quote of a JSON document is escaped, and which the server has to take apart again.
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

    Columns<R> text(Function<R, String> value) throws SQLException {
        return column("text", String[]::new, value);
    }

    Columns<R> optionalText(Function<R, Optional<String>> value) throws SQLException {
        return text(row -> value.apply(row).orElse(null));
    }

    Columns<R> bigint(Function<R, Long> value) throws SQLException {
        return column("bigint", Long[]::new, value);
    }

    Columns<R> optionalBigint(Function<R, Optional<Long>> value) throws SQLException {
        return bigint(row -> value.apply(row).orElse(null));
    }

    Columns<R> coordinates(Function<R, Optional<Coordinates>> source) throws SQLException {
        return optionalText(row -> source.apply(row).map(Coordinates::topic))
                .column(
                        "integer",
                        Integer[]::new,
                        row -> source.apply(row).map(Coordinates::partition).orElse(null))
                .optionalBigint(row -> source.apply(row).map(Coordinates::offset))
                .optionalBigint(row -> source.apply(row).flatMap(Moments::ofRecord));
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

    private <T> Columns<R> column(String type, IntFunction<T[]> empty, Function<R, T> value) throws SQLException {
        var values = empty.apply(rows.size());
        for (var i = 0; i < values.length; i++) {
            values[i] = value.apply(rows.get(i));
        }
        var array = connection.createArrayOf(type, values);
        arrays.add(array);
        statement.setArray(arrays.size(), array);
        return this;
    }
}
