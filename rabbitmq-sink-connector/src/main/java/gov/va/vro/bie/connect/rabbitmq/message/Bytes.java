package gov.va.vro.bie.connect.rabbitmq.message;

import java.nio.ByteBuffer;

/** The bytes between position and limit of a buffer. */
final class Bytes {

    private Bytes() {}

    /** The buffer's own array where it holds nothing else, a copy otherwise; the buffer's position stays. */
    static byte[] of(ByteBuffer buffer) {
        if (buffer.hasArray()
                && buffer.arrayOffset() == 0
                && buffer.position() == 0
                && buffer.remaining() == buffer.array().length) {
            return buffer.array();
        }
        byte[] copy = new byte[buffer.remaining()];
        buffer.duplicate().get(copy);
        return copy;
    }
}
