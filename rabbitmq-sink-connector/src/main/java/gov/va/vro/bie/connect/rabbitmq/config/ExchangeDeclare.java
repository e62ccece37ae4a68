package gov.va.vro.bie.connect.rabbitmq.config;

/** What a new link does about the exchanges of the map before it publishes. */
public enum ExchangeDeclare {
    /**
     * Declare each one durable: made when it is missing, refused by the broker (406) when it is of another type or
     * durability.
     */
    CREATE,
    /**
     * Declare each one passively: refused by the broker (404) when it is missing; for a login without the right to
     * configure.
     */
    VERIFY,
    /** Ask nothing: a missing exchange is found when the broker closes the channel (404). */
    NONE
}
