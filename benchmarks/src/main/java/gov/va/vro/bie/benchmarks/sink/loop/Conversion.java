package gov.va.vro.bie.benchmarks.sink.loop;

import gov.va.vro.bie.connect.rabbitmq.config.RabbitMqSinkConfig;
import gov.va.vro.bie.connect.rabbitmq.message.BadRecordException;
import gov.va.vro.bie.connect.rabbitmq.message.Message;
import gov.va.vro.bie.connect.rabbitmq.message.MessageRenderer;
import gov.va.vro.bie.connect.transforms.NotifiedAt;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.connect.header.ConnectHeaders;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.storage.Converter;
import org.apache.kafka.connect.storage.StringConverter;

/** What a worker and the sink make of a record, with their own classes. Owned by one thread. */
final class Conversion {

    private final Converter values;
    private final StringConverter texts = new StringConverter();
    private final NotifiedAt.Value<SinkRecord> transform = new NotifiedAt.Value<>();
    private final MessageRenderer renderer;

    /**
     * @param worker the worker's properties, of which the converter's are read
     * @param connector the connector's configuration
     */
    Conversion(Properties worker, Map<String, String> connector) throws ReflectiveOperationException {
        var type = connector.getOrDefault("value.converter", worker.getProperty("value.converter"));
        values = (Converter) Class.forName(type).getDeclaredConstructor().newInstance();
        values.configure(below("value.converter.", worker), false);
        texts.configure(Map.of("converter.type", "header"));
        transform.configure(Map.of());
        renderer = new MessageRenderer(RabbitMqSinkConfig.of(connector));
    }

    private static Map<String, String> below(String prefix, Properties properties) {
        var settings = new HashMap<String, String>();
        for (var name : properties.stringPropertyNames()) {
            if (name.startsWith(prefix)) {
                settings.put(name.substring(prefix.length()), properties.getProperty(name));
            }
        }
        return settings;
    }

    Message message(ConsumerRecord<byte[], byte[]> consumed) throws BadRecordException {
        var key = texts.toConnectData(consumed.topic(), consumed.key());
        var value = values.toConnectData(consumed.topic(), consumed.headers(), consumed.value());
        var headers = new ConnectHeaders();
        for (var header : consumed.headers()) {
            headers.add(header.key(), texts.toConnectHeader(consumed.topic(), header.key(), header.value()));
        }
        return renderer.render(transform.apply(new SinkRecord(
                consumed.topic(),
                consumed.partition(),
                key.schema(),
                key.value(),
                value.schema(),
                value.value(),
                consumed.offset(),
                consumed.timestamp(),
                consumed.timestampType(),
                headers)));
    }
}
