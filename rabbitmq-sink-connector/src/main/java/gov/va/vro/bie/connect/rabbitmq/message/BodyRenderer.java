package gov.va.vro.bie.connect.rabbitmq.message;

import gov.va.vro.bie.connect.rabbitmq.config.BodyFormat;
import java.nio.ByteBuffer;
import org.apache.kafka.connect.data.Schema;

/** The body of a message and what it is. Owned by one thread. */
final class BodyRenderer {

    /** What a body is. */
    enum Kind {
        BYTES("application/octet-stream", null),
        TEXT("text/plain", "UTF-8"),
        JSON("application/json", "UTF-8");

        final String contentType;
        /** Null for bytes, of which nothing is known. */
        final String contentEncoding;

        Kind(String contentType, String contentEncoding) {
            this.contentType = contentType;
            this.contentEncoding = contentEncoding;
        }
    }

    private final BodyFormat format;
    private final int maxBytes;
    private final JsonWriter json;

    BodyRenderer(BodyFormat format, int maxBytes) {
        this.format = format;
        this.maxBytes = maxBytes;
        this.json = new JsonWriter(maxBytes);
    }

    /** A rendered value. */
    record Body(Kind kind, byte[] bytes) {}

    /**
     * Renders a value.
     *
     * @throws Unrenderable for a value without a form, or one that is larger than a message may be
     */
    Body of(Schema schema, Object value) throws Unrenderable {
        try {
            Body body = rendered(schema, value);
            if (body.bytes.length > maxBytes) {
                throw new TooLarge(maxBytes);
            }
            return body;
        } catch (TooLarge e) {
            throw new Unrenderable("its body is over rabbitmq.max.message.bytes (" + maxBytes + ")");
        }
    }

    private Body rendered(Schema schema, Object value) throws Unrenderable {
        if (format == BodyFormat.AUTO) {
            if (value instanceof byte[] bytes) {
                return new Body(Kind.BYTES, bytes);
            } else if (value instanceof ByteBuffer bytes) {
                return new Body(Kind.BYTES, Bytes.of(bytes));
            } else if (value instanceof String text) {
                return new Body(Kind.TEXT, Utf8.bytes(text));
            }
        }
        return new Body(Kind.JSON, json.write(schema, value));
    }
}
