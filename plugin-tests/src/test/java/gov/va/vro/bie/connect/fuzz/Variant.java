package gov.va.vro.bie.connect.fuzz;

import gov.va.vro.bie.connect.fuzz.Templates.Template;
import gov.va.vro.bie.connect.rabbitmq.config.RabbitMqSinkConfig;
import gov.va.vro.bie.connect.rabbitmq.message.MessageRenderer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.sink.SinkRecord;

/** A configuration of the sink, the renderer that has it, and what it means. */
record Variant(
        MessageRenderer renderer,
        boolean auto,
        boolean headers,
        boolean metadata,
        boolean key,
        int maxBytes,
        Template routingKey,
        Template correlationId) {

    private static final Template NONE = record -> null;
    private static final int MAX_BYTES = 16_777_216;

    /** Those whose templates every record has what they need for. */
    static List<Variant> undemanding() {
        return List.of(
                new Variant(renderer(Map.of()), true, true, true, false, MAX_BYTES, SinkRecord::topic, NONE),
                new Variant(
                        renderer(Map.of(
                                "rabbitmq.body.format", "json",
                                "rabbitmq.forward.kafka.key", "true",
                                "rabbitmq.forward.kafka.metadata", "false")),
                        false,
                        true,
                        false,
                        true,
                        MAX_BYTES,
                        SinkRecord::topic,
                        NONE),
                new Variant(
                        renderer(Map.of(
                                "rabbitmq.forward.kafka.headers", "false",
                                "rabbitmq.forward.kafka.key", "true",
                                "rabbitmq.max.message.bytes", "4096")),
                        true,
                        false,
                        true,
                        true,
                        4096,
                        SinkRecord::topic,
                        NONE));
    }

    /** Those whose templates name what many records do not have. */
    static List<Variant> demanding() {
        return List.of(
                new Variant(
                        renderer(Map.of(
                                "rabbitmq.body.format", "json", "rabbitmq.routing.key", "{topic}.{partition}.{key}")),
                        false,
                        true,
                        true,
                        false,
                        MAX_BYTES,
                        record -> record.topic() + "." + record.originalKafkaPartition() + "." + Templates.key(record),
                        NONE),
                new Variant(
                        renderer(Map.of("rabbitmq.routing.key", "{header.h}", "rabbitmq.correlation.id", "{key}")),
                        true,
                        true,
                        true,
                        false,
                        MAX_BYTES,
                        record -> Templates.header(record, "h"),
                        Templates::key),
                new Variant(
                        renderer(Map.of(
                                "rabbitmq.routing.key", "{value.topic}", "rabbitmq.correlation.id", "{value.event.a}")),
                        true,
                        true,
                        true,
                        false,
                        MAX_BYTES,
                        record -> Templates.value(record, "topic"),
                        record -> Templates.value(record, "event", "a")));
    }

    private static MessageRenderer renderer(Map<String, String> own) {
        var settings = new HashMap<>(Map.of(
                "name", "fuzz",
                "rabbitmq.username", "u",
                "rabbitmq.password", "p",
                "rabbitmq.exchange.map", RandomRecords.TOPIC + "=exchange," + RandomRecords.LONG_TOPIC + "=exchange"));
        settings.putAll(own);
        return new MessageRenderer(RabbitMqSinkConfig.of(settings));
    }
}
