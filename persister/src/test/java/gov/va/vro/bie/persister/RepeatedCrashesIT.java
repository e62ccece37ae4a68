package gov.va.vro.bie.persister;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import gov.va.vro.bie.persister.event.EventType;
import gov.va.vro.bie.persister.receive.RabbitMq;
import gov.va.vro.bie.persister.receive.Topology;
import gov.va.vro.bie.persister.store.Postgres;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * A persister that crashes again and again with all that it may fetch in its hands: RabbitMQ counts every return, and
 * from 4.0 on gives a message up after 20 of them unless a policy says otherwise.
 */
@Tag("faults")
class RepeatedCrashesIT {

    private static final int CRASHES = 24;
    private static final int MESSAGES = 30;
    private static final int PREFETCH = 20;
    private static final Map<String, String> SMALL_BATCHES =
            Map.of("PERSISTER_BATCH_SIZE", Integer.toString(PREFETCH / 2));
    private static final Duration SOON = Duration.ofSeconds(60);

    private RabbitMq rabbit;
    private Postgres postgres;
    private Connection connection;
    private Channel channel;

    @BeforeEach
    void start() throws Exception {
        rabbit = RabbitMq.start();
        postgres = Postgres.start();
        connection = rabbit.connect();
        channel = connection.createChannel();
    }

    @AfterEach
    void stop() throws Exception {
        rabbit.stop();
        postgres.close();
    }

    /** Over a broad policy with RabbitMQ 4's default limit, which would drop what came back so often. */
    @Test
    void losesNoneOfTheMessagesThatItHeldWithTheShippedPolicies() throws Exception {
        rabbit.ctl("set_policy", "--apply-to", "queues", "limits", ".*", "{\"delivery-limit\": 20}");
        rabbit.ctl(
                "import_definitions", Path.of("policies.json").toAbsolutePath().toString());
        try (var first = run()) {
            first.awaitReady();
        }
        channel.confirmSelect();
        new Updates(channel, postgres).publish(MESSAGES);
        try (var table = postgres.lock("bie.bie_event")) {
            for (var crash = 1; crash <= CRASHES; crash++) {
                try (var persister = run()) {
                    await("the prefetch is full; log " + persister.log())
                            .atMost(SOON)
                            .until(() -> channel.messageCount(EventType.UPDATED.queue()) == MESSAGES - PREFETCH);
                }
                await("everything is back")
                        .atMost(SOON)
                        .until(() -> channel.messageCount(EventType.UPDATED.queue()) == MESSAGES);
            }
            table.rollback();
        }

        try (var persister = run()) {
            persister.awaitReady();
            new Updates(channel, postgres).awaitStored(MESSAGES);
        }
        assertThat(channel.messageCount(Topology.PARKED_QUEUE)).isZero();
    }

    private PersisterProcess run() throws Exception {
        return PersisterProcess.run(List.of(rabbit.variables(), postgres.variables("bie"), SMALL_BATCHES));
    }
}
