package gov.va.vro.bie.it.faces;

import com.rabbitmq.client.AMQP.BasicProperties;

/** One copy of a message, as it came out of a queue. */
public record Copy(String exchange, String routingKey, BasicProperties properties, byte[] body) {

    public String messageId() {
        return properties.getMessageId();
    }

    /** Whether it says that an earlier copy may have arrived. */
    public boolean isPossibleDuplicate() {
        return properties.getHeaders() != null
                && Boolean.TRUE.equals(properties.getHeaders().get("possible-duplicate"));
    }
}
