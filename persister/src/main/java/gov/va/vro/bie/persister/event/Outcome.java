package gov.va.vro.bie.persister.event;

import java.util.Set;

/** What a message turned out to be. */
public sealed interface Outcome {

    /**
     * An event to store.
     *
     * @param unknown names of fields that are neither stored nor known to be personal: what the publisher has added
     *     since
     */
    record Storable(BieEvent event, Set<String> unknown) implements Outcome {}

    /** A deletion marker of Kafka's: there is nothing to store. */
    record Tombstone() implements Outcome {}

    /**
     * A message that can never be stored.
     *
     * @param reason says what is wrong and with which field, and never quotes a value
     */
    record Poison(String reason) implements Outcome {}
}
