package gov.va.vro.bie.it.chaos;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * A row, small enough that half a million of them can be kept: 64 bits of a hash of each column, so that two rows that
 * differ can be told apart by column without holding what they contain.
 */
final class Fingerprint {

    /** What is compared of a row; the codes are sorted, and joined by line breaks. */
    static final List<String> COLUMNS = List.of(
            "uuid",
            "event_type",
            "event_details",
            "event_at",
            "benefit_claim_id",
            "contention_id",
            "classification",
            "source_topic",
            "source_partition",
            "source_offset",
            "source_timestamp",
            "codes");

    private final long[] hashes;

    private Fingerprint(long[] hashes) {
        this.hashes = hashes;
    }

    /** @param row a value, or null, for each of the columns; event_details as a tree */
    static Fingerprint of(Map<String, ?> row) {
        return new Fingerprint(COLUMNS.stream()
                .map(row::get)
                .mapToLong(value -> value == null ? 0 : hash(text(value)))
                .toArray());
    }

    /** The names of the columns in which the other differs. */
    List<String> differences(Fingerprint other) {
        return IntStream.range(0, hashes.length)
                .filter(column -> hashes[column] != other.hashes[column])
                .mapToObj(COLUMNS::get)
                .toList();
    }

    /** Members of an object in the order of their names: jsonb has one of its own. */
    private static String text(Object value) {
        if (value instanceof JsonNode tree) {
            var sorted = new TreeMap<String, JsonNode>();
            tree.properties().forEach(member -> sorted.put(member.getKey(), member.getValue()));
            return sorted.toString();
        }
        return value.toString();
    }

    private static long hash(String text) {
        try {
            var digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return ByteBuffer.wrap(digest).getLong();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
