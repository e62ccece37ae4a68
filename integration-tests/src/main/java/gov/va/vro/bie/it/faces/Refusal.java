package gov.va.vro.bie.it.faces;

import java.sql.SQLException;
import java.util.List;

/**
 * Makes the database refuse rows, for as long as it is there: whatever a persister takes for good, and only PostgreSQL
 * can tell. Nothing that the persister itself accepts is refused by the tables as they are.
 */
public final class Refusal implements AutoCloseable {

    /** Refused as a classification, and as a diagnostic code. */
    public static final String TEXT = "IT-REFUSED";

    private final Database owner;

    private Refusal(Database owner) {
        this.owner = owner;
    }

    /** @param owner the database as whoever may alter its tables sees it */
    public static Refusal in(Database owner) throws SQLException {
        var refusal = new Refusal(owner);
        // What a test that was killed has left in a stack.
        refusal.close();
        refusal.execute(List.of(
                "ALTER TABLE bie_event ADD CONSTRAINT it_refused CHECK (classification <> '" + TEXT + "') NOT VALID",
                "ALTER TABLE diagnostic_code ADD CONSTRAINT it_refused CHECK (code <> '" + TEXT + "') NOT VALID"));
        return refusal;
    }

    /** What a persister says of an event that has the text. */
    public String reason() {
        return "refused by the database, SQLSTATE 23514, constraint it_refused";
    }

    @Override
    public void close() throws SQLException {
        execute(List.of(
                "ALTER TABLE bie_event DROP CONSTRAINT IF EXISTS it_refused",
                "ALTER TABLE diagnostic_code DROP CONSTRAINT IF EXISTS it_refused"));
    }

    private void execute(List<String> statements) throws SQLException {
        try (var session = owner.connect();
                var executing = session.createStatement()) {
            for (var statement : statements) {
                executing.execute(statement);
            }
        }
    }
}
