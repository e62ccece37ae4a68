package gov.va.vro.bie.persister.receive;

import static org.assertj.core.api.Assertions.assertThat;

import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.impl.LongStringHelper;
import gov.va.vro.bie.persister.event.Coordinates;
import gov.va.vro.bie.persister.event.EventType;
import java.time.Instant;
import java.util.Date;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class MessagesTest {

    private final Map<String, Object> headers = new HashMap<>(Map.of(
            "kafka.topic",
            LongStringHelper.asLongString("T"),
            "kafka.partition",
            3,
            "kafka.offset",
            42L,
            "kafka.timestamp",
            1_718_220_540_123L,
            "notifiedAt",
            1_718_220_541_999L,
            "kafka.key",
            LongStringHelper.asLongString("CANARY")));

    @Test
    void readsTheSinksHeaders() {
        var message = Messages.of(delivery());

        assertThat(message.coordinates()).contains(new Coordinates("T", 3, 42, OptionalLong.of(1_718_220_540_123L)));
        assertThat(message.notifiedAt()).contains(Instant.ofEpochMilli(1_718_220_541_999L));
        assertThat(message.messageId()).contains("id");
        assertThat(message.type()).isEqualTo(EventType.UPDATED);
    }

    @Test
    void takesATopicThatKafkaCouldNotHaveForAnotherPublishers() {
        headers.put("kafka.topic", LongStringHelper.asLongString("t".repeat(249)));
        assertThat(Messages.of(delivery()).coordinates()).isPresent();

        headers.put("kafka.topic", LongStringHelper.asLongString("t".repeat(250)));
        assertThat(Messages.of(delivery()).coordinates()).isEmpty();
    }

    @Test
    void takesAMessageWithoutATimestamp() {
        headers.remove("kafka.timestamp");

        assertThat(Messages.of(delivery()).coordinates()).contains(new Coordinates("T", 3, 42, OptionalLong.empty()));
    }

    @Test
    void takesAMessageThatLacksOneOfTheCoordinatesForAnotherPublishers() {
        for (var name : new String[] {"kafka.topic", "kafka.partition", "kafka.offset"}) {
            var kept = headers.remove(name);
            assertThat(Messages.of(delivery()).coordinates()).isEmpty();
            headers.put(name, LongStringHelper.asLongString(""));
            assertThat(Messages.of(delivery()).coordinates()).isEmpty();
            headers.put(name, kept);
        }
    }

    @Test
    void readsTheInstantHoweverItIsWritten() {
        for (var written : new Object[] {
            1_718_220_541_999L,
            new Date(1_718_220_541_999L),
            LongStringHelper.asLongString("1718220541999"),
            LongStringHelper.asLongString("2024-06-12T19:29:01.999Z")
        }) {
            headers.put("notifiedAt", written);
            assertThat(Messages.of(delivery()).notifiedAt()).contains(Instant.ofEpochMilli(1_718_220_541_999L));
        }
    }

    @Test
    void takesAMessageWithoutAnyHeader() {
        var bare = new Delivery(1, EventType.DELETED, new BasicProperties(), new byte[0]);

        assertThat(Messages.of(bare).coordinates()).isEmpty();
        assertThat(Messages.of(bare).messageId()).isEmpty();
    }

    private Delivery delivery() {
        var properties = new BasicProperties.Builder()
                .headers(headers)
                .messageId("id")
                .contentType("application/json")
                .correlationId("CANARY")
                .build();
        return new Delivery(1, EventType.UPDATED, properties, new byte[0]);
    }
}
