package gov.va.vro.bie.connect.rabbitmq.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import gov.va.vro.bie.connect.rabbitmq.config.Template;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Date;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.data.Timestamp;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TemplateTextTest {

    private static final Schema INNER = SchemaBuilder.struct()
            .field("day", Date.SCHEMA)
            .field("at", Timestamp.SCHEMA)
            .field(
                    "none",
                    SchemaBuilder.string().optional().defaultValue("default").build())
            .build();
    private static final Schema OUTER = SchemaBuilder.struct()
            .field("inner", INNER)
            .field("list", SchemaBuilder.array(Schema.INT32_SCHEMA).build())
            .field("map", SchemaBuilder.map(Schema.STRING_SCHEMA, Date.SCHEMA).build())
            .build();

    @ParameterizedTest(name = "{0} is {1}")
    @CsvSource({
        "'', ''",
        "plain, plain",
        "{topic}, events",
        "bie.{topic}.{partition}, bie.events.3",
        "{key}, 12.50",
        "{header.trace}, last",
        "{header.number}.{header.flag}, 7.true",
        "{value.inner.day}, 1",
        "{value.inner.at}, 86400005",
        "{value.map.m}, 2"
    })
    void fillsInWhatTheRecordHas(String template, String expected) throws Unrenderable {
        var sinkRecord = structured().build();

        assertThat(new TemplateText("routing key", Template.parse(template)).of(sinkRecord))
                .isEqualTo(expected);
    }

    @Test
    void writesHalfASurrogatePairAsTheBodyDoes() throws Unrenderable {
        var sinkRecord = ARecord.of("x").withKey(null, "k\ud83d").build();

        assertThat(new TemplateText("routing key", Template.parse("{key}")).of(sinkRecord))
                .isEqualTo("k\ufffd");
    }

    @ParameterizedTest(name = "{0} is {1}")
    @CsvSource({"{value.a}, 1", "{value.b.c}, deep", "{value.d}, 5"})
    void readsSchemalessValuesToo(String template, String expected) throws Unrenderable {
        var value = Map.of("a", 1, "b", Map.of("c", "deep"), "d", new java.util.Date(5));

        assertThat(new TemplateText("routing key", Template.parse(template))
                        .of(ARecord.of(value).build()))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{header.absent}",
                "{header.null}",
                "{value.absent}",
                "{value.inner.absent}",
                "{value.inner.none}",
                "{value.inner.day.more}",
                "{value.map.absent}"
            })
    void saysWhatTheRecordDoesNotHave(String placeholder) {
        assertThatExceptionOfType(Unrenderable.class)
                .isThrownBy(() -> new TemplateText("routing key", Template.parse("x." + placeholder))
                        .of(structured().build()))
                .withMessage("its routing key needs " + placeholder + ", which the record does not have");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{key}", "{value.a}"})
    void saysThatANullIsNotThere(String placeholder) {
        var value = new HashMap<String, Object>();
        value.put("a", null);

        assertThatExceptionOfType(Unrenderable.class)
                .isThrownBy(() -> new TemplateText("correlation id", Template.parse(placeholder))
                        .of(ARecord.of(value).build()))
                .withMessage("its correlation id needs " + placeholder + ", which the record does not have");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{value.inner}", "{value.list}", "{value.map}", "{header.bytes}"})
    void saysWhatCannotStandInAText(String placeholder) {
        assertThatExceptionOfType(Unrenderable.class)
                .isThrownBy(() -> new TemplateText("routing key", Template.parse(placeholder))
                        .of(structured().build()))
                .withMessage("its routing key needs " + placeholder + ", which is not a single value");
    }

    @ParameterizedTest
    @CsvSource({"255, true", "256, false"})
    void takes255Bytes(int length, boolean fits) throws Unrenderable {
        var text = new TemplateText("routing key", Template.parse("{key}"));
        var sinkRecord = ARecord.of("x").withKey(null, "k".repeat(length)).build();

        if (fits) {
            assertThat(text.of(sinkRecord)).hasSize(255);
        } else {
            assertThatExceptionOfType(Unrenderable.class)
                    .isThrownBy(() -> text.of(sinkRecord))
                    .withMessage("its routing key has 256 bytes, and AMQP takes at most 255");
        }
    }

    private static ARecord structured() {
        var inner =
                new Struct(INNER).put("day", new java.util.Date(86_400_000)).put("at", new java.util.Date(86_400_005));
        var value = new Struct(OUTER)
                .put("inner", inner)
                .put("list", List.of(1))
                .put("map", Map.of("m", new java.util.Date(2 * 86_400_000)));
        return ARecord.of(OUTER, value)
                .withKey(null, new BigDecimal("12.50"))
                .withHeader("trace", "first")
                .withHeader("trace", "last")
                .withHeader("number", 7)
                .withHeader("flag", true)
                .withHeader("null", null)
                .withHeader("bytes", new byte[] {1});
    }
}
