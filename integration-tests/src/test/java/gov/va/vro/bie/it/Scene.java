package gov.va.vro.bie.it;

import static org.awaitility.Awaitility.await;

import gov.va.vro.bie.it.faces.ConnectRest;
import gov.va.vro.bie.it.faces.Coordinates;
import gov.va.vro.bie.it.faces.RabbitMq;
import gov.va.vro.bie.it.faces.Subscription;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.common.TopicPartition;

/**
 * A connector of a test's own under steady traffic over several topics of several partitions, each with an exchange of
 * the same name, and one independent subscriber to all of them.
 */
final class Scene implements AutoCloseable {

    static final int TOPICS = 3;
    static final int PARTITIONS = 4;
    static final int PER_SECOND = 1_000;

    private static final Duration PATIENCE = Duration.ofSeconds(120);

    private final Pipeline pipeline;
    private final String name;
    private final Map<String, String> config;
    private final Subscription subscriber;
    private final Traffic traffic;

    private Scene(
            Pipeline pipeline, String name, Map<String, String> config, Subscription subscriber, Traffic traffic) {
        this.pipeline = pipeline;
        this.name = name;
        this.config = config;
        this.subscriber = subscriber;
        this.traffic = traffic;
    }

    /** Deploys the connector with these settings on top of a test's, and returns when records flow. */
    static Scene open(Pipeline pipeline, String name, Map<String, String> settings) throws Exception {
        return open(pipeline, pipeline.rabbitMq(), name, settings);
    }

    /** The same, with the subscriber at that broker. */
    static Scene open(Pipeline pipeline, RabbitMq broker, String name, Map<String, String> settings) throws Exception {
        var topics = topics(name);
        pipeline.kafka().createTopics(PARTITIONS, topics.toArray(String[]::new));
        var subscriber = broker.subscribe(name, topics.toArray(String[]::new));
        var config = new HashMap<>(Pipeline.sinkFor(
                String.join(",", topics),
                topics.stream().map(topic -> topic + "=" + topic).collect(Collectors.joining(","))));
        config.put("value.converter", "org.apache.kafka.connect.storage.StringConverter");
        config.putAll(settings);
        var traffic = Traffic.start(pipeline.endpoints().kafka(), topics, PARTITIONS, PER_SECOND);
        var scene = new Scene(pipeline, name, config, subscriber, traffic);
        scene.connect().deploy(name, config);
        scene.awaitSettled();
        return scene;
    }

    private static List<String> topics(String name) {
        return IntStream.rangeClosed(1, TOPICS).mapToObj(i -> name + "." + i).toList();
    }

    ConnectRest connect() {
        return pipeline.connect();
    }

    String name() {
        return name;
    }

    /** Lets the traffic go on for so long. */
    void goOn(double seconds) {
        traffic.goOn((int) (seconds * PER_SECOND));
    }

    /** Changes one setting of the connector, and returns without waiting for what comes of it. */
    void change(String setting, String value) {
        config.put(setting, value);
        connect().reconfigure(name, config);
    }

    /** Returns when the tasks run, the group is stable, and each partition has come forward since. */
    void awaitSettled() throws Exception {
        connect().awaitRunning(name);
        var tasks = Integer.parseInt(config.get("tasks.max"));
        var kafka = pipeline.kafka();
        await("the group " + group() + " stable with " + tasks + " members")
                .atMost(PATIENCE)
                .until(() -> kafka.isStable(group(), tasks));
        var before = kafka.committed(group());
        await("every partition committed further").atMost(PATIENCE).until(() -> isBeyond(before));
    }

    private boolean isBeyond(Map<TopicPartition, Long> before) throws Exception {
        var now = pipeline.kafka().committed(group());
        return topics(name).stream()
                .flatMap(topic -> IntStream.range(0, PARTITIONS).mapToObj(i -> new TopicPartition(topic, i)))
                .allMatch(partition -> now.getOrDefault(partition, -1L) > before.getOrDefault(partition, -1L));
    }

    private String group() {
        return config.getOrDefault("consumer.override.group.id", "connect-" + name);
    }

    /** Ends the traffic, waits until all of it is committed and was received, and counts. */
    Tally tally() throws Exception {
        var attempted = traffic.stop();
        await("every record committed").atMost(PATIENCE).until(() -> isCommitted(attempted));
        return Tally.of(attempted, subscriber.take());
    }

    private boolean isCommitted(Set<Coordinates> records) throws Exception {
        var next = new HashMap<TopicPartition, Long>();
        records.forEach(record ->
                next.merge(new TopicPartition(record.topic(), record.partition()), record.offset() + 1, Math::max));
        return pipeline.kafka().committed(group()).entrySet().containsAll(next.entrySet());
    }

    @Override
    public void close() throws IOException, TimeoutException {
        traffic.close();
        connect().delete(name);
        subscriber.close();
    }
}
