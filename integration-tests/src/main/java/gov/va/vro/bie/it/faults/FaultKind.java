package gov.va.vro.bie.it.faults;

import static gov.va.vro.bie.it.faults.Repeats.FLAGGED;
import static gov.va.vro.bie.it.faults.Repeats.NONE;
import static gov.va.vro.bie.it.faults.Repeats.SINCE_LAST_COMMIT;

/** What can be done to the pipeline, and which copies the sink may make of it when nothing else happens. */
public enum FaultKind {
    RABBITMQ_KILLED("RabbitMQ killed", Target.BROKER, FLAGGED, 15_000),
    RABBITMQ_STOPPED("RabbitMQ stopped in good order", Target.BROKER, FLAGGED, 10_000),
    RABBITMQ_HUNG("RabbitMQ hung", Target.BROKER, FLAGGED, 25_000),
    MEMORY_ALARM("memory alarm", Target.BROKER, FLAGGED, 15_000),
    DISK_ALARM("disk alarm", Target.BROKER, FLAGGED, 15_000),
    CONNECTIONS_CLOSED("connections closed by RabbitMQ", Target.BROKER, FLAGGED, 5_000),
    QUEUE_FULL("a queue full, rejecting", Target.BROKER, FLAGGED, 15_000),
    QUEUES_UNBOUND("queues unbound", Target.BROKER, FLAGGED, 15_000),
    QUEUES_FLAPPING("queues unbound and bound again", Target.BROKER, FLAGGED, 3_000),
    EXCHANGE_DELETED("exchange deleted", Target.BROKER, FLAGGED, 5_000),

    LINE_CUT("line cut", Target.LINE, FLAGGED, 5_000),
    LINE_REFUSED("line refused", Target.LINE, FLAGGED, 10_000),
    LINE_SLOW("line slow", Target.LINE, FLAGGED, 10_000),
    CONFIRMS_SWALLOWED("confirms swallowed", Target.LINE, FLAGGED, 15_000),
    PUBLISHES_SWALLOWED("publishes swallowed", Target.LINE, FLAGGED, 15_000),
    LINE_HALF_CLOSED("line half closed", Target.LINE, FLAGGED, 5_000),

    WORKER_KILLED("Connect worker killed", Target.CONNECT, SINCE_LAST_COMMIT, 5_000),
    WORKER_STOPPED("Connect worker stopped in good order", Target.CONNECT, NONE, 5_000),
    CONNECTOR_PAUSED("connector paused", Target.CONNECT, NONE, 8_000),
    CONNECTOR_STOPPED("connector stopped", Target.CONNECT, NONE, 8_000),
    CONNECTOR_RESTARTED("connector restarted", Target.CONNECT, NONE, 3_000),
    TASKS_CHANGED("tasks.max changed", Target.CONNECT, NONE, 8_000),

    KAFKA_KILLED("Kafka broker killed", Target.KAFKA, SINCE_LAST_COMMIT, 8_000);

    /** Faults of different targets can be made at the same time. */
    enum Target {
        BROKER,
        LINE,
        CONNECT,
        KAFKA
    }

    private final String words;
    private final Target target;
    private final Repeats repeats;
    private final int longestMillis;

    FaultKind(String words, Target target, Repeats repeats, int longestMillis) {
        this.words = words;
        this.target = target;
        this.repeats = repeats;
        this.longestMillis = longestMillis;
    }

    /** For people. */
    public String words() {
        return words;
    }

    Repeats repeats() {
        return repeats;
    }

    int longestMillis() {
        return longestMillis;
    }

    /**
     * Whether both can happen in one cycle. Connect answers no request while Kafka is away, and validates a new
     * configuration against the broker.
     */
    boolean goesWith(FaultKind other) {
        return target != other.target && !needs(other) && !other.needs(this);
    }

    private boolean needs(FaultKind other) {
        return target == Target.CONNECT && other.target == Target.KAFKA
                || this == TASKS_CHANGED && (other.target == Target.BROKER || other.target == Target.LINE);
    }
}
