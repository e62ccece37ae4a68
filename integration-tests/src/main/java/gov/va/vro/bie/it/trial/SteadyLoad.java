package gov.va.vro.bie.it.trial;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import gov.va.vro.bie.it.check.Checker;
import gov.va.vro.bie.it.faces.Coordinates;
import gov.va.vro.bie.localstack.events.BieEvent;
import gov.va.vro.bie.localstack.events.EventGenerator;
import gov.va.vro.bie.localstack.events.EventKind;
import gov.va.vro.bie.localstack.events.WireFormat;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Publishes the five events at a steady rate from a thread of its own, and bursts on top, and tells the checker of
 * every attempt and acknowledgement. Each record carries the number of its attempt as a header.
 *
 * <p>It waits for Kafka as long as it takes: the producer is idempotent and goes on trying for longer than any fault
 * lasts, so that what Kafka has is in the order of the attempts, once.
 */
public final class SteadyLoad implements AutoCloseable {

    /** The header with the number of the attempt, in Kafka and, forwarded, in RabbitMQ. */
    public static final String ATTEMPT = "attempt";

    private static final int TICK_MILLIS = 20;
    private static final int PATIENCE_MILLIS = 600_000;

    private final String topicPrefix;
    private final Map<EventKind, Integer> schemaIds;
    private final Producer<byte[], byte[]> producer;
    private final EventGenerator generator;
    private final Checker checker;
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
    private volatile boolean flowing;

    SteadyLoad(
            String bootstrapServers,
            Map<EventKind, Integer> schemaIds,
            String topicPrefix,
            int perSecond,
            long seed,
            Checker checker) {
        this.topicPrefix = topicPrefix;
        this.schemaIds = schemaIds;
        this.generator = new EventGenerator(seed);
        this.checker = checker;
        var bytes = new ByteArraySerializer();
        this.producer = new KafkaProducer<>(settings(bootstrapServers), bytes, bytes);
        var each = perSecond * TICK_MILLIS / 1_000;
        clock.scheduleAtFixedRate(() -> tick(each), 0, TICK_MILLIS, MILLISECONDS);
    }

    private static Map<String, Object> settings(String bootstrapServers) {
        return Map.of(
                "bootstrap.servers",
                bootstrapServers,
                "acks",
                "all",
                "enable.idempotence",
                true,
                "linger.ms",
                5,
                "max.block.ms",
                PATIENCE_MILLIS,
                "request.timeout.ms",
                5_000,
                "delivery.timeout.ms",
                PATIENCE_MILLIS,
                "reconnect.backoff.max.ms",
                1_000);
    }

    public void flow() {
        flowing = true;
    }

    /** Stops for now, and returns when Kafka has answered for everything. */
    public void rest() {
        flowing = false;
        synchronized (this) {
            producer.flush();
        }
    }

    /** Sends so many at once, on top. */
    public void burst(int events) {
        publish(events);
    }

    private void tick(int events) {
        if (flowing) {
            publish(events);
        }
    }

    private synchronized void publish(int events) {
        generator.next(events).forEach(this::publish);
    }

    private void publish(BieEvent event) {
        var attempt = checker.attempt();
        producer.send(record(event, attempt), (metadata, failure) -> {
            if (failure == null) {
                checker.acknowledge(
                        attempt, new Coordinates(metadata.topic(), metadata.partition(), metadata.offset()));
            }
        });
    }

    private ProducerRecord<byte[], byte[]> record(BieEvent event, long attempt) {
        var number = Long.toString(attempt).getBytes(StandardCharsets.UTF_8);
        return new ProducerRecord<>(
                event.kind().topic(topicPrefix),
                null,
                event.key().getBytes(StandardCharsets.UTF_8),
                WireFormat.encode(schemaIds.get(event.kind()), event.value()),
                List.<Header>of(new RecordHeader(ATTEMPT, number)));
    }

    @Override
    public void close() {
        clock.shutdownNow();
        producer.close(Duration.ofSeconds(10));
    }
}
