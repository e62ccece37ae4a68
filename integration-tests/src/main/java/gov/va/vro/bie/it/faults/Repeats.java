package gov.va.vro.bie.it.faults;

/** Which copies of a record the sink may make, in growing order. */
public enum Repeats {
    /** None. */
    NONE,
    /** Copies that carry the flag. */
    FLAGGED,
    /** Also unflagged copies of what was in flight, or confirmed since the last commit. */
    SINCE_LAST_COMMIT
}
