package gov.va.vro.bie.persister;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.Channel;
import gov.va.vro.bie.persister.event.EventType;
import gov.va.vro.bie.persister.store.Postgres;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;

/** Events of one kind, published over {@code channel}, which confirms, and awaited in the database. */
record Updates(Channel channel, Postgres postgres) {

    private static final Duration SOON = Duration.ofSeconds(60);

    void publish(int events) throws Exception {
        for (var id = 1; id <= events; id++) {
            channel.basicPublish(
                    EventType.UPDATED.exchange(),
                    "any",
                    new BasicProperties.Builder()
                            .deliveryMode(2)
                            .messageId("m-" + id)
                            .headers(Map.of("notifiedAt", System.currentTimeMillis()))
                            .build(),
                    ("{\"event\": {\"ClaimId\": " + id + ", \"ContentionId\": 1}}").getBytes(StandardCharsets.UTF_8));
        }
        channel.waitForConfirmsOrDie(30_000);
    }

    void awaitStored(int events) {
        await("stored")
                .atMost(SOON)
                .untilAsserted(() -> assertThat(postgres.query("SELECT count(*) FROM bie.bie_event"))
                        .containsExactly(Integer.toString(events)));
    }
}
