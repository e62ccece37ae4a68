package gov.va.vro.bie.it;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static org.awaitility.Awaitility.await;

import gov.va.vro.bie.it.faces.Coordinates;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.StringSerializer;

/** A steady number of small records a second, of text, to each partition of each topic in turn. */
final class Traffic implements AutoCloseable {

    private static final int TICK_MILLIS = 10;

    private final KafkaProducer<String, String> producer;
    private final List<String> topics;
    private final int partitions;
    private final List<Future<RecordMetadata>> sent = new ArrayList<>();
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();

    private Traffic(String bootstrapServers, List<String> topics, int partitions) {
        this.producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", bootstrapServers, "acks", "all"),
                new StringSerializer(),
                new StringSerializer());
        this.topics = List.copyOf(topics);
        this.partitions = partitions;
    }

    static Traffic start(String bootstrapServers, List<String> topics, int partitions, int perSecond) {
        var traffic = new Traffic(bootstrapServers, topics, partitions);
        traffic.awaitTopics();
        traffic.clock.scheduleAtFixedRate(
                () -> traffic.send(perSecond * TICK_MILLIS / 1_000), 0, TICK_MILLIS, MILLISECONDS);
        return traffic;
    }

    /** Sends to each partition once: a topic that was just made takes batches in the wrong order for a while. */
    private void awaitTopics() {
        send(topics.size() * partitions);
        producer.flush();
    }

    /** Returns when so many more were sent. */
    void goOn(int records) {
        var enough = count() + records;
        await("the traffic").atMost(Duration.ofMinutes(2)).until(() -> count() >= enough);
    }

    /** Stops, and returns where everything lies; each record must have been acknowledged. */
    Set<Coordinates> stop() throws InterruptedException, ExecutionException {
        clock.shutdown();
        clock.awaitTermination(10_000, MILLISECONDS);
        producer.flush();
        var written = new HashSet<Coordinates>();
        for (var one : sent) {
            var record = one.get();
            written.add(new Coordinates(record.topic(), record.partition(), record.offset()));
        }
        return written;
    }

    private synchronized void send(int records) {
        for (var i = 0; i < records; i++) {
            var number = sent.size();
            var topic = topics.get(number % topics.size());
            var partition = number / topics.size() % partitions;
            sent.add(producer.send(new ProducerRecord<>(topic, partition, null, "record " + number)));
        }
    }

    synchronized int count() {
        return sent.size();
    }

    @Override
    public void close() {
        clock.shutdownNow();
        producer.close(Duration.ofSeconds(10));
    }
}
