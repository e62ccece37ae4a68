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
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
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
 * <p>That thread alone uses the producer, which blocks while Kafka is away.
 * It waits for Kafka as long as it takes: the producer is idempotent and goes on trying for longer than any fault
 * lasts, so that what Kafka has is in the order of the attempts, once.
 */
public final class SteadyLoad implements AutoCloseable {

    /** The header with the number of the attempt, in Kafka and, forwarded, in RabbitMQ. */
    public static final String ATTEMPT = "attempt";

    private static final int TICK_MILLIS = 20;
    private static final int BURST_SECONDS = 5;
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
    public void rest() throws InterruptedException {
        flowing = false;
        try {
            clock.submit(producer::flush).get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("The load cannot be flushed", e);
        }
    }

    /**
     * Sends so many at once, on top. Returns when they are on their way to Kafka; while Kafka is away it does not wait
     * for that, since the caller may be the one who brings Kafka back.
     */
    public void burst(int events) throws InterruptedException {
        try {
            clock.submit(() -> publish(events)).get(BURST_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            // They go out when Kafka is back, or the machine has caught up.
        } catch (ExecutionException e) {
            throw new IllegalStateException("A burst cannot be sent", e);
        }
    }

    private void tick(int events) {
        if (flowing) {
            publish(events);
        }
    }

    private void publish(int events) {
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
