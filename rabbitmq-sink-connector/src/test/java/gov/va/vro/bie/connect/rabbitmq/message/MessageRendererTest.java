package gov.va.vro.bie.connect.rabbitmq.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import gov.va.vro.bie.connect.rabbitmq.config.RabbitMqSinkConfig;
import gov.va.vro.bie.connect.rabbitmq.config.Settings;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Date;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.data.Timestamp;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MessageRendererTest {

    private static final Schema EVENT = SchemaBuilder.struct()
            .field("ClaimId", Schema.INT64_SCHEMA)
            .field("Description", Schema.OPTIONAL_STRING_SCHEMA)
            .field("EventTime", Timestamp.SCHEMA)
            .build();
    private static final Schema WRAPPED = SchemaBuilder.struct()
            .field("topic", Schema.STRING_SCHEMA)
            .field("notifiedAt", Schema.STRING_SCHEMA)
            .field("event", EVENT)
            .build();

    @Test
    void rendersAWrappedEventByTheContract() throws BadRecordException {
        var value = new Struct(WRAPPED)
                .put("topic", "events")
                .put("notifiedAt", "2023-06-12T19:29 UTC+00:00")
                .put("event", event("K\u00f6ln"));
        var sinkRecord = ARecord.of(WRAPPED, value)
                .withHeader("notifiedAt", Schema.INT64_SCHEMA, 1_686_598_140_999L)
                .build();

        var message = renderer().render(sinkRecord);

        assertThat(message.exchange()).isEqualTo("all-events");
        assertThat(message.routingKey()).isEqualTo("events");
        assertThat(message.messageId()).isEqualTo("events-3-17");
        assertThat(message.body()).asString(StandardCharsets.UTF_8).isEqualTo("""
                {"topic":"events","notifiedAt":"2023-06-12T19:29 UTC+00:00","event":\
                {"ClaimId":7,"Description":"K\u00f6ln","EventTime":1686598140123}}""");

        var properties = message.properties();
        assertThat(properties.getContentType()).isEqualTo("application/json");
        assertThat(properties.getContentEncoding()).isEqualTo("UTF-8");
        assertThat(properties.getDeliveryMode()).isEqualTo(2);
        assertThat(properties.getMessageId()).isEqualTo("events-3-17");
        assertThat(properties.getTimestamp()).isEqualTo(new Date(1_686_598_140_123L));
        assertThat(properties.getAppId()).isEqualTo("sink");
        assertThat(properties.getCorrelationId()).isNull();
        assertThat(properties.getType()).isNull();
        assertThat(properties.getPriority()).isNull();
        assertThat(properties.getExpiration()).isNull();
        assertThat(properties.getHeaders())
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "kafka.topic", "events",
                        "kafka.partition", 3,
                        "kafka.offset", 17L,
                        "kafka.timestamp", 1_686_598_140_123L,
                        "notifiedAt", 1_686_598_140_999L));
    }

    @Test
    void givesThePropertiesThatSettingsGive() throws BadRecordException {
        var renderer = renderer(
                "rabbitmq.delivery.mode", "TRANSIENT",
                "rabbitmq.correlation.id", "claim-{value.ClaimId}",
                "rabbitmq.message.type", "event",
                "rabbitmq.message.priority", "0",
                "rabbitmq.message.expiration.ms", "60000");

        var properties = renderer.render(ARecord.of(EVENT, event("")).build()).properties();

        assertThat(properties.getDeliveryMode()).isEqualTo(1);
        assertThat(properties.getCorrelationId()).isEqualTo("claim-7");
        assertThat(properties.getType()).isEqualTo("event");
        assertThat(properties.getPriority()).isZero();
        assertThat(properties.getExpiration()).isEqualTo("60000");
    }

    @Test
    void namesARecordByWhereItWasReadAndSendsItWhereATransformPutIt() throws BadRecordException {
        var renderer = renderer(
                "rabbitmq.exchange.map",
                "renamed=elsewhere",
                "topics",
                "events",
                "transforms",
                "route",
                "transforms.route.type",
                "org.apache.kafka.connect.transforms.RegexRouter",
                "rabbitmq.routing.key",
                "{topic}/{partition}");

        var message = renderer.render(ARecord.of("x").renamedTo("renamed"));

        assertThat(message.exchange()).isEqualTo("elsewhere");
        assertThat(message.routingKey()).isEqualTo("renamed/3");
        assertThat(message.messageId()).isEqualTo("events-3-17");
        assertThat(message.properties().getHeaders())
                .containsEntry("kafka.topic", "events")
                .containsEntry("kafka.partition", 3);
    }

    @Test
    void leavesTheTimestampOutWhereThereIsNone() throws BadRecordException {
        var properties = renderer().render(ARecord.of("x").at(null).build()).properties();

        assertThat(properties.getTimestamp()).isNull();
        assertThat(properties.getHeaders()).doesNotContainKey("kafka.timestamp");
    }

    @Test
    void sendsNoTimestampThatAmqpCannotHold() throws BadRecordException {
        var properties = renderer().render(ARecord.of("x").at(-5L).build()).properties();

        assertThat(properties.getTimestamp()).isNull();
        assertThat(properties.getHeaders()).containsEntry("kafka.timestamp", -5L);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(
            nullValues = "-",
            delimiter = '|',
            value = {
                "auto | bytes   | application/octet-stream | -     | ba",
                "auto | buffer  | application/octet-stream | -     | ba",
                "auto | text    | text/plain               | UTF-8 | a\u00e4\ufffd",
                "auto | number  | application/json         | UTF-8 | 1.50",
                "auto | list    | application/json         | UTF-8 | [1]",
                "auto | map     | application/json         | UTF-8 | {\"a\":1}",
                "auto | nothing | application/json         | UTF-8 | null",
                "json | bytes   | application/json         | UTF-8 | \"YmE=\"",
                "json | buffer  | application/json         | UTF-8 | \"YmE=\"",
                "json | text    | application/json         | UTF-8 | \"a\u00e4\ufffd\"",
                "json | nothing | application/json         | UTF-8 | null"
            })
    void rendersEachKindOfValueInTheConfiguredFormat(
            String format, String kind, String type, String encoding, String body) throws BadRecordException {
        Object value = switch (kind) {
            case "bytes" -> new byte[] {'b', 'a'};
            case "buffer" -> ByteBuffer.wrap(new byte[] {9, 'b', 'a', 9}, 1, 2);
            case "text" -> "a\u00e4\ud83d";
            case "number" -> new BigDecimal("1.50");
            case "list" -> List.of(1);
            case "map" -> Map.of("a", 1);
            default -> null;
        };

        var message = renderer("rabbitmq.body.format", format)
                .render(ARecord.of(value).build());

        assertThat(message.body()).asString(StandardCharsets.UTF_8).isEqualTo(body);
        assertThat(message.properties().getContentType()).isEqualTo(type);
        assertThat(message.properties().getContentEncoding()).isEqualTo(encoding);
    }

    @Test
    void putsTheHashOfATopicInAnIdThatWouldBeTooLong() throws BadRecordException {
        String topic = "t".repeat(249);
        var renderer = renderer("topics", topic, "rabbitmq.exchange.map", ".*=x");

        var fits = renderer.render(ARecord.of("x").from(topic, 1, 123).build());
        var tooLong = renderer.render(ARecord.of("x").from(topic, 1, 1234).build());

        assertThat(fits.messageId()).isEqualTo(topic + "-1-123").hasSize(255);
        assertThat(tooLong.messageId()).matches("[0-9a-f]{64}-1-1234");
        assertThat(tooLong.properties().getHeaders()).containsEntry("kafka.topic", topic);
    }

    @Test
    void refusesATopicWithoutAnExchange() {
        assertBad(renderer(), ARecord.of("x").from("others", 3, 17), "topic \"others\" has no exchange");
    }

    @ParameterizedTest
    @CsvSource({"auto", "json"})
    void refusesABodyOverTheLimit(String format) throws BadRecordException {
        var renderer = renderer("rabbitmq.max.message.bytes", "12", "rabbitmq.body.format", format);

        assertThat(renderer.render(ARecord.of(List.of("12345678")).build()).body())
                .hasSize(12);
        assertBad(renderer, ARecord.of(List.of("123456789")), "over rabbitmq.max.message.bytes (12)");
        assertBad(renderer, ARecord.of("1234567890123"), "over rabbitmq.max.message.bytes (12)");
        assertBad(renderer, ARecord.of(new byte[13]), "over rabbitmq.max.message.bytes (12)");
    }

    @Test
    void refusesARoutingKeyOrCorrelationIdOverTheLimit() {
        assertBad(
                renderer("rabbitmq.routing.key", "{key}"),
                ARecord.of("x").withKey(null, "k".repeat(256)),
                "routing key has 256 bytes");
        assertBad(
                renderer("rabbitmq.correlation.id", "{key}"),
                ARecord.of("x").withKey(null, "\u20ac".repeat(86)),
                "correlation id has 258 bytes");
    }

    @Test
    void refusesHeadersThatDoNotFitInOneFrameWithTheFlagOfALaterCopy() throws BadRecordException {
        int others =
                renderer().render(ARecord.of("x").withHeader("h", "").build()).headerBytes();
        int largest = 131_072 - others - 25;

        var message = renderer()
                .render(ARecord.of("x").withHeader("h", "v".repeat(largest)).build());

        assertThat(message.asPossibleDuplicate().headerBytes()).isLessThanOrEqualTo(131_072);
        assertBad(renderer(), ARecord.of("x").withHeader("h", "v".repeat(largest + 1)), "must fit in one frame");
        assertBad(renderer(), ARecord.of("x").withHeader("h", "v".repeat(10_000_000)), "must fit in one frame");
    }

    @Test
    void refusesAValueWithoutAForm() {
        assertBad(renderer(), ARecord.of(List.of(new Object())), "java.lang.Object has no JSON form");
    }

    @Test
    void refusesDataThatIsNotWhatItsSchemaSays() {
        var texts = SchemaBuilder.array(Schema.STRING_SCHEMA).build();

        assertBad(
                renderer(),
                ARecord.of("x").withHeader("h", texts, List.of(List.of(1))),
                "its data is not what its schemas say");
        assertBad(renderer(), ARecord.of(EVENT, Map.of("a", 1)), "has no JSON form");
    }

    @Test
    void saysWhichRecordIsBadAndNothingOfItsContent() {
        assertThatExceptionOfType(BadRecordException.class)
                .isThrownBy(() -> renderer("rabbitmq.routing.key", "{value.ClaimId}")
                        .render(ARecord.of(Map.of("Secret", "4711"))
                                .withKey(null, "0815")
                                .renamedTo("events")))
                .satisfies(bad -> {
                    assertThat(bad)
                            .hasMessage(
                                    "The record cannot become a message: its routing key needs {value.ClaimId}, which"
                                            + " the record does not have (topic events, partition 3, offset 17)");
                    assertThat(bad.what())
                            .isEqualTo("The record cannot become a message: its routing key needs {value.ClaimId},"
                                    + " which the record does not have");
                });
    }

    @Test
    void goesOnAfterABadRecord() throws BadRecordException {
        var renderer = renderer();

        assertBad(renderer, ARecord.of(List.of("a", new Object())), "no JSON form");

        assertThat(renderer.render(ARecord.of(List.of("a")).build()).body())
                .asString()
                .isEqualTo("[\"a\"]");
    }

    private static Struct event(String description) {
        return new Struct(EVENT)
                .put("ClaimId", 7L)
                .put("Description", description)
                .put("EventTime", new Date(1_686_598_140_123L));
    }

    private static MessageRenderer renderer(String... namesAndValues) {
        return new MessageRenderer(RabbitMqSinkConfig.of(Settings.with(namesAndValues)));
    }

    private static void assertBad(MessageRenderer renderer, ARecord bad, String reason) {
        assertThatExceptionOfType(BadRecordException.class)
                .isThrownBy(() -> renderer.render(bad.build()))
                .withMessageContaining(reason)
                .withMessageContaining("partition 3, offset 17");
    }
}
