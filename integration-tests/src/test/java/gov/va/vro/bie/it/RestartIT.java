package gov.va.vro.bie.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import gov.va.vro.bie.it.faces.ConnectRest;
import gov.va.vro.bie.it.faces.Coordinates;
import gov.va.vro.bie.it.faces.Copy;
import gov.va.vro.bie.it.faces.Subscription;
import gov.va.vro.bie.localstack.Part;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Each part is killed and started again in the middle of a steady stream of the five events: afterwards every record is
 * stored exactly once, nothing is parked, and an independent subscriber has had everything.
 */
@ExtendWith(LocalStack.class)
class RestartIT {

    private static final Duration PATIENCE = Duration.ofSeconds(120);
    private static final long SEED = 11;
    private static final int BEFORE_SECONDS = 3;
    private static final int AFTER_SECONDS = 5;

    /** More than the window of every task, so that something is on its way whenever the broker dies. */
    private static final int BURST = 8_000;

    private final Pipeline pipeline;
    private final ConnectRest connect;
    private Subscription subscriber;
    private Set<Coordinates> published;

    RestartIT(Pipeline pipeline) {
        this.pipeline = pipeline;
        this.connect = pipeline.connect();
    }

    @BeforeEach
    void deployAndSubscribe() throws Exception {
        pipeline.deploy();
        subscriber = pipeline.rabbitMq().subscribe("it.restart", Pipeline.exchanges());
    }

    @AfterEach
    void unsubscribe() throws Exception {
        subscriber.close();
    }

    @AfterAll
    static void lookForWhatIsPersonal(Pipeline pipeline) throws Exception {
        pipeline.assertNothingPersonalIsLeft();
    }

    @Test
    void losesNothingWhenRabbitMqIsKilled() throws Exception {
        underLoad(load -> {
            load.burst(BURST);
            pipeline.stack().kill(Part.RABBITMQ);
            pipeline.stack().start(Part.RABBITMQ);
        });

        assertEverythingIsStoredOnce();
        var copies = copiesOfEverything();
        assertThat(copies.values().stream().flatMap(List::stream)).anyMatch(Copy::isPossibleDuplicate);
        copies.forEach((id, received) -> assertThat(received.stream().skip(1))
                .as("later copies of %s", id)
                .allMatch(Copy::isPossibleDuplicate));
    }

    @Test
    void losesNothingWhenTheWorkerIsKilled() throws Exception {
        underLoad(load -> {
            pipeline.stack().kill(Part.CONNECT);
            pipeline.stack().start(Part.CONNECT);
        });

        connect.awaitRunning(Pipeline.CONNECTOR);
        assertEverythingIsStoredOnce();
        copiesOfEverything();
    }

    @Test
    void losesNothingAndRepeatsNothingWhenPostgreSqlIsKilled() throws Exception {
        underLoad(load -> {
            pipeline.stack().kill(Part.POSTGRESQL);
            load.goOn(1);
            pipeline.stack().start(Part.POSTGRESQL);
        });

        assertEverythingIsStoredOnce();
        assertNoCopyIsASecondOne();
    }

    @Test
    void losesNothingAndRepeatsNothingWhenThePersisterIsKilled() throws Exception {
        underLoad(load -> {
            pipeline.persister().kill();
            load.goOn(1);
            pipeline.persister().start();
        });

        assertEverythingIsStoredOnce();
        assertNoCopyIsASecondOne();
    }

    @Test
    void repeatsNothingWhenTheConnectorIsPausedStoppedAndRestarted() throws Exception {
        underLoad(load -> {
            connect.pause(Pipeline.CONNECTOR);
            connect.resume(Pipeline.CONNECTOR);
            load.goOn(1);
            connect.stop(Pipeline.CONNECTOR);
            connect.resume(Pipeline.CONNECTOR);
            load.goOn(1);
            connect.restart(Pipeline.CONNECTOR);
        });

        assertEverythingIsStoredOnce();
        assertNoCopyIsASecondOne();
    }

    /** Publishes before, during and after, and keeps what was published. */
    private void underLoad(Disturbance disturbance) throws Exception {
        try (var load = Load.start(pipeline.publisher(), SEED)) {
            load.goOn(BEFORE_SECONDS);
            disturbance.happen(load);
            load.goOn(AFTER_SECONDS);
            published = load.stop().stream().map(Coordinates::of).collect(Collectors.toSet());
        }
    }

    /** Also that the connector came through without anybody's help, and has committed all of it. */
    private void assertEverythingIsStoredOnce() throws Exception {
        var database = pipeline.database();
        await("every record stored")
                .atMost(PATIENCE)
                .untilAsserted(() -> assertThat(database.notStored(published)).isEmpty());
        await("every record committed").atMost(PATIENCE).until(this::isCommitted);
        assertThat(database.sources("bie_event", published))
                .hasSize(published.size())
                .doesNotHaveDuplicates();
        assertThat(database.sources("bie_event_parked", published)).isEmpty();
        assertThat(connect.isRunning(Pipeline.CONNECTOR))
                .as(() -> connect.status(Pipeline.CONNECTOR).toPrettyString())
                .isTrue();
    }

    private boolean isCommitted() throws Exception {
        var next = new HashMap<TopicPartition, Long>();
        published.forEach(record ->
                next.merge(new TopicPartition(record.topic(), record.partition()), record.offset() + 1, Math::max));
        return pipeline.kafka().committed(Pipeline.GROUP).entrySet().containsAll(next.entrySet());
    }

    /** What the subscriber had, by message id: all that was published, and nothing else. */
    private Map<String, List<Copy>> copiesOfEverything() throws Exception {
        subscriber.takeAllOf(published);
        subscriber.take();
        assertThat(subscriber.byMessageId().keySet())
                .isEqualTo(published.stream().map(Coordinates::messageId).collect(Collectors.toSet()));
        return subscriber.byMessageId();
    }

    private void assertNoCopyIsASecondOne() throws Exception {
        assertThat(copiesOfEverything())
                .allSatisfy((id, received) ->
                        assertThat(received).singleElement().returns(false, Copy::isPossibleDuplicate));
    }

    private interface Disturbance {
        void happen(Load load) throws Exception;
    }
}
