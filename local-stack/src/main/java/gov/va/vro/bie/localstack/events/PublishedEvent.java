package gov.va.vro.bie.localstack.events;

/**
 * An event that Kafka has acknowledged, and where it lies.
 *
 * @param timestamp the record's own, in ms since the epoch
 */
public record PublishedEvent(BieEvent event, String topic, int partition, long offset, long timestamp) {}
