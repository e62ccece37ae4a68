package gov.va.vro.bie.benchmarks.sink;

import gov.va.vro.bie.localstack.Endpoints;
import gov.va.vro.bie.localstack.events.SchemaRegistry;
import gov.va.vro.bie.localstack.events.WireFormat;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Topics filled once, which every contender reads from the beginning: events in Avro, and the same already rendered for
 * the peer that has no use for a Struct.
 */
final class Topics {

    private final Endpoints endpoints;

    Topics(Endpoints endpoints) {
        this.endpoints = endpoints;
    }

    /** Events in Avro, as the source publishes them, spread evenly over so many partitions. */
    void fill(String topic, EventSize size, int partitions, int count) throws Exception {
        write(topic, partitions, values(size), count);
    }

    /** Some thousand events in Avro, their schema registered. */
    List<byte[]> values(EventSize size) throws Exception {
        var events = new SampleEvents(size);
        var id = new SchemaRegistry(endpoints.schemaRegistry()).register(size.topic() + "-value", events.schema());
        return events.records().stream()
                .map(event -> WireFormat.encode(id, event))
                .toList();
    }

    /** Bodies that are JSON already. */
    void fillRendered(String topic, EventSize size, int count) throws Exception {
        var events = new SampleEvents(size);
        var values = events.records().stream()
                .map(event -> events.rendered(event).getBytes(StandardCharsets.UTF_8))
                .toList();
        write(topic, 1, values, count);
    }

    /** The same bytes over and over. */
    void fillWith(String topic, byte[] value, int count) throws Exception {
        write(topic, 1, List.of(value), count);
    }

    void create(String topic, int partitions) throws InterruptedException, ExecutionException {
        try (var admin = Admin.create(Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, endpoints.kafka()))) {
            admin.createTopics(List.of(new NewTopic(topic, Optional.of(partitions), Optional.empty())))
                    .all()
                    .get();
        }
    }

    private void write(String topic, int partitions, List<byte[]> values, int count) throws Exception {
        create(topic, partitions);
        // The leader of a new partition may refuse the first request and take the second, which was under way: then it
        // calls the first out of order for as long as that is repeated. So there is one at a time.
        var settings = Map.<String, Object>of(
                ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION, 1,
                ProducerConfig.LINGER_MS_CONFIG, 20,
                ProducerConfig.BATCH_SIZE_CONFIG, 262_144,
                ProducerConfig.MAX_REQUEST_SIZE_CONFIG, 2_000_000);
        try (var producer = producer(settings)) {
            send(producer, topic, partitions, values, count);
        }
    }

    /** Returns when all of it is there. */
    static void send(Producer<byte[], byte[]> producer, String topic, int partitions, List<byte[]> values, int count)
            throws IOException {
        var failure = new AtomicReference<Exception>();
        for (var i = 0; i < count; i++) {
            var key = Integer.toString(600_000_000 + i / 10).getBytes(StandardCharsets.UTF_8);
            producer.send(
                    new ProducerRecord<>(topic, i % partitions, key, values.get(i % values.size())),
                    (metadata, problem) -> failure.compareAndSet(null, problem));
        }
        producer.flush();
        if (failure.get() != null) {
            throw new IOException("Kafka did not take all of " + topic, failure.get());
        }
    }

    /** A producer of this stack's. */
    KafkaProducer<byte[], byte[]> producer(Map<String, Object> settings) {
        var all = new HashMap<>(settings);
        all.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, endpoints.kafka());
        var bytes = new ByteArraySerializer();
        return new KafkaProducer<>(all, bytes, bytes);
    }
}
