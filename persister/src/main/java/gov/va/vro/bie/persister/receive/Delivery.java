package gov.va.vro.bie.persister.receive;

import com.rabbitmq.client.AMQP.BasicProperties;
import gov.va.vro.bie.persister.event.EventType;

/**
 * A message as it was delivered, not acknowledged yet.
 *
 * @param tag counts the deliveries of a link from 1 on, over all its queues
 */
record Delivery(long tag, EventType type, BasicProperties properties, byte[] body) {

    /** What it takes of the heap, about. */
    int bytes() {
        return MessageBytes.of(properties, body);
    }

    /** What is left of it when body and headers are no longer needed: enough to acknowledge it. */
    Delivery withoutContent() {
        return new Delivery(tag, type, new BasicProperties(), new byte[0]);
    }
}
