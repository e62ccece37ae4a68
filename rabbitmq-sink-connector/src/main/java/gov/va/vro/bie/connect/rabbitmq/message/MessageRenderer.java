package gov.va.vro.bie.connect.rabbitmq.message;

import com.rabbitmq.client.AMQP.BasicProperties;
import gov.va.vro.bie.connect.rabbitmq.config.RabbitMqSinkConfig;
import gov.va.vro.bie.connect.rabbitmq.config.RabbitMqSinkConfig.MessageSettings;
import gov.va.vro.bie.connect.rabbitmq.message.BodyRenderer.Kind;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.connect.sink.SinkRecord;

/**
 * Makes a {@link Message} of a record by the message contract, or says why no retry can. Every limit that RabbitMQ or
 * its client would answer with a closed channel is found here, while the record is the only one that suffers.
 *
 * <p>Where a record stands in Kafka ({@code message_id}, the {@code kafka.*} headers, errors) is its original topic,
 * partition and offset (KIP-793), so that a transform that renames topics changes where it goes and not what it is; the
 * exchange and {@code {topic}} are those of the topic as it is after transforms.
 *
 * <p>Owned by one thread, the task's; only {@link #headersNotForwarded()} may be called by another.
 */
public final class MessageRenderer {

    private final RabbitMqSinkConfig config;
    private final BodyRenderer bodies;
    private final AmqpHeaders headers;
    private final MessageIds ids = new MessageIds();
    private final TemplateText routingKey;
    private final Optional<TemplateText> correlationId;
    private final Map<Kind, BasicProperties> constants = new EnumMap<>(Kind.class);

    public MessageRenderer(RabbitMqSinkConfig config) {
        MessageSettings settings = config.message();
        this.config = config;
        this.bodies = new BodyRenderer(settings.bodyFormat(), settings.maxMessageBytes());
        this.headers = new AmqpHeaders(settings);
        this.routingKey = new TemplateText("routing key", config.destination().routingKey());
        this.correlationId = settings.correlationId().map(template -> new TemplateText("correlation id", template));
        for (Kind kind : Kind.values()) {
            constants.put(kind, constants(kind, config.connectorName(), settings));
        }
    }

    /**
     * Renders one record.
     *
     * @throws BadRecordException for a record that cannot become a message now or later; its text holds nothing of the
     *     content
     */
    public Message render(SinkRecord sinkRecord) throws BadRecordException {
        try {
            return message(sinkRecord);
        } catch (Unrenderable e) {
            throw new BadRecordException("The record cannot become a message: " + e.getMessage(), sinkRecord);
        } catch (RuntimeException e) {
            throw new BadRecordException(
                    "The record cannot become a message: its data is not what its schemas say ("
                            + e.getClass().getName() + ")",
                    sinkRecord);
        }
    }

    /** How many Connect headers were left out because their names mean something to RabbitMQ or to this connector. */
    public long headersNotForwarded() {
        return headers.notForwarded();
    }

    private Message message(SinkRecord sinkRecord) throws Unrenderable {
        String exchange = exchange(sinkRecord.topic());
        var body = bodies.of(sinkRecord.valueSchema(), sinkRecord.value());
        var message = new Message(
                exchange,
                routingKey.of(sinkRecord),
                constants.get(body.kind()),
                headers.of(sinkRecord),
                ids.of(sinkRecord),
                timestamp(sinkRecord),
                correlationId(sinkRecord),
                body.bytes());
        if (!message.fitsFrame(Message.FRAME_MAX)) {
            throw new Unrenderable("its headers take " + message.headerBytes() + " bytes, and must fit in one frame of "
                    + Message.FRAME_MAX);
        }
        return message;
    }

    private String exchange(String topic) throws Unrenderable {
        Optional<String> exchange = config.destination().exchangeMap().exchangeOf(topic);
        if (exchange.isEmpty()) {
            throw new Unrenderable(
                    "topic \"" + topic + "\" has no exchange; add it to rabbitmq.exchange.map of connector \""
                            + config.connectorName() + "\"");
        }
        return exchange.get();
    }

    private String correlationId(SinkRecord sinkRecord) throws Unrenderable {
        return correlationId.isPresent() ? correlationId.get().of(sinkRecord) : null;
    }

    /** AMQP's timestamps are unsigned. */
    private static Long timestamp(SinkRecord sinkRecord) {
        Long timestamp = sinkRecord.timestamp();
        return timestamp == null || timestamp < 0 ? null : timestamp;
    }

    private static BasicProperties constants(Kind kind, String connectorName, MessageSettings settings) {
        var constants = new BasicProperties.Builder()
                .contentType(kind.contentType)
                .contentEncoding(kind.contentEncoding)
                .deliveryMode(settings.deliveryMode().amqpValue())
                .appId(connectorName);
        settings.type().ifPresent(constants::type);
        settings.priority().ifPresent(constants::priority);
        settings.expiration().map(Duration::toMillis).map(String::valueOf).ifPresent(constants::expiration);
        return constants.build();
    }
}
