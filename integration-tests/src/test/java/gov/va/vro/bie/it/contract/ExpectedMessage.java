package gov.va.vro.bie.it.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.rabbitmq.client.LongString;
import gov.va.vro.bie.it.faces.Copy;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Date;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.apache.avro.generic.GenericRecord;

/**
 * The message contract as a subscriber reads it, written down a second time: what must come out of an exchange for a
 * record that went into Kafka. Nothing of the product takes part in it.
 *
 * @param value null for a tombstone
 * @param timestamp the Kafka record's, epoch milliseconds
 */
public record ExpectedMessage(
        String topic, int partition, long offset, long timestamp, String exchange, String appId, GenericRecord value) {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final DateTimeFormatter NOTIFIED_AT =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm 'UTC'xxx", Locale.ROOT);

    /** Compares a first copy, byte for byte. */
    public void assertIs(Copy copy) throws IOException {
        assertThat(copy.exchange()).isEqualTo(exchange);
        assertThat(copy.routingKey()).isEqualTo(topic);
        assertProperties(copy);
        var notifiedAt = assertHeaders(copy);
        assertBody(copy, notifiedAt);
    }

    private void assertProperties(Copy copy) {
        var properties = copy.properties();
        assertThat(properties.getContentType()).isEqualTo("application/json");
        assertThat(properties.getContentEncoding()).isEqualTo("UTF-8");
        assertThat(properties.getDeliveryMode()).isEqualTo(2);
        assertThat(properties.getMessageId()).isEqualTo(topic + "-" + partition + "-" + offset);
        assertThat(properties.getTimestamp()).isEqualTo(new Date(timestamp / 1_000 * 1_000));
        assertThat(properties.getAppId()).isEqualTo(appId);
        assertThat(properties.getType()).isNull();
        assertThat(properties.getPriority()).isNull();
        assertThat(properties.getExpiration()).isNull();
        assertThat(properties.getCorrelationId()).isNull();
        assertThat(properties.getReplyTo()).isNull();
        assertThat(properties.getUserId()).isNull();
        assertThat(properties.getClusterId()).isNull();
    }

    private Instant assertHeaders(Copy copy) {
        var headers = new HashMap<String, Object>();
        copy.properties().getHeaders().forEach((name, value) -> headers.put(name, text(value)));
        var notifiedAt = headers.remove("notifiedAt");

        assertThat(headers)
                .isEqualTo(Map.<String, Object>of(
                        "kafka.topic", topic,
                        "kafka.partition", partition,
                        "kafka.offset", offset,
                        "kafka.timestamp", timestamp));
        assertThat(notifiedAt).isInstanceOf(Long.class);
        return Instant.ofEpochMilli((Long) notifiedAt);
    }

    /** A string of AMQP's arrives as its own type; a number keeps the width that it was sent in. */
    private static Object text(Object value) {
        return value instanceof LongString string ? string.toString() : value;
    }

    private void assertBody(Copy copy, Instant notifiedAt) throws IOException {
        var written = JSON.readTree(copy.body()).path("notifiedAt").asText();
        assertThat(OffsetDateTime.parse(written, NOTIFIED_AT).toInstant())
                .isEqualTo(notifiedAt.truncatedTo(ChronoUnit.MINUTES));
        assertThat(notifiedAt).isBetween(Instant.ofEpochMilli(timestamp), Instant.now());

        var expected = new LinkedHashMap<String, Object>();
        expected.put("topic", topic);
        expected.put("notifiedAt", written);
        expected.put("event", event());
        var json = JSON.writeValueAsString(expected);
        assertThat(new String(copy.body(), StandardCharsets.UTF_8)).isEqualTo(json);
        assertThat(copy.body()).isEqualTo(json.getBytes(StandardCharsets.UTF_8));
    }

    /** Every field in the order of the schema: longs (moments too) as numbers, a null as null. */
    private Map<String, Object> event() {
        if (value == null) {
            return null;
        }
        var event = new LinkedHashMap<String, Object>();
        for (var field : value.getSchema().getFields()) {
            event.put(field.name(), value.get(field.pos()));
        }
        return event;
    }
}
