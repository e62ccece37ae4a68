package gov.va.vro.bie.connect.transforms;

import org.apache.kafka.common.cache.Cache;
import org.apache.kafka.common.cache.LRUCache;
import org.apache.kafka.connect.data.ConnectSchema;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;

/**
 * The schemas that wrap others, each built once per incoming schema, so that what comes after the transform sees the
 * same instance each time.
 *
 * <p>The last pair is kept apart: most records have their predecessor's schema, and where the converter caches what it
 * makes, as Avro's does, the same instance of it, so that an identity check is all that they cost. Behind it equal schemas
 * share a wrapper, up to a bound, because some converters make a new instance now and then, and schemas come and go.
 * Owned by the task's thread, as the transform is.
 */
final class Wrappers {

    private static final int REMEMBERED = 64;

    private final Schema notifiedAt;
    private final Cache<Schema, Wrapper> wrappers = new LRUCache<>(REMEMBERED);

    private Schema lastSchema;
    private Wrapper lastWrapper;

    /** @param notifiedAt the schema of the member notifiedAt */
    Wrappers(Schema notifiedAt) {
        this.notifiedAt = notifiedAt;
    }

    Wrapper of(Schema schema) {
        if (schema != lastSchema) {
            var wrapper = wrappers.get(schema);
            if (wrapper == null) {
                wrapper = Wrapper.of(notifiedAt, schema);
                wrappers.put(schema, wrapper);
            }
            lastSchema = schema;
            lastWrapper = wrapper;
        }
        return lastWrapper;
    }

    /**
     * For a null that has a schema. Its event is declared optional and without a default, because a Struct refuses a
     * null that is not optional, and reads one that has a default as that default.
     */
    Wrapper ofNull(Schema schema) {
        return of(schema.isOptional() && schema.defaultValue() == null ? schema : nullable(schema));
    }

    private static Schema nullable(Schema schema) {
        var type = schema.type();
        return new ConnectSchema(
                type,
                true,
                null,
                schema.name(),
                schema.version(),
                schema.doc(),
                schema.parameters(),
                type == Schema.Type.STRUCT ? schema.fields() : null,
                type == Schema.Type.MAP ? schema.keySchema() : null,
                type == Schema.Type.MAP || type == Schema.Type.ARRAY ? schema.valueSchema() : null);
    }

    /**
     * A schema that wraps another, with its fields at hand: a Struct looks them up by name otherwise. They stand there
     * without their names, because Connect spells a name out before each check, for an error that hardly ever comes.
     */
    record Wrapper(Schema schema, Field topic, Field notifiedAt, Field event) {

        static Wrapper of(Schema notifiedAt, Schema event) {
            var schema = SchemaBuilder.struct()
                    .field(NotifiedAt.TOPIC_FIELD, Schema.STRING_SCHEMA)
                    .field(NotifiedAt.NOTIFIED_AT_FIELD, notifiedAt)
                    .field(NotifiedAt.EVENT_FIELD, event)
                    .build();
            return new Wrapper(schema, nameless(schema, 0), nameless(schema, 1), nameless(schema, 2));
        }

        private static Field nameless(Schema schema, int index) {
            return new Field(null, index, schema.fields().get(index).schema());
        }

        /** @throws org.apache.kafka.connect.errors.DataException if the value is not what its schema says */
        Struct wrap(String topicName, Object instant, Object value) {
            return new Struct(schema)
                    .put(topic, topicName)
                    .put(notifiedAt, instant)
                    .put(event, value);
        }
    }
}
