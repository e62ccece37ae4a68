package gov.va.vro.bie.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import gov.va.vro.bie.it.faces.Coordinates;
import gov.va.vro.bie.it.faces.Copy;
import gov.va.vro.bie.it.faces.Kafka;
import gov.va.vro.bie.it.faces.Subscription;
import gov.va.vro.bie.it.line.TcpProxy;
import gov.va.vro.bie.it.line.TcpProxy.Direction;
import gov.va.vro.bie.it.plugin.HesitantConverter;
import gov.va.vro.bie.localstack.events.WireFormat;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.generic.GenericData;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * The Schema Registry is away or silent when a task first needs a schema. Connect asks the converter before the sink
 * ever sees the record; with the settings as shipped it either asks again or fails the task, and drops nothing.
 */
@Tag("faults")
@ExtendWith(LocalStack.class)
class RegistryFaultsIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** As connectors/rabbitmq-sink.json has them. */
    private static final Map<String, String> SHIPPED = Map.of(
            "errors.tolerance", "none",
            "errors.retry.timeout", "-1",
            "errors.retry.delay.max.ms", "10000");

    private final Pipeline pipeline;
    private final Kafka kafka;

    RegistryFaultsIT(Pipeline pipeline) {
        this.pipeline = pipeline;
        this.kafka = pipeline.kafka();
    }

    @Test
    void dropsNothingWhenAConverterAsksToBeAskedAgain() throws Exception {
        var topic = "it-hesitant";
        try (var sink = SmallSink.over(pipeline, topic, topic);
                var subscriber = pipeline.rabbitMq().subscribe("it.hesitant", topic)) {
            var records = kafka.publishMany(topic, 5);
            sink.deploy(with(
                    Map.of("value.converter", HesitantConverter.class.getName(), "value.converter.refusals", "3")));

            sink.awaitCommitted(topic, 5);

            assertThat(subscriber.take()).map(Copy::messageId).containsExactlyElementsOf(ids(records));
        }
    }

    @Test
    void dropsNothingWhenTheRegistryRefusesWithNothingCached() throws Exception {
        var topic = "it-registry-refuses";
        try (var registry = registry()) {
            registry.refuse();

            assertNothingIsDropped(topic, registry);
        }
    }

    @Test
    void dropsNothingWhenTheRegistryHangsWithNothingCached() throws Exception {
        var topic = "it-registry-hangs";
        try (var registry = registry()) {
            registry.swallow(Direction.TO_CLIENT, 0);

            assertNothingIsDropped(topic, registry);
        }
    }

    /** The line to the registry is bad while the task first asks, and then good. A task that failed is restarted, once. */
    private void assertNothingIsDropped(String topic, TcpProxy registry) throws Exception {
        try (var sink = SmallSink.over(pipeline, topic, topic);
                var subscriber = pipeline.rabbitMq().subscribe(topic.replace('-', '.'), topic)) {
            var records = publishAvro(topic);
            sink.submit(with(Map.of(
                    "value.converter", "io.apicurio.registry.utils.converter.AvroConverter",
                    "value.converter.apicurio.registry.url", throughLine(registry),
                    "value.converter.apicurio.registry.as-confluent", "true",
                    "value.converter.apicurio.registry.use-id", "contentId",
                    "value.converter.apicurio.registry.headers.enabled", "false")));
            await("a question to the registry").atMost(PATIENCE).until(() -> registry.accepted() > 0);
            registry.heal();
            registry.cut();

            comeBack(topic, sink, subscriber, records);
        }
    }

    private void comeBack(String topic, SmallSink sink, Subscription subscriber, List<Coordinates> records)
            throws Exception {
        await("delivered, or failed")
                .atMost(PATIENCE)
                .until(() -> sink.hasFailed()
                        || kafka.committed("connect-" + topic, topic).orElse(0L) == records.size());
        if (sink.hasFailed()) {
            assertThat(kafka.committed("connect-" + topic, topic).orElse(0L)).isZero();
            sink.restart();
        }
        sink.awaitCommitted(topic, records.size());
        subscriber.takeAllOf(new HashSet<>(records));
        assertThat(subscriber.take()).map(Copy::messageId).containsExactlyElementsOf(ids(records));
    }

    private TcpProxy registry() throws Exception {
        var uri = URI.create(pipeline.registryUrl());
        return TcpProxy.to(uri.getHost() + ":" + uri.getPort());
    }

    private String throughLine(TcpProxy registry) {
        return "http://" + registry.address()
                + URI.create(pipeline.registryUrl()).getPath();
    }

    private List<Coordinates> publishAvro(String topic) throws Exception {
        var schema =
                SchemaBuilder.record("Cold").fields().requiredString("text").endRecord();
        var id = pipeline.schemaRegistry().register(topic + "-value", schema);
        var records = new ArrayList<Coordinates>();
        for (int number = 0; number < 5; number++) {
            var record = new GenericData.Record(schema);
            record.put("text", "text " + number);
            records.add(kafka.publish(topic, "k", WireFormat.encode(id, record)));
        }
        return records;
    }

    private static Map<String, String> with(Map<String, String> settings) {
        var all = new HashMap<>(SHIPPED);
        all.putAll(settings);
        return all;
    }

    private static List<String> ids(List<Coordinates> records) {
        return records.stream().map(Coordinates::messageId).toList();
    }
}
