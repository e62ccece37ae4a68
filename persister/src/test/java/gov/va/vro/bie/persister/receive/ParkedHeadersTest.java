package gov.va.vro.bie.persister.receive;

import static org.assertj.core.api.Assertions.assertThat;

import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.impl.LongStringHelper;
import gov.va.vro.bie.persister.event.EventType;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ParkedHeadersTest {

    private static final Instant NOW = Instant.ofEpochMilli(1_718_220_600_001L);

    private final Map<String, Object> headers = new HashMap<>(Map.of(
            "kafka.topic", LongStringHelper.asLongString("T"),
            "kafka.partition", 3,
            "kafka.offset", 42L,
            "kafka.timestamp", 1_718_220_540_123L,
            "notifiedAt", 1_718_220_541_999L));

    @Test
    void sayWhyAndWhenAndWhereItCameFromAndNothingElse() {
        headers.put("anything", LongStringHelper.asLongString("CANARY"));
        headers.put("kafka.key", LongStringHelper.asLongString("CANARY"));
        var delivery = delivery();
        var parked = ParkedHeaders.of(delivery, Messages.of(delivery), "no ClaimId", NOW);

        assertThat(parked.getHeaders())
                .containsOnly(
                        Map.entry("reason", "no ClaimId"),
                        Map.entry("queue", "persister.contention-updated"),
                        Map.entry("parkedAt", 1_718_220_600_001L),
                        Map.entry("kafka.topic", "T"),
                        Map.entry("kafka.partition", 3),
                        Map.entry("kafka.offset", 42L),
                        Map.entry("kafka.timestamp", 1_718_220_540_123L),
                        Map.entry("notifiedAt", 1_718_220_541_999L));
        assertThat(parked.getMessageId()).isEqualTo("id");
        assertThat(parked.getContentType()).isEqualTo("application/json");
        assertThat(parked.getDeliveryMode()).isEqualTo(2);
        assertThat(parked.getCorrelationId()).isNull();
    }

    @Test
    void leaveOutAnIdThatCannotBeSentAgain() {
        // 100 bytes that were no UTF-8: each was read as U+FFFD, which is written in three.
        var delivery = delivery("\uFFFD".repeat(100));

        var parked = ParkedHeaders.of(delivery, Messages.of(delivery), "no ClaimId", NOW);

        assertThat(parked.getMessageId()).isNull();
        assertThat(parked.getContentType()).isEqualTo("application/json");
    }

    @Test
    void keepWhatTheSinkSaysOfTheContentAndNothingThatAnotherHasWrittenThere() {
        var original = delivery().properties().builder();
        var sinks = original.contentType("text/plain").contentEncoding("UTF-8").build();
        var anothers =
                original.contentType("CANARY").contentEncoding("UTF-8; CANARY").build();

        assertThat(parked(sinks).getContentType()).isEqualTo("text/plain");
        assertThat(parked(sinks).getContentEncoding()).isEqualTo("UTF-8");
        assertThat(parked(anothers).getContentType()).isNull();
        assertThat(parked(anothers).getContentEncoding()).isNull();
    }

    private static BasicProperties parked(BasicProperties original) {
        var delivery = new Delivery(1, EventType.UPDATED, original, new byte[0]);
        return ParkedHeaders.of(delivery, Messages.of(delivery), "no ClaimId", NOW);
    }

    private Delivery delivery() {
        return delivery("id");
    }

    private Delivery delivery(String messageId) {
        var properties = new BasicProperties.Builder()
                .headers(headers)
                .messageId(messageId)
                .contentType("application/json")
                .correlationId("CANARY")
                .build();
        return new Delivery(1, EventType.UPDATED, properties, new byte[0]);
    }
}
