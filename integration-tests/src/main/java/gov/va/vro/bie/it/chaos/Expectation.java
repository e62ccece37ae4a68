package gov.va.vro.bie.it.chaos;

/** What must come of a record that Kafka has acknowledged. */
sealed interface Expectation {

    /** A row in bie_event, with these columns and codes. */
    record Stored(Fingerprint row) implements Expectation {}

    /** A row in bie_event_parked, and a message in the queue of the parked. */
    record Parked() implements Expectation {}

    /** Nothing: it is a tombstone. */
    record Nothing() implements Expectation {}
}
