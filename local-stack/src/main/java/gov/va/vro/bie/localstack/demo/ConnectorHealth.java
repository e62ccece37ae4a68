package gov.va.vro.bie.localstack.demo;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;

/**
 * Whether the connector runs. A state of FAILED is believed once it has lasted some seconds, since one that was just
 * restarted or reconfigured still shows its old state.
 */
final class ConnectorHealth {
    private static final Duration UNTIL_BELIEVED = Duration.ofSeconds(3);
    private static final Duration BETWEEN_QUESTIONS = Duration.ofMillis(300);

    private final ConnectRest connect;
    private final String connector;
    private final Path log;
    private long failedSince;
    private long asked;

    /** @param log the worker's, for the message */
    ConnectorHealth(ConnectRest connect, String connector, Path log) {
        this.connect = connect;
        this.connector = connector;
        this.log = log;
    }

    /** Returns how many tasks run, when all do. */
    int awaitRunning(Duration patience) throws IOException, InterruptedException {
        long begin = System.nanoTime();
        while (true) {
            var status = connect.status(connector);
            if (status.filter(ConnectRest.Status::isRunning).isPresent()) {
                return status.get().tasks().size();
            }
            judge(status.flatMap(ConnectRest.Status::failure).orElse(null));
            if (System.nanoTime() - begin > patience.toNanos()) {
                throw new DemoException("not RUNNING after %d s but %s: see %s"
                        .formatted(
                                patience.toSeconds(),
                                status.map(Object::toString).orElse("unknown"),
                                log));
            }
            Thread.sleep(BETWEEN_QUESTIONS.toMillis());
        }
    }

    /** Fails when the connector has failed; a worker that does not answer now is not judged. */
    void check() throws InterruptedException {
        if (System.nanoTime() - asked < BETWEEN_QUESTIONS.toNanos()) {
            return;
        }
        try {
            judge(connect.status(connector).flatMap(ConnectRest.Status::failure).orElse(null));
        } catch (IOException e) {
            failedSince = 0;
        }
        asked = System.nanoTime();
    }

    private void judge(String failure) {
        if (failure == null) {
            failedSince = 0;
        } else if (failedSince == 0) {
            failedSince = System.nanoTime();
        } else if (System.nanoTime() - failedSince > UNTIL_BELIEVED.toNanos()) {
            throw new DemoException("Connector \"%s\" is FAILED: %s (see %s)".formatted(connector, failure, log));
        }
    }
}
