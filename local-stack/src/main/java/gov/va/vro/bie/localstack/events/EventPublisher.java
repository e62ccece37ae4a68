package gov.va.vro.bie.localstack.events;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Publishes events as the Benefits Integration Platform does: Avro in Confluent's wire format, keyed by claim.
 *
 * <p>Idempotent and acknowledged by all replicas, so that what is counted as published lies in Kafka exactly once and
 * in order. Any thread may use it; without an acknowledgement within half a minute a future fails.
 */
public final class EventPublisher implements AutoCloseable {
    private final String topicPrefix;
    private final Map<EventKind, Integer> schemaIds;
    private final Producer<byte[], byte[]> producer;

    EventPublisher(String topicPrefix, Map<EventKind, Integer> schemaIds, Producer<byte[], byte[]> producer) {
        this.topicPrefix = topicPrefix;
        this.schemaIds = new EnumMap<>(schemaIds);
        this.producer = producer;
    }

    /** Registers the five schemas and opens a producer. The topics are {@link EventTopics#create}'s affair. */
    public static EventPublisher open(String bootstrapServers, SchemaRegistry registry, String topicPrefix)
            throws IOException, InterruptedException {
        var ids = registerSchemas(registry, topicPrefix);
        return open(bootstrapServers, ids, topicPrefix);
    }

    /** Opens a producer for schemas that {@link #registerSchemas} has registered before. */
    public static EventPublisher open(String bootstrapServers, Map<EventKind, Integer> schemaIds, String topicPrefix) {
        var settings = Map.<String, Object>of(
                ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers,
                ProducerConfig.ACKS_CONFIG, "all",
                ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true,
                ProducerConfig.LINGER_MS_CONFIG, 5,
                ProducerConfig.MAX_BLOCK_MS_CONFIG, 30_000,
                ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 10_000,
                ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 30_000);
        var bytes = new ByteArraySerializer();
        return new EventPublisher(topicPrefix, schemaIds, new KafkaProducer<>(settings, bytes, bytes));
    }

    /** Registers the five schemas under the subjects of their topics; registering again gives the same ids. */
    public static Map<EventKind, Integer> registerSchemas(SchemaRegistry registry, String topicPrefix)
            throws IOException, InterruptedException {
        var ids = new EnumMap<EventKind, Integer>(EventKind.class);
        for (var kind : EventKind.values()) {
            ids.put(kind, registry.register(kind.topic(topicPrefix) + "-value", kind.schema()));
        }
        return ids;
    }

    /**
     * Sends an event on; the future is done when Kafka has acknowledged it, and failed when it has not. The
     * acknowledgement's timestamp is not asked: of a batch that was sent twice, Kafka tells the greatest for each record.
     */
    public CompletableFuture<PublishedEvent> publish(BieEvent event) {
        var published = new CompletableFuture<PublishedEvent>();
        var record = toRecord(event);
        producer.send(record, (metadata, failure) -> {
            if (failure != null) {
                published.completeExceptionally(failure);
            } else {
                published.complete(new PublishedEvent(
                        event, metadata.topic(), metadata.partition(), metadata.offset(), record.timestamp()));
            }
        });
        return published;
    }

    /** Sends at once what was still being gathered into a batch, and waits until all is acknowledged or failed. */
    public void flush() {
        producer.flush();
    }

    private ProducerRecord<byte[], byte[]> toRecord(BieEvent event) {
        return new ProducerRecord<>(
                event.kind().topic(topicPrefix),
                null,
                System.currentTimeMillis(),
                event.key().getBytes(StandardCharsets.UTF_8),
                WireFormat.encode(schemaIds.get(event.kind()), event.value()));
    }

    @Override
    public void close() {
        producer.close();
    }
}
