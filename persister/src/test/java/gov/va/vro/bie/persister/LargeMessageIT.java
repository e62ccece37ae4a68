package gov.va.vro.bie.persister;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.rabbitmq.client.AMQP.BasicProperties;
import gov.va.vro.bie.persister.event.EventType;
import gov.va.vro.bie.persister.receive.RabbitMq;
import gov.va.vro.bie.persister.store.Postgres;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * A message above the 64 MiB that the client library takes by itself, and messages full of headers, in the heap that is
 * said to be enough. RabbitMQ decides what is too large: 128 MiB, which is 3.10's default and is set here since 4.0 has
 * 16 MiB.
 */
class LargeMessageIT {

    private static final int BEYOND_THE_CLIENTS_LIMIT = 65 * 1024 * 1024;
    private static final int FULL_OF_HEADERS = 600;
    private static final byte[] EVENT =
            "{\"event\": {\"ClaimId\": 1, \"ContentionId\": 1}}".getBytes(StandardCharsets.UTF_8);
    private static final Duration PATIENCE = Duration.ofSeconds(120);

    private static RabbitMq rabbit;
    private static Postgres postgres;

    @BeforeAll
    static void startServers() throws Exception {
        rabbit = RabbitMq.start("max_message_size = 134217728");
        postgres = Postgres.start();
    }

    @AfterAll
    static void stopServers() throws Exception {
        if (rabbit != null) {
            rabbit.stop();
            postgres.close();
        }
    }

    @Test
    void isStoredAtTheFirstDeliveryInTheUsualHeap() throws Exception {
        try (var persister = PersisterProcess.run(List.of(rabbit.variables(), postgres.variables("bie")))) {
            persister.awaitReady();
            publish();

            await("the row; log " + persister.log())
                    .atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(postgres.query("SELECT benefit_claim_id FROM bie.bie_event"))
                            .containsExactly("1"));
            assertThat(persister.get("/metrics").body())
                    .contains("persister_ready 1.0", "persister_broker_failures_total 0.0");
            assertThat(persister.log()).doesNotContain("OutOfMemoryError");
        }
    }

    /**
     * Each a frame full of headers that take ten times as much as objects: what the broker sends ahead while the database
     * waits would not fit into the heap.
     */
    @Test
    void areStoredWithAsManyHeadersAsAFrameTakesInTheUsualHeap() throws Exception {
        try (var persister = PersisterProcess.run(List.of(rabbit.variables(), postgres.variables("headers")))) {
            persister.awaitReady();
            try (var table = postgres.lock("headers.bie_event")) {
                publishFullOfHeaders();
                table.rollback();
            }

            await("the rows; log " + persister.log())
                    .atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(postgres.query("SELECT count(*) FROM headers.bie_event"))
                            .containsExactly(Integer.toString(FULL_OF_HEADERS)));
            assertThat(persister.get("/metrics").body())
                    .contains("persister_ready 1.0", "persister_broker_failures_total 0.0");
            assertThat(persister.log()).doesNotContain("OutOfMemoryError");
        }
    }

    private static void publishFullOfHeaders() throws Exception {
        var headers = new HashMap<String, Object>();
        for (var number = 10_000; number < 24_000; number++) {
            headers.put("h" + number, true);
        }
        try (var connection = rabbit.connect();
                var channel = connection.createChannel()) {
            channel.confirmSelect();
            for (var number = 0; number < FULL_OF_HEADERS; number++) {
                var properties = new BasicProperties.Builder()
                        .deliveryMode(2)
                        .messageId("headers-" + number)
                        .headers(headers)
                        .build();
                channel.basicPublish(EventType.UPDATED.exchange(), "any", properties, EVENT);
            }
            channel.waitForConfirmsOrDie(PATIENCE.toMillis());
        }
    }

    private static void publish() throws Exception {
        var body = "{\"event\": {\"ClaimId\": 1, \"ContentionId\": 1, \"Description\": \""
                + "x".repeat(BEYOND_THE_CLIENTS_LIMIT) + "\"}}";
        try (var connection = rabbit.connect();
                var channel = connection.createChannel()) {
            channel.confirmSelect();
            channel.basicPublish(
                    EventType.UPDATED.exchange(),
                    "any",
                    new BasicProperties.Builder().deliveryMode(2).messageId("m").build(),
                    body.getBytes(StandardCharsets.UTF_8));
            channel.waitForConfirmsOrDie(PATIENCE.toMillis());
        }
    }
}
