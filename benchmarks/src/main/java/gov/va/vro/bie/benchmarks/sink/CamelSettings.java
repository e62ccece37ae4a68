package gov.va.vro.bie.benchmarks.sink;

import java.net.URI;
import java.util.HashMap;
import java.util.Map;

/** The peer that confirms, so that it does what the sink does as nearly as it can. */
final class CamelSettings {

    static final String CONNECTOR = "org.apache.camel.kafkaconnector.rabbitmq.CamelRabbitmqSinkConnector";

    private CamelSettings() {}

    static Map<String, String> of(String name, String topic, String amqp) {
        var uri = URI.create(amqp);
        var login = uri.getUserInfo().split(":", 2);
        var config = new HashMap<String, String>();
        config.put("connector.class", CONNECTOR);
        config.put("tasks.max", "1");
        config.put("topics", topic);
        config.put("consumer.override.group.id", name);
        config.put("consumer.override.auto.offset.reset", "earliest");
        config.put("value.converter", "org.apache.kafka.connect.converters.ByteArrayConverter");
        // It has no setting for persistent messages, only a header that its headers' prefix makes one of Camel's.
        config.put("transforms", "persistent");
        config.put("transforms.persistent.type", "org.apache.kafka.connect.transforms.InsertHeader");
        config.put("transforms.persistent.header", "CamelHeader.CamelRabbitmqDeliveryMode");
        config.put("transforms.persistent.value.literal", "2");
        config.put("camel.sink.path.exchangeName", Destination.EXCHANGE);
        config.put("camel.sink.endpoint.exchangeType", "topic");
        config.put("camel.sink.endpoint.hostname", uri.getHost());
        config.put("camel.sink.endpoint.portNumber", Integer.toString(uri.getPort()));
        config.put("camel.sink.endpoint.username", login[0]);
        config.put("camel.sink.endpoint.password", login[1]);
        config.put("camel.sink.endpoint.declare", "false");
        config.put("camel.sink.endpoint.skipQueueDeclare", "true");
        config.put("camel.sink.endpoint.skipExchangeDeclare", "true");
        config.put("camel.sink.endpoint.skipQueueBind", "true");
        config.put("camel.sink.endpoint.routingKey", topic);
        config.put("camel.sink.endpoint.mandatory", "true");
        config.put("camel.sink.endpoint.publisherAcknowledgements", "true");
        config.put("camel.sink.endpoint.guaranteedDeliveries", "true");
        return config;
    }
}
