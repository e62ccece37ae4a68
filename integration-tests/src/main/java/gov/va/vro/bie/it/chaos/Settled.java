package gov.va.vro.bie.it.chaos;

import gov.va.vro.bie.it.faces.Persister;
import gov.va.vro.bie.it.trial.UnsettledException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Waits until everything has come to rest by itself: every task runs, every record is committed, every persister is
 * ready, nothing is in its queues, and the tables hold as many rows as they are owed. After Kafka was away, a task of the
 * sink's that has FAILED for that is restarted and counted; for anything else, or at any other time, it ends the wait.
 */
final class Settled {

    private static final Duration PAUSE = Duration.ofMillis(500);
    private static final int LINES = 30;

    private final ChaosGround ground;
    private final Restarts restarts;
    private boolean kafkaWasAway;

    Settled(ChaosGround ground) {
        this.ground = ground;
        this.restarts = new Restarts(ground.connect(), ChaosGround.CONNECTOR);
    }

    /** What of the sink was restarted. */
    Restarts restarts() {
        return restarts;
    }

    /** @throws UnsettledException when that does not come about, saying what is missing */
    void await(List<Blow> after, Duration patience) throws InterruptedException {
        kafkaWasAway = after.stream().anyMatch(blow -> blow.kind().target() == ChaosKind.Target.KAFKA);
        var until = Instant.now().plus(patience);
        for (var missing = missing(); !missing.isEmpty(); missing = missing()) {
            if (Instant.now().isAfter(until)) {
                throw new UnsettledException(
                        "not at rest after " + patience.toSeconds() + " s: " + String.join("; ", missing));
            }
            TimeUnit.MILLISECONDS.sleep(PAUSE.toMillis());
        }
    }

    private List<String> missing() throws InterruptedException {
        var missing = new ArrayList<String>();
        try {
            missingPersisters(missing);
            missingTasks(missing);
            if (missing.isEmpty()) {
                missingCommits(missing);
            }
            if (missing.isEmpty()) {
                missingRows(missing);
                missingRecords(missing);
            }
        } catch (IOException | UncheckedIOException | ExecutionException | SQLException | TimeoutException e) {
            missing.add("an answer: " + e.getMessage());
        }
        return missing;
    }

    private void missingPersisters(List<String> missing) throws IOException, InterruptedException {
        for (var persister : ground.persisters()) {
            if (!persister.isAlive()) {
                throw new UnsettledException(persister.name() + " has ended by itself");
            }
            if (!persister.isReady()) {
                missing.add(persister.name() + " is not ready: " + persister.notReady());
            }
        }
    }

    private void missingTasks(List<String> missing) {
        if (kafkaWasAway) {
            restarts.ofWhatFailedForKafka();
        } else {
            for (var trace : ground.connect().failures(ChaosGround.CONNECTOR)) {
                throw new UnsettledException("a task of " + ChaosGround.CONNECTOR + " FAILED: " + firstLines(trace));
            }
        }
        if (!ground.connect().isRunning(ChaosGround.CONNECTOR)) {
            missing.add("RUNNING: " + ground.connect().status(ChaosGround.CONNECTOR));
        }
        ground.ledger().ifPresent(ledger -> missing.addAll(ledger.lacks()));
    }

    private static String firstLines(String trace) {
        return String.join("\n", trace.lines().limit(LINES).toList());
    }

    private void missingCommits(List<String> missing) throws ExecutionException, InterruptedException {
        var committed = ground.kafka().committed(ChaosGround.GROUP);
        ground.produced().ends().forEach((partition, end) -> {
            var position = committed.getOrDefault(partition, 0L);
            if (position < end) {
                missing.add(partition + " is committed up to " + position + " of " + end);
            }
        });
    }

    private void missingRows(List<String> missing) throws IOException, SQLException, TimeoutException {
        var waiting = waiting();
        if (waiting > 0) {
            missing.add(waiting + " messages wait in the persister's queues");
        }
        var counts = ground.tables().counts();
        var produced = ground.produced();
        if (counts.stored() < produced.toBeStored()) {
            missing.add("bie_event has " + counts.stored() + " rows of " + produced.toBeStored());
        }
        if (counts.parked() < produced.toBeParked()) {
            missing.add("bie_event_parked has " + counts.parked() + " rows of " + produced.toBeParked());
        }
    }

    /** Its connector commits nothing beyond the last record that it has written, so its offsets do not tell. */
    private void missingRecords(List<String> missing) throws SQLException {
        if (ground.ledger().isPresent()) {
            var recorded = ground.ledger().get().recorded();
            var owed = ground.produced().toBeStored() + ground.produced().toBeParked();
            if (recorded < owed) {
                missing.add("bie_event_ledger has " + recorded + " rows of " + owed);
            }
        }
    }

    /** Those that nobody has been given. */
    private long waiting() throws IOException, TimeoutException {
        var count = new long[1];
        ground.rabbitMq().onChannel(channel -> {
            for (var queue : Persister.queues()) {
                count[0] += channel.messageCount(queue);
            }
        });
        return count[0];
    }
}
