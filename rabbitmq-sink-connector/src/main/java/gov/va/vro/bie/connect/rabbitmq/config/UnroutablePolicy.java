package gov.va.vro.bie.connect.rabbitmq.config;

/** What becomes of a message that no queue received. */
public enum UnroutablePolicy {
    /** Hold the partition, warn, and go on when a queue is bound. */
    WAIT,
    /** Hand the record to the errant record reporter. */
    REPORT,
    /** Fail the task. */
    FAIL,
    /** Take it as delivered. */
    IGNORE
}
