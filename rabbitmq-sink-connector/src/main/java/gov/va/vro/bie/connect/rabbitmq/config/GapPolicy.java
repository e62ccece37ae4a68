package gov.va.vro.bie.connect.rabbitmq.config;

/** What is done about offsets that never reached the sink, because Kafka no longer had those records. */
public enum GapPolicy {
    /** Say how many are missing, and go on. */
    WARN,
    /** Fail the task before anything behind the gap is delivered or committed. */
    FAIL,
    /** Take every gap for an honest one. */
    IGNORE
}
