package gov.va.vro.bie.it;

import static org.assertj.core.api.Assertions.assertThat;

import gov.va.vro.bie.it.faces.RabbitMq;
import gov.va.vro.bie.localstack.RabbitMqCluster;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Quorum queues in a cluster of three nodes, and what the sink does while there are fewer. */
@Tag("faults")
@ExtendWith(LocalStack.class)
class ClusterIT {

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
    void losesNothingWhenTheLeaderOfTheQueueIsKilled() throws Exception {
        try (var scene = open("cluster.killed", 1)) {
            cluster.kill(1);
            scene.goOn(10);
            cluster.start(1);
            scene.goOn(3);

            assertOnlyFlaggedCopies(scene.tally());
        }
    }

    @Test
    void losesNothingWhenTheLeaderOfTheQueueIsCutOff() throws Exception {
        try (var scene = open("cluster.cut", 1)) {
            cluster.cutOff(1);
            scene.goOn(10);
            cluster.letBackIn(1);
            scene.goOn(3);

            assertOnlyFlaggedCopies(scene.tally());
        }
    }

    /** The queue's leader is on that node, to which the sink connects first. */
    private Scene open(String name, int leader) throws Exception {
        return Scene.open(
                pipeline,
                new RabbitMq(cluster.uri(leader)),
                name,
                Map.of("rabbitmq.addresses", cluster.addresses(), "rabbitmq.confirm.timeout.ms", "5000"));
    }

    private static void assertOnlyFlaggedCopies(Tally tally) {
        assertThat(tally)
                .returns(0, Tally::lost)
                .returns(0, Tally::unexpected)
                .returns(0, Tally::unflagged)
                .returns(0, Tally::reordered);
    }
}
