package gov.va.vro.bie.connect.rabbitmq.message;

import gov.va.vro.bie.connect.rabbitmq.config.ShortString;
import gov.va.vro.bie.connect.rabbitmq.config.Template;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.header.Header;
import org.apache.kafka.connect.sink.SinkRecord;

/**
 * Fills a {@link Template} in from a record. Whatever is named must be there and be a single value: text, number,
 * boolean, decimal or moment.
 */
final class TemplateText {

    private final String property;
    private final Template template;
    private final boolean topicAlone;

    /** @param property what the text is for, as errors name it */
    TemplateText(String property, Template template) {
        this.property = property;
        this.template = template;
        this.topicAlone = template.parts().equals(List.of(new Template.Topic()));
    }

    /**
     * The text for a record.
     *
     * @throws Unrenderable naming the placeholder that has no value or none that can stand in a text, or when the text
     *     is over 255 bytes of UTF-8
     */
    String of(SinkRecord sinkRecord) throws Unrenderable {
        String text = topicAlone ? sinkRecord.topic() : Utf8.wellFormed(filledIn(sinkRecord));
        int bytes = Utf8.length(text);
        if (bytes > ShortString.MAX_BYTES) {
            throw new Unrenderable(
                    "its " + property + " has " + bytes + " bytes, and AMQP takes at most " + ShortString.MAX_BYTES);
        }
        return text;
    }

    private String filledIn(SinkRecord sinkRecord) throws Unrenderable {
        var text = new StringBuilder();
        for (Template.Part part : template.parts()) {
            if (part instanceof Template.Literal literal) {
                text.append(literal.text());
            } else if (part instanceof Template.Topic) {
                text.append(sinkRecord.topic());
            } else if (part instanceof Template.Partition) {
                text.append(sinkRecord.originalKafkaPartition());
            } else if (part instanceof Template.Key) {
                text.append(single(part, sinkRecord.keySchema(), sinkRecord.key()));
            } else if (part instanceof Template.HeaderValue wanted) {
                Header header = sinkRecord.headers().lastWithName(wanted.name());
                text.append(header == null ? missing(part) : single(part, header.schema(), header.value()));
            } else if (part instanceof Template.ValueField wanted) {
                text.append(field(wanted, sinkRecord));
            }
        }
        return text.toString();
    }

    private String field(Template.ValueField wanted, SinkRecord sinkRecord) throws Unrenderable {
        Schema schema = sinkRecord.valueSchema();
        Object value = sinkRecord.value();
        for (String name : wanted.path()) {
            if (value instanceof Struct struct) {
                Field field = struct.schema().field(name);
                schema = field == null ? null : field.schema();
                value = field == null ? null : struct.getWithoutDefault(name);
            } else if (value instanceof Map<?, ?> map) {
                schema = schema == null ? null : schema.valueSchema();
                value = map.get(name);
            } else {
                value = null;
            }
        }
        return single(wanted, schema, value);
    }

    private String single(Template.Part part, Schema schema, Object value) throws Unrenderable {
        if (value == null) {
            return missing(part);
        } else if (value instanceof BigDecimal decimal) {
            return LogicalTypes.text(decimal);
        } else if (value instanceof String || value instanceof Number || value instanceof Boolean) {
            return value.toString();
        } else if (value instanceof java.util.Date moment) {
            return Long.toString(LogicalTypes.number(schema, moment));
        }
        throw new Unrenderable("its " + property + " needs " + part.text() + ", which is not a single value");
    }

    private String missing(Template.Part part) throws Unrenderable {
        throw new Unrenderable("its " + property + " needs " + part.text() + ", which the record does not have");
    }
}
