package gov.va.vro.bie.it.trial;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Publishes records at a steady rate from a thread of its own, and bursts on top, and tells whoever makes them which of
 * them Kafka has acknowledged.
 *
 * <p>That thread alone uses the producer, which blocks while Kafka is away.
 * It waits for Kafka as long as it takes: the producer is idempotent and goes on trying for longer than any fault
 * lasts, so that what Kafka has is in the order of the attempts, once.
 */
public final class SteadyLoad implements AutoCloseable {

    private static final int TICK_MILLIS = 20;
    private static final int BURST_SECONDS = 5;
    private static final int PATIENCE_MILLIS = 600_000;

    private final Source source;
    private final Producer<byte[], byte[]> producer;
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
    private final AtomicLong unanswered = new AtomicLong();
    private volatile boolean flowing;

    /** Makes the records; called by the load's thread alone. */
    @FunctionalInterface
    public interface Source {
        Outgoing next();
    }

    /**
     * A record that is to be published.
     *
     * @param acknowledged is told where it lies, by the producer's thread
     */
    public record Outgoing(ProducerRecord<byte[], byte[]> record, Consumer<RecordMetadata> acknowledged) {}

    public SteadyLoad(String bootstrapServers, int perSecond, Source source) {
        this.source = source;
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

    /** How many records were given up without an acknowledgement: Kafka may have them, or not. */
    public long unanswered() {
        return unanswered.get();
    }

    private void tick(int events) {
        if (flowing) {
            publish(events);
        }
    }

    private void publish(int events) {
        for (int count = 0; count < events; count++) {
            var next = source.next();
            producer.send(next.record(), (metadata, failure) -> {
                if (failure == null) {
                    next.acknowledged().accept(metadata);
                } else {
                    unanswered.incrementAndGet();
                }
            });
        }
    }

    @Override
    public void close() {
        clock.shutdownNow();
        producer.close(Duration.ofSeconds(10));
    }
}
