package gov.va.vro.bie.localstack.demo;

import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * Counts how far a run has come, in Kafka's committed offsets and in the database.
 *
 * <p>One that does not answer now may answer later, so that is no failure: what was counted last stands until then,
 * and {@link #trouble} says who is silent. Owned by one thread.
 */
final class Probe implements Arrival.Sample {
    private static final Duration LEAST_PAUSE = Duration.ofMillis(250);

    private final Run run;
    private final EventTables tables;
    private final CommittedOffsets offsets;
    private Counters last = Counters.NONE;
    private String trouble;
    private Duration cost = Duration.ZERO;

    Probe(Run run, EventTables tables, CommittedOffsets offsets) {
        this.run = run;
        this.tables = tables;
        this.offsets = offsets;
    }

    @Override
    public Counters take() throws InterruptedException {
        long begin = System.nanoTime();
        trouble = null;
        var published = run.published();
        if (published.total() > 0) {
            last = new Counters(
                    published,
                    confirmed(),
                    inDatabase(last.stored(), tables::stored),
                    inDatabase(last.parked(), tables::parked));
        }
        cost = Duration.ofNanos(System.nanoTime() - begin);
        return last;
    }

    private Tally confirmed() throws InterruptedException {
        try {
            return run.before(offsets.read());
        } catch (IOException e) {
            trouble = e.getMessage();
            return last.confirmed();
        }
    }

    private Tally inDatabase(Tally before, Query query) {
        try {
            return run.byKind(query.count(run));
        } catch (SQLException e) {
            trouble = "PostgreSQL does not answer as it should (SQLSTATE " + e.getSQLState() + ")";
            return before;
        }
    }

    private interface Query {
        Map<String, Long> count(Run run) throws SQLException;
    }

    Optional<String> trouble() {
        return Optional.ofNullable(trouble);
    }

    /** Rests longer the longer counting takes, so as not to slow down what it watches. */
    void rest() throws InterruptedException {
        Thread.sleep(Math.max(LEAST_PAUSE.toMillis(), 2 * cost.toMillis()));
    }
}
