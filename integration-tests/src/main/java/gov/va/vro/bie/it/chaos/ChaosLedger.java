package gov.va.vro.bie.it.chaos;

import gov.va.vro.bie.it.faces.ConnectRest;
import gov.va.vro.bie.it.faces.Database;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;

/**
 * The ledger's connector, as it is shipped, on the same worker and in the same database: it goes through everything that
 * the others go through, and in the end its view says whether anything is missing.
 */
final class ChaosLedger {

    static final String CONNECTOR = "ledger";

    private final ConnectRest connect;
    private final Database owner;
    private final Restarts restarts;

    ChaosLedger(ConnectRest connect, Database owner) {
        this.connect = connect;
        this.owner = owner;
        this.restarts = new Restarts(connect, CONNECTOR);
    }

    /** How many records it has, and what its view says became of them. */
    record Sums(long recorded, long stored, long parked, long missing, long awaited, int restarts) {

        boolean isWhole(Produced produced) {
            return recorded == produced.toBeStored() + produced.toBeParked() && missing == 0 && awaited == 0;
        }

        @Override
        public String toString() {
            return "ledger: recorded=%d stored=%d parked=%d missing=%d awaited=%d; its task was restarted %d times"
                    .formatted(recorded, stored, parked, missing, awaited, restarts);
        }
    }

    void deploy(Path connectors) throws IOException {
        var document = connectors.resolve("../persister-connector-config/ledger.json");
        var answer = connect.post(Files.readString(document));
        if (answer.code() != 201) {
            throw new IOException("Connect refuses the ledger's connector: " + answer.message());
        }
        connect.awaitRunning(CONNECTOR);
    }

    /**
     * What its connector lacks to run. Where a task of it has failed, as Debezium's does now and then when the database
     * ends its connection, it is restarted: what an operator does, or does for him.
     */
    List<String> lacks() {
        restarts.ofWhatFailed();
        return connect.isRunning(CONNECTOR) ? List.of() : List.of("the ledger's: " + connect.status(CONNECTOR));
    }

    long recorded() throws SQLException {
        return (Long) owner.query("SELECT count(*) AS count FROM bie_event_ledger")
                .get(0)
                .get("count");
    }

    /** As if everything had been recorded long ago: nothing is awaited any more. */
    Sums sums() throws SQLException {
        owner.query(
                "WITH aged AS (UPDATE bie_event_ledger SET recorded_at = recorded_at - interval '1 hour' RETURNING 1)"
                        + " SELECT count(*) FROM aged");
        var missing = owner.query("SELECT count(*) AS count FROM bie_event_missing");
        var states = owner.query("SELECT count(*) AS recorded, count(*) FILTER (WHERE state = 'stored') AS stored,"
                        + " count(*) FILTER (WHERE state = 'parked') AS parked,"
                        + " count(*) FILTER (WHERE state = 'awaited') AS awaited FROM bie_event_ledger_state")
                .get(0);
        return new Sums(
                (Long) states.get("recorded"),
                (Long) states.get("stored"),
                (Long) states.get("parked"),
                (Long) missing.get(0).get("count"),
                (Long) states.get("awaited"),
                restarts.count());
    }
}
