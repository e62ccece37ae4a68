package gov.va.vro.bie.it.check;

import gov.va.vro.bie.it.faces.Coordinates;

/**
 * One copy of a message as it came out of a queue.
 *
 * @param attempt the number that the record was given when it was handed to Kafka
 * @param flagged whether it says that an earlier copy may have arrived
 */
public record Arrival(String queue, Coordinates record, long attempt, boolean flagged) {}
