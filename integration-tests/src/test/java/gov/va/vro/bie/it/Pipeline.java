package gov.va.vro.bie.it;

import static org.assertj.core.api.Assertions.assertThat;

import gov.va.vro.bie.it.faces.ConnectRest;
import gov.va.vro.bie.it.faces.Database;
import gov.va.vro.bie.it.faces.Kafka;
import gov.va.vro.bie.it.faces.Persister;
import gov.va.vro.bie.it.faces.RabbitMq;
import gov.va.vro.bie.localstack.Endpoints;
import gov.va.vro.bie.localstack.Stack;
import gov.va.vro.bie.localstack.events.Canaries;
import gov.va.vro.bie.localstack.events.EventKind;
import gov.va.vro.bie.localstack.events.EventPublisher;
import gov.va.vro.bie.localstack.events.EventTopics;
import gov.va.vro.bie.localstack.events.SchemaRegistry;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** The five parts and the persister, running, and their public faces. */
public final class Pipeline implements AutoCloseable {

    /** The connector in connectors/rabbitmq-sink.json, and the consumer group that the local stack gives it. */
    static final String CONNECTOR = "rabbitmq-sink";

    static final String GROUP = "EXT_VRO_TST";

    /** What the worker's environment puts before each topic. */
    static final String TOPIC_PREFIX = "TST_CONTENTION_BIE_";

    private static final int PARTITIONS = 3;

    private final Stack stack;
    private final Path directory;
    private final Path distribution;
    private final Path connectors;
    private final Persister persister;

    Pipeline(Stack stack, Path directory, Path distribution, Path connectors) {
        this.stack = stack;
        this.directory = directory;
        this.distribution = distribution;
        this.connectors = connectors;
        this.persister = Persister.onFreePort("persister", persisterJar(), directory, stack.persisterEnvironment());
    }

    /** Does what an operator does once: topics, the persister, the shipped connector, unmodified. */
    synchronized void deploy() throws Exception {
        if (!persister.isAlive()) {
            persister.start();
        }
        deployConnector();
    }

    /** The same without the persister. */
    synchronized void deployConnector() throws Exception {
        if (!connect().exists(CONNECTOR)) {
            EventTopics.create(endpoints().kafka(), TOPIC_PREFIX, PARTITIONS);
            var answer = connect().post(Files.readString(connectors.resolve("rabbitmq-sink.json")));
            assertThat(answer.code()).as(answer.message()).isEqualTo(201);
            connect().awaitRunning(CONNECTOR);
        }
    }

    EventPublisher publisher() throws IOException, InterruptedException {
        return publisher(TOPIC_PREFIX);
    }

    /** For the topics of a test's own. */
    EventPublisher publisher(String topicPrefix) throws IOException, InterruptedException {
        return EventPublisher.open(endpoints().kafka(), schemaRegistry(), topicPrefix);
    }

    Stack stack() {
        return stack;
    }

    Persister persister() {
        return persister;
    }

    ConnectRest connect() {
        return new ConnectRest(endpoints().connect());
    }

    Kafka kafka() {
        return new Kafka(endpoints().kafka());
    }

    RabbitMq rabbitMq() throws Exception {
        return new RabbitMq(endpoints().amqp());
    }

    Database database() {
        return new Database(endpoints().jdbc());
    }

    /** As the role that may do everything. */
    Database databaseAsSuperuser() throws IOException {
        return Database.asSuperuser(endpoints().jdbc(), directory);
    }

    SchemaRegistry schemaRegistry() {
        return new SchemaRegistry(endpoints().schemaRegistry());
    }

    Endpoints endpoints() {
        return stack.endpoints();
    }

    Path directory() {
        return directory;
    }

    /** Where the worker's Avro converter asks. */
    String registryUrl() {
        return URI.create(endpoints().schemaRegistry())
                .resolve("/apis/registry/v2")
                .toString();
    }

    /** The folder of the connectors as they are shipped. */
    Path connectors() {
        return connectors;
    }

    Path persisterJar() {
        return distribution.resolve("persister.jar");
    }

    /** The worker's log so far. */
    String connectLog() throws IOException {
        return Files.readString(stack.logs().resolve("connect.log"));
    }

    static String[] exchanges() {
        return Arrays.stream(EventKind.values()).map(EventKind::exchange).toArray(String[]::new);
    }

    /** The settings that every connector of a test's own begins with; login and address come from the worker's environment. */
    static Map<String, String> sinkFor(String topics, String exchangeMap) {
        return Map.of(
                "connector.class", "gov.va.vro.bie.connect.rabbitmq.RabbitMqSinkConnector",
                "tasks.max", "1",
                "topics", topics,
                "consumer.override.auto.offset.reset", "earliest",
                "transforms", "notifiedAt",
                "transforms.notifiedAt.type", "gov.va.vro.bie.connect.transforms.NotifiedAt$Value",
                "rabbitmq.addresses", "${env:RABBITMQ_ADDRESSES}",
                "rabbitmq.username", "${env:RABBITMQ_USERNAME}",
                "rabbitmq.password", "${env:RABBITMQ_PASSWORD}",
                "rabbitmq.exchange.map", exchangeMap);
    }

    /** Nothing personal of what the tests published may be in a table or in the log of what handled it. */
    void assertNothingPersonalIsLeft() throws Exception {
        assertThat(database().tablesThatShow(Canaries.PATTERN)).isEmpty();
        assertThat(linesThatShowSomethingPersonal(connectLog())).isEmpty();
        assertThat(linesThatShowSomethingPersonal(persister.log())).isEmpty();
    }

    /** The first of them: a leak repeats itself. */
    private static List<String> linesThatShowSomethingPersonal(String log) {
        var pattern = Pattern.compile(Canaries.PATTERN);
        return log.lines().filter(line -> pattern.matcher(line).find()).limit(5).toList();
    }

    @Override
    public void close() {
        persister.stop();
        stack.close();
    }
}
