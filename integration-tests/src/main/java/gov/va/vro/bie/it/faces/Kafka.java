package gov.va.vro.bie.it.faces;

import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.GroupState;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Kafka as whoever publishes and whoever watches a consumer group sees it. */
public final class Kafka {

    private final Map<String, Object> address;

    public Kafka(String bootstrapServers) {
        address = Map.of("bootstrap.servers", bootstrapServers);
    }

    /** A header of text. */
    public static Header header(String name, String value) {
        return new RecordHeader(name, value.getBytes(StandardCharsets.UTF_8));
    }

    public void createTopics(int partitions, String... names) throws ExecutionException, InterruptedException {
        try (var admin = Admin.create(address)) {
            var topics = Stream.of(names)
                    .map(name -> new NewTopic(name, Optional.of(partitions), Optional.empty()))
                    .toList();
            admin.createTopics(topics).all().get();
        }
    }

    /** Publishes one record into partition 0 and waits for its acknowledgement. A null value is a tombstone. */
    public Coordinates publish(String topic, String key, byte[] value, Header... headers)
            throws ExecutionException, InterruptedException {
        var settings = new HashMap<>(address);
        settings.put("acks", "all");
        var bytes = new ByteArraySerializer();
        try (var producer = new KafkaProducer<>(settings, bytes, bytes)) {
            var written = producer.send(new ProducerRecord<>(
                            topic,
                            0,
                            key == null ? null : key.getBytes(StandardCharsets.UTF_8),
                            value,
                            List.of(headers)))
                    .get();
            return new Coordinates(topic, written.partition(), written.offset());
        }
    }

    /** Publishes so many short texts into partition 0, with the same headers, and waits for their acknowledgement. */
    public List<Coordinates> publishMany(String topic, int count, Header... headers)
            throws ExecutionException, InterruptedException {
        var bytes = new ByteArraySerializer();
        var written = new ArrayList<Coordinates>();
        try (var producer = new KafkaProducer<>(address, bytes, bytes)) {
            var sent = IntStream.range(0, count)
                    .mapToObj(number -> new ProducerRecord<byte[], byte[]>(
                            topic, 0, null, ("text " + number).getBytes(StandardCharsets.UTF_8), List.of(headers)))
                    .map(producer::send)
                    .toList();
            producer.flush();
            for (var each : sent) {
                written.add(new Coordinates(topic, 0, each.get().offset()));
            }
        }
        return written;
    }

    /** Deletes what lies before the offset in partition 0, as retention does. */
    public void deleteBefore(String topic, long offset) throws ExecutionException, InterruptedException {
        try (var admin = Admin.create(address)) {
            admin.deleteRecords(Map.of(new TopicPartition(topic, 0), RecordsToDelete.beforeOffset(offset)))
                    .all()
                    .get();
        }
    }

    /** Deletes a topic, and returns when nobody sees it any more. */
    public void deleteTopic(String name) throws ExecutionException, InterruptedException {
        try (var admin = Admin.create(address)) {
            admin.deleteTopics(List.of(name)).all().get();
            await("topic " + name + " to be gone")
                    .until(() -> !admin.listTopics().names().get().contains(name));
        }
    }

    /** What a topic of one partition holds. */
    public List<ConsumerRecord<byte[], byte[]>> read(String topic) {
        var partition = new TopicPartition(topic, 0);
        var bytes = new ByteArrayDeserializer();
        var found = new ArrayList<ConsumerRecord<byte[], byte[]>>();
        try (var consumer = new KafkaConsumer<>(address, bytes, bytes)) {
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            var end = consumer.endOffsets(List.of(partition)).get(partition);
            while (consumer.position(partition) < end) {
                consumer.poll(Duration.ofMillis(200)).forEach(found::add);
            }
        }
        return found;
    }

    /** For each partition of the topics, the offset behind its last record. */
    public Map<TopicPartition, Long> ends(Collection<String> topics) throws ExecutionException, InterruptedException {
        try (var admin = Admin.create(address)) {
            var partitions = new HashMap<TopicPartition, OffsetSpec>();
            admin.describeTopics(topics)
                    .allTopicNames()
                    .get()
                    .forEach((topic, description) -> description
                            .partitions()
                            .forEach(partition -> partitions.put(
                                    new TopicPartition(topic, partition.partition()), OffsetSpec.latest())));
            var ends = new HashMap<TopicPartition, Long>();
            admin.listOffsets(partitions).all().get().forEach((partition, end) -> ends.put(partition, end.offset()));
            return ends;
        }
    }

    /** The offset that the group has committed in partition 0 of the topic: that of the record to read next. */
    public Optional<Long> committed(String group, String topic) throws ExecutionException, InterruptedException {
        return Optional.ofNullable(committed(group).get(new TopicPartition(topic, 0)));
    }

    /** Everything that the group has committed. */
    public Map<TopicPartition, Long> committed(String group) throws ExecutionException, InterruptedException {
        try (var admin = Admin.create(address)) {
            var committed = new HashMap<TopicPartition, Long>();
            Map<TopicPartition, OffsetAndMetadata> offsets = admin.listConsumerGroupOffsets(group)
                    .partitionsToOffsetAndMetadata()
                    .get();
            offsets.forEach((partition, offset) -> {
                if (offset != null) {
                    committed.put(partition, offset.offset());
                }
            });
            return committed;
        }
    }

    /** Whether the group has so many members, all of them in their places. */
    public boolean isStable(String group, int members) throws ExecutionException, InterruptedException {
        try (var admin = Admin.create(address)) {
            var description = admin.describeConsumerGroups(List.of(group))
                    .describedGroups()
                    .get(group)
                    .get();
            return description.groupState() == GroupState.STABLE
                    && description.members().size() == members;
        }
    }
}
