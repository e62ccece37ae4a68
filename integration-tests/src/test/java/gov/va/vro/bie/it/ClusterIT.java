package gov.va.vro.bie.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import gov.va.vro.bie.it.check.Verdict;
import gov.va.vro.bie.it.faces.RabbitMq;
import gov.va.vro.bie.localstack.RabbitMqCluster;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Quorum queues in a cluster of three nodes, and what the sink does while there are fewer. */
@Tag("faults")
@ExtendWith(LocalStack.class)
class ClusterIT {

    private static final int CONFIRM_SECONDS = 5;
    private static final int DISTURBED_SECONDS = 10;
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Duration KEEPING_UP = Duration.ofSeconds(10);

    private final Pipeline pipeline;
    private final RabbitMqCluster cluster;

    ClusterIT(Pipeline pipeline) {
        this.pipeline = pipeline;
        this.cluster = pipeline.stack().rabbitMqCluster();
    }

    @BeforeAll
    static void start(Pipeline pipeline) {
        pipeline.stack().rabbitMqCluster().start();
    }

    @AfterAll
    static void stop(Pipeline pipeline) {
        pipeline.stack().rabbitMqCluster().stop();
    }

    @Test
    void losesNothingWhenTheLeaderOfTheQueuesIsKilled() throws Exception {
        try (var scene = open("cluster-killed")) {
            cluster.kill(1);
            scene.goOn(DISTURBED_SECONDS);
            scene.awaitSettled();
            cluster.start(1);

            assertNothingIsLost(scene.verdict());
        }
    }

    @Test
    void losesNothingWhenTheLeaderOfTheQueuesIsCutOff() throws Exception {
        try (var scene = open("cluster-cut")) {
            cluster.cutOff(1);
            scene.goOn(DISTURBED_SECONDS);
            scene.awaitSettled();
            cluster.letBackIn(1);

            assertNothingIsLost(scene.verdict());
        }
    }

    /** A node that hung for longer than the others wait for it does not find back by itself, and is restarted. */
    @Test
    void losesNothingWhenTheLeaderOfTheQueuesHangs() throws Exception {
        try (var scene = open("cluster-hung")) {
            cluster.freeze(1);
            scene.goOn(DISTURBED_SECONDS);
            scene.awaitSettled();
            cluster.thaw(1);
            cluster.stop(1);
            cluster.start(1);

            assertNothingIsLost(scene.verdict());
        }
    }

    /** Of two nodes that hold the queue, one is killed; the queues on three go on with two. */
    @Test
    void holdsOnlyThePartitionsOfAQueueWithoutAMajority() throws Exception {
        try (var scene = open("cluster-minority")) {
            var slow = scene.trial().destinations().get(0);
            var subscriber = new RabbitMq(cluster.uri(3))
                    .subscribe(
                            "of-two",
                            Map.of("x-queue-type", "quorum", "x-quorum-initial-group-size", 2),
                            slow.exchange());
            scene.goOn(2);
            cluster.kill(3);
            awaitHeld(scene.trial().checker().ends().keySet().stream()
                    .filter(partition -> partition.topic().equals(slow.topic()))
                    .collect(Collectors.toSet()));
            assertThatTheOthersKeepUp(scene, slow.topic());
            cluster.start(3);

            assertNothingIsLost(scene.verdict());
            subscriber.close();
        }
    }

    private void awaitHeld(Set<TopicPartition> partitions) {
        await(partitions + " held")
                .atMost(PATIENCE)
                .untilAsserted(() -> assertThat(pipeline.connectLog())
                        .contains(partitions.stream()
                                .map(partition -> "holds topic=" + partition.topic() + " partition="
                                        + partition.partition() + " ")
                                .toList()));
    }

    private void assertThatTheOthersKeepUp(Scene scene, String slow) throws Exception {
        for (int i = 0; i < 3; i++) {
            scene.goOn(3);
            var published = scene.trial().checker().ends();
            published.keySet().removeIf(partition -> partition.topic().equals(slow));
            await("all but " + slow + " committed")
                    .atMost(KEEPING_UP)
                    .until(() -> isCommitted(published, pipeline.kafka().committed(scene.name())));
        }
    }

    private static boolean isCommitted(Map<TopicPartition, Long> ends, Map<TopicPartition, Long> committed) {
        return ends.entrySet().stream().allMatch(end -> committed.getOrDefault(end.getKey(), 0L) >= end.getValue());
    }

    private Scene open(String name) throws Exception {
        return Scene.open(
                pipeline,
                cluster,
                name,
                Map.of("rabbitmq.confirm.timeout.ms", Integer.toString(1000 * CONFIRM_SECONDS)));
    }

    /** What a connection that is gone had sent may still enter a queue after newer copies: no order is asked for here. */
    private static void assertNothingIsLost(Verdict verdict) {
        assertThat(verdict.lost()).as("lost, of %s", verdict).isZero();
        assertThat(verdict.unexpected()).as("unexpected, of %s", verdict).isZero();
    }
}
