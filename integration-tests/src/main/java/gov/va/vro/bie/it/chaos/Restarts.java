package gov.va.vro.bie.it.chaos;

import gov.va.vro.bie.it.faces.ConnectRest;
import java.util.Set;
import java.util.TreeSet;

/** Restarts what has failed of a connector, as an operator does, or something does for him, and counts how often. */
final class Restarts {

    private final ConnectRest connect;
    private final String connector;
    private final Set<String> reasons = new TreeSet<>();
    private int count;

    Restarts(ConnectRest connect, String connector) {
        this.connect = connect;
        this.connector = connector;
    }

    void ofWhatFailed() {
        var traces = connect.failures(connector);
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
