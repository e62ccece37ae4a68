package gov.va.vro.bie.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import gov.va.vro.bie.it.faces.ConnectRest;
import gov.va.vro.bie.it.faces.Coordinates;
import gov.va.vro.bie.it.faces.Kafka;
import gov.va.vro.bie.it.line.TcpProxy;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A connector of one task over topics of one partition, each of which goes to an exchange of its own name. */
final class SmallSink implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private final Pipeline pipeline;
    private final String name;
    private final List<String> topics;
    private final TcpProxy line;

    private SmallSink(Pipeline pipeline, String name, List<String> topics, TcpProxy line) {
        this.pipeline = pipeline;
        this.name = name;
        this.topics = topics;
        this.line = line;
    }

    /** Makes the topics; nothing runs yet. */
    static SmallSink over(Pipeline pipeline, String name, String... topics) throws Exception {
        pipeline.kafka().createTopics(1, topics);
        return new SmallSink(
                pipeline,
                name,
                List.of(topics),
                TcpProxy.to(pipeline.endpoints().rabbitMqAddress()));
    }

    /** The line to RabbitMQ. */
    TcpProxy line() {
        return line;
    }

    /** Deploys the connector, for texts unless the settings name another converter, and returns when it runs. */
    void deploy(Map<String, String> settings) {
        connect().deploy(name, config(settings));
    }

    /** Deploys a connector that need not come to run, which a try on the broker would refuse. */
    void submit(Map<String, String> settings) {
        var config = config(settings);
        config.put("rabbitmq.validate.live", "false");
        var answer = connect().post(name, config);
        assertThat(answer.code()).as(answer.message()).isEqualTo(201);
    }

    Map<String, String> config(Map<String, String> settings) {
        var map = topics.stream().map(topic -> topic + "=" + topic).collect(Collectors.joining(","));
        var config = new HashMap<>(Pipeline.sinkFor(String.join(",", topics), map));
        config.put("rabbitmq.addresses", line.address());
        config.put("rabbitmq.confirm.timeout.ms", "4000");
        config.put("rabbitmq.retry.backoff.max.ms", "1000");
        config.put("value.converter", "org.apache.kafka.connect.storage.StringConverter");
        config.putAll(settings);
        return config;
    }

    /** Tolerates bad records, and sends them to the topic {@link #deadLetters}. */
    Map<String, String> tolerant(Map<String, String> settings) {
        var config = new HashMap<>(settings);
        config.put("errors.tolerance", "all");
        config.put("errors.deadletterqueue.topic.name", deadLetters());
        config.put("errors.deadletterqueue.topic.replication.factor", "1");
        return config;
    }

    String deadLetters() {
        return name + "-dead-letters";
    }

    void awaitCommitted(String topic, long offset) {
        await(topic + " committed up to " + offset)
                .atMost(PATIENCE)
                .untilAsserted(() ->
                        assertThat(kafka().committed("connect-" + name, topic)).contains(offset));
    }

    /** Returns the first line of the worker's log that has all of these words. */
    String awaitLogged(String... words) {
        return await("a line with " + List.of(words))
                .atMost(PATIENCE)
                .until(
                        () -> pipeline.connectLog()
                                .lines()
                                .filter(line -> Stream.of(words).allMatch(line::contains))
                                .findFirst()
                                .orElse(null),
                        line -> line != null);
    }

    boolean isRunning() {
        return connect().isRunning(name);
    }

    boolean hasFailed() {
        return connect().status(name).path("tasks").findValuesAsText("state").contains("FAILED");
    }

    String awaitFailure() {
        return connect().awaitFailure(name);
    }

    void stop() {
        connect().stop(name);
    }

    void resume() {
        connect().resume(name);
    }

    void restart() {
        connect().restart(name);
    }

    static Coordinates last(List<Coordinates> records) {
        return records.get(records.size() - 1);
    }

    private ConnectRest connect() {
        return pipeline.connect();
    }

    private Kafka kafka() {
        return pipeline.kafka();
    }

    @Override
    public void close() throws IOException {
        if (connect().exists(name)) {
            connect().delete(name);
        }
        line.close();
    }
}
