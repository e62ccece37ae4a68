package gov.va.vro.bie.it.chaos;

import gov.va.vro.bie.it.faces.ConnectRest;
import gov.va.vro.bie.it.trial.UnsettledException;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** Restarts what has failed of a connector, as an operator does, or something does for him, and counts how often. */
final class Restarts {

    /** Thrown by Kafka's client, or one of its own; not for a record that cannot be read, which is no outage. */
    private static final Pattern OF_KAFKA = Pattern.compile(
            "(?m)^(Caused by: )?(org\\.apache\\.kafka\\.(common|clients)\\.(?!\\S*erialization)\\S*Exception\\b"
                    + "|[\\w.$]+(Exception|Error)\\b.*\\R\\s+at org\\.apache\\.kafka\\.clients\\.)");

    private static final int LINES = 30;

    private final ConnectRest connect;
    private final String connector;
    private final Set<String> reasons = new TreeSet<>();
    private int count;

    Restarts(ConnectRest connect, String connector) {
        this.connect = connect;
        this.connector = connector;
    }

    /** @throws UnsettledException when one has failed for anything else than Kafka */
    void ofWhatFailedForKafka() {
        var traces = connect.failures(connector);
        traces.stream()
                .filter(trace -> !OF_KAFKA.matcher(trace).find())
                .findFirst()
                .ifPresent(trace -> {
                    throw new UnsettledException("a task of " + connector + " FAILED, and not for Kafka: "
                            + String.join("\n", trace.lines().limit(LINES).toList()));
                });
        restart(traces);
    }

    void ofWhatFailed() {
        restart(connect.failures(connector));
    }

    private void restart(List<String> traces) {
        if (!traces.isEmpty()) {
            traces.forEach(trace -> trace.lines().findFirst().ifPresent(reasons::add));
            count++;
            connect.restartFailed(connector);
        }
    }

    int count() {
        return count;
    }

    @Override
    public String toString() {
        return connector + ": its tasks were restarted " + count + " times" + (count == 0 ? "" : ", for " + reasons);
    }
}
