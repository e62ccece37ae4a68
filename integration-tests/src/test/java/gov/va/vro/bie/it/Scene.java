package gov.va.vro.bie.it;

import static org.awaitility.Awaitility.await;

import gov.va.vro.bie.it.check.Verdict;
import gov.va.vro.bie.it.faces.ConnectRest;
import gov.va.vro.bie.it.trial.Trial;
import gov.va.vro.bie.it.trial.TrialPlan;
import gov.va.vro.bie.localstack.Endpoints;
import gov.va.vro.bie.localstack.RabbitMqCluster;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeoutException;

/** A {@link Trial} whose load flows from the beginning, and what an operator does to its connector meanwhile. */
final class Scene implements AutoCloseable {

    static final int PER_SECOND = 500;

    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final long SEED = 17;

    private final Pipeline pipeline;
    private final Trial trial;
    private final Map<String, String> config;

    private Scene(Pipeline pipeline, Trial trial) {
        this.pipeline = pipeline;
        this.trial = trial;
        this.config = new HashMap<>(trial.config());
    }

    /** With the connector that is shipped, but for what this grouping and these settings say. */
    static Scene open(Pipeline pipeline, String name, Grouping grouping, Map<String, String> settings)
            throws Exception {
        var shipped = TrialPlan.shipped(pipeline.connectors(), name, PER_SECOND, SEED, settings);
        var plan = new TrialPlan(
                name,
                shipped.topicPrefix(),
                shipped.exchangePrefix(),
                PER_SECOND,
                SEED,
                grouping.of(shipped.settings()));
        return started(new Scene(pipeline, Trial.open(plan, pipeline.endpoints())));
    }

    /** The same, with a cluster, whose first node the sink connects to first and where the quorum queues' leaders are. */
    static Scene open(Pipeline pipeline, RabbitMqCluster cluster, String name, Map<String, String> settings)
            throws Exception {
        var own = pipeline.endpoints();
        var endpoints = new Endpoints(
                own.kafka(), own.schemaRegistry(), own.connect(), cluster.uri(1), own.amqpManagement(), own.jdbc());
        var plan = TrialPlan.shipped(pipeline.connectors(), name, PER_SECOND, SEED, settings);
        var scene = new Scene(pipeline, Trial.open(plan, endpoints, List.of("quorum")));
        scene.change("rabbitmq.addresses", cluster.addresses());
        return started(scene);
    }

    private static Scene started(Scene scene) throws Exception {
        scene.goOn();
        scene.awaitSettled();
        return scene;
    }

    /** Lets the load flow, after a {@link #verdict} again. */
    void goOn() {
        trial.load().flow();
    }

    Trial trial() {
        return trial;
    }

    ConnectRest connect() {
        return trial.connect();
    }

    String name() {
        return trial.connector();
    }

    /** Returns when the load has gone on for so long more. */
    void goOn(int seconds) {
        var checker = trial.checker();
        var enough = checker.attempted() + (long) seconds * PER_SECOND;
        await("the load").atMost(PATIENCE).until(() -> checker.attempted() >= enough);
    }

    /** Changes one setting of the connector, and returns without waiting for what comes of it. */
    void change(String setting, String value) {
        config.put(setting, value);
        connect().reconfigure(name(), config);
    }

    /** Returns when the tasks run, the group is stable, and all that was published before is committed. */
    void awaitSettled() throws Exception {
        var tasks = Integer.parseInt(config.get("tasks.max"));
        await("tasks and group " + name() + " with " + tasks + " members")
                .atMost(PATIENCE)
                .until(() -> connect().isRunning(name()) && pipeline.kafka().isStable(name(), tasks));
        var published = trial.checker().attempted();
        await("all of " + published + " committed").atMost(PATIENCE).until(() -> committed() >= published);
    }

    /** How many records the group has committed. */
    long committed() throws Exception {
        return pipeline.kafka().committed(name()).values().stream()
                .mapToLong(Long::longValue)
                .sum();
    }

    /** Lets the load rest, and returns what became of everything. */
    Verdict verdict() throws InterruptedException {
        return trial.settle(PATIENCE);
    }

    @Override
    public void close() throws IOException, TimeoutException {
        trial.close();
    }
}
