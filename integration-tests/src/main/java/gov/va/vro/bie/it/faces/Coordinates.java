package gov.va.vro.bie.it.faces;

import gov.va.vro.bie.localstack.events.PublishedEvent;

/** Where a record lies in Kafka. */
public record Coordinates(String topic, int partition, long offset) {

    public static Coordinates of(PublishedEvent event) {
        return new Coordinates(event.topic(), event.partition(), event.offset());
    }

    /** The message_id of every copy of the record. */
    public String messageId() {
        return topic + "-" + partition + "-" + offset;
    }
}
