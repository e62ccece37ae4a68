package gov.va.vro.bie.persister.event;

import java.util.OptionalLong;

/**
 * The Kafka record that a message was made from.
 *
 * @param timestamp the record's timestamp in epoch milliseconds; empty when the record has none
 */
public record Coordinates(String topic, int partition, long offset, OptionalLong timestamp) {}
