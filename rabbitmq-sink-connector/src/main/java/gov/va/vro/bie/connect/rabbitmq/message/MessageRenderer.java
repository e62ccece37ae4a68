package gov.va.vro.bie.connect.rabbitmq.message;

import com.rabbitmq.client.AMQP.BasicProperties;
import gov.va.vro.bie.connect.rabbitmq.config.RabbitMqSinkConfig;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.connect.sink.SinkRecord;

/** Makes a message of a record, or says why it cannot be one. Owned by one thread, the task's. */
public final class MessageRenderer {

    private final RabbitMqSinkConfig config;

    public MessageRenderer(RabbitMqSinkConfig config) {
        this.config = config;
    }

    /**
     * Renders one record.
     *
     * @throws BadRecordException for a record that cannot become a message, now or later
     */
    public Message render(SinkRecord sinkRecord) throws BadRecordException {
        String exchange = config.destination()
                .exchangeMap()
                .exchangeOf(sinkRecord.topic())
                .orElseThrow(() ->
                        new BadRecordException("Topic \"" + sinkRecord.topic() + "\" has no exchange", sinkRecord));
        var properties = new BasicProperties.Builder()
                .messageId(sinkRecord.originalTopic() + "-" + sinkRecord.originalKafkaPartition() + "-"
                        + sinkRecord.originalKafkaOffset())
                .build();
        return new Message(
                exchange,
                sinkRecord.topic(),
                properties,
                String.valueOf(sinkRecord.value()).getBytes(StandardCharsets.UTF_8));
    }
}
