package gov.va.vro.bie.persister.store;

import gov.va.vro.bie.persister.tls.TlsFailure;
import java.io.FileNotFoundException;
import java.sql.SQLException;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The database did not do what it was asked, for a reason that has nothing to do with the data: later it may.
 *
 * <p>Carries the SQLSTATE and a sentence of our own. The driver's message quotes data, so it is neither kept nor
 * chained.
 */
public final class DatabaseException extends Exception {

    private static final long serialVersionUID = 1L;

    private static final Set<String> DATA_CLASSES = Set.of("22", "23");

    DatabaseException(String description) {
        super(description);
    }

    /** Says what an operator should know and do about {@code failure}. */
    static DatabaseException of(Throwable failure) {
        if (causes(failure).anyMatch(FileNotFoundException.class::isInstance)) {
            return new DatabaseException("database: TLS: a file of certificates is not there, or may not be read:"
                    + " check sslrootcert, sslcert and sslkey in POSTGRES_URL");
        }
        var tls = TlsFailure.describe(failure, "sslrootcert in POSTGRES_URL");
        return new DatabaseException(
                tls.map(reason -> "database: " + reason).orElseGet(() -> describe(sqlState(failure))));
    }

    /** The innermost SQLSTATE: a pool wraps the driver's exception in its own. Empty when there is none. */
    static String sqlState(Throwable failure) {
        return causes(failure)
                .filter(SQLException.class::isInstance)
                .map(cause -> ((SQLException) cause).getSQLState())
                .filter(state -> state != null)
                .reduce("", (outer, inner) -> inner);
    }

    /**
     * Whether the database refuses the data itself, which no second attempt can cure: SQLSTATE class 22 (the value) or
     * 23 (a constraint). Class 54 (a limit) is not among them: that is also how a server refuses every write when it is
     * about to run out of transaction ids. A text too long for its index is found before, when the event is read.
     */
    static boolean isAboutData(SQLException failure) {
        var state = sqlState(failure);
        return state.length() == 5 && DATA_CLASSES.contains(state.substring(0, 2));
    }

    private static Stream<Throwable> causes(Throwable failure) {
        return Stream.iterate(failure, cause -> cause != null, Throwable::getCause);
    }

    private static String describe(String state) {
        var meaning = switch (state) {
            case "28P01", "28000" -> "the login is refused: check POSTGRES_USER and POSTGRES_PASSWORD";
            case "3D000" -> "there is no such database: check POSTGRES_URL";
            case "3F000", "42P01", "42704" -> "tables are missing: run \"persister migrate\"";
            case "42501" -> "the role lacks a privilege: let \"persister migrate\" grant it, or run this as the owner";
            case "23503" -> "a code or an event was deleted while another row was made that refers to it";
            case "40P01" -> "a deadlock was broken up";
            case "53100" -> "its disk is full";
            case "53300" -> "it has no connection left";
            case "57014" -> "a statement took too long";
            case "" -> "no connection";
            default -> describeClass(state.substring(0, 2));
        };
        return "database: " + meaning + (state.isEmpty() ? "" : " (SQLSTATE " + state + ")");
    }

    private static String describeClass(String stateClass) {
        return switch (stateClass) {
            case "08" -> "it cannot be reached, or the connection was lost";
            case "25" -> "it is read-only, or the transaction is in a wrong state";
            case "40" -> "the transaction was rolled back";
            case "53" -> "it is out of resources";
            case "57" -> "it is shutting down, starting or interrupted";
            default -> "it refuses the statement";
        };
    }
}
