package gov.va.vro.bie.it.check;

import java.util.Arrays;

/** Which attempt Kafka has acknowledged at which offset of one partition. */
final class Acknowledged {

    private static final int FIRST_SIZE = 1_024;
    private static final long NONE = -1;

    private long[] attempts = {};
    private int size;

    void add(int offset, long attempt) {
        if (offset >= attempts.length) {
            int before = attempts.length;
            attempts = Arrays.copyOf(attempts, Math.max(offset + 1, Math.max(FIRST_SIZE, 2 * before)));
            Arrays.fill(attempts, before, attempts.length, NONE);
        }
        attempts[offset] = attempt;
        size = Math.max(size, offset + 1);
    }

    boolean has(int offset) {
        return offset < size && attempts[offset] != NONE;
    }

    long attempt(int offset) {
        return attempts[offset];
    }

    /** The offset after the last one acknowledged. */
    int size() {
        return size;
    }
}
