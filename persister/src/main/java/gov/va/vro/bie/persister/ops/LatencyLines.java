package gov.va.vro.bie.persister.ops;

import gov.va.vro.bie.persister.event.EventType;
import java.util.function.Consumer;

/**
 * The latencies of one type of event as lines for a Datadog agent, many values to a line (protocol 1.1, which agents
 * know from 6.25 and 7.25 on): the one thing that is measured for each event, and by itself a line with its tags each
 * time.
 *
 * @see <a href="https://docs.datadoghq.com/extend/dogstatsd/datagram_shell">Datadog: datagram format</a>
 */
final class LatencyLines {

    private static final String NAME = Metrics.LATENCY + ":";
    private static final int MILLIS = 1_000;
    private static final int LONGEST_VALUE = 20;

    private final String end;
    private final Consumer<String> agent;
    private final StringBuilder line = new StringBuilder(AgentLines.DATAGRAM_BYTES).append(NAME);

    /**
     * @param entity what the agent finds the tags of the container by, empty where it need not
     */
    LatencyLines(EventType type, String entity, Consumer<String> agent) {
        end = "|h|#event_type:" + type.label() + (entity.isEmpty() ? "" : ",dd.internal.entity_id:" + entity);
        this.agent = agent;
    }

    void add(long millis) {
        if (line.length() + LONGEST_VALUE + end.length() >= AgentLines.DATAGRAM_BYTES) {
            handOn();
        }
        var fraction = (int) (millis % MILLIS);
        line.append(millis / MILLIS)
                .append('.')
                .append((char) ('0' + fraction / 100))
                .append((char) ('0' + fraction / 10 % 10))
                .append((char) ('0' + fraction % 10))
                .append(':');
    }

    /** What was added since the last time, if anything was. */
    void handOn() {
        if (line.length() > NAME.length()) {
            line.setLength(line.length() - 1);
            agent.accept(line.append(end).toString());
            line.setLength(NAME.length());
        }
    }
}
