package gov.va.vro.bie.persister.event;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.UUID;

/**
 * Derives an event's UUID, so that a message delivered twice is stored once.
 *
 * <p>UUIDv8 (RFC 9562, section 5.8), from the most significant bit:
 *
 * <pre>
 *  bits   0..47   the Kafka record's timestamp, epoch milliseconds modulo 2^48; 0 when it has none
 *  bits  48..51   version, 1000
 *  bits  52..63   bits 4..15 of the digest
 *  bits  64..65   variant, 10
 *  bits  66..127  bits 18..79 of the digest
 * </pre>
 *
 * that is: bytes 6 to 15 are the digest's first ten bytes, with version and variant written over them. The digest is
 * SHA-256 of the UTF-8 text {@code topic-partition-offset-timestamp}, the timestamp written as 0 when there is none.
 * With the timestamp in front, inserts go to the right edge of the index; with it in the digest, a topic that is
 * deleted and made again collides with nothing.
 *
 * <p>A message of another publisher has no record. Its first 48 bits are 0 and its digest is of {@code LABEL message_id
 * ID}, or, without an id, of {@code LABEL body } and the body's bytes. The event's label is in it because one publisher
 * may well send the same id, or the same body, to two exchanges, and these are two events.
 */
public final class EventId {

    private static final long LOW_48_BITS = 0xFFFF_FFFF_FFFFL;

    private EventId() {}

    public static UUID of(Message message) {
        return message.coordinates()
                .map(EventId::ofRecord)
                .orElseGet(() -> message.messageId()
                        .map(id -> uuid(0, sha256(utf8(message.type().label() + " message_id " + id))))
                        .orElseGet(() -> uuid(0, sha256(utf8(message.type().label() + " body "), message.body()))));
    }

    private static UUID ofRecord(Coordinates source) {
        var timestamp = source.timestamp().orElse(0);
        var name = source.topic() + "-" + source.partition() + "-" + source.offset() + "-" + timestamp;
        return uuid(timestamp, sha256(utf8(name)));
    }

    private static UUID uuid(long millis, byte[] digest) {
        var hash = ByteBuffer.wrap(digest);
        var high = (millis & LOW_48_BITS) << 16 | 0x8000L | hash.getShort() & 0x0FFFL;
        var low = hash.getLong() & 0x3FFF_FFFF_FFFF_FFFFL | 0x8000_0000_0000_0000L;
        return new UUID(high, low);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] sha256(byte[]... parts) {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            for (var part : parts) {
                digest.update(part);
            }
            return digest.digest();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
