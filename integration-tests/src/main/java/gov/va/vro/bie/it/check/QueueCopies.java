package gov.va.vro.bie.it.check;

import java.util.Arrays;

/**
 * The copies of one partition's records that one queue has had, by offset. An offset of which nothing came has no
 * copies. Numbers only: an hour's load is millions of records.
 */
final class QueueCopies {

    private static final int FIRST_SIZE = 1_024;

    private int[] copies = new int[FIRST_SIZE];
    private long[] attempts = new long[FIRST_SIZE];
    private long[] lastArrivals = new long[FIRST_SIZE];
    private int size;
    private long duplicated;
    private long unflagged;
    private long contradictory;

    /** @param arrival which arrival of the queue it is */
    void add(int offset, long attempt, boolean flagged, long arrival) {
        makeRoomFor(offset);
        if (copies[offset] > 0) {
            duplicated++;
            unflagged += flagged ? 0 : 1;
            contradictory += attempts[offset] == attempt ? 0 : 1;
        }
        copies[offset]++;
        attempts[offset] = attempt;
        lastArrivals[offset] = arrival;
    }

    boolean has(int offset) {
        return offset < size && copies[offset] > 0;
    }

    long attempt(int offset) {
        return attempts[offset];
    }

    long lastArrival(int offset) {
        return lastArrivals[offset];
    }

    /** One more than the highest offset of which something came. */
    int size() {
        return size;
    }

    long duplicated() {
        return duplicated;
    }

    /** The copies after the first of records with an offset below this one. */
    long duplicatedBelow(long offset) {
        long found = 0;
        for (int i = 0; i < Math.min(offset, size); i++) {
            found += Math.max(0, copies[i] - 1);
        }
        return found;
    }

    long unflagged() {
        return unflagged;
    }

    /** Copies of one record that were of another attempt than the copy before. */
    long contradictory() {
        return contradictory;
    }

    private void makeRoomFor(int offset) {
        if (offset >= copies.length) {
            int length = Math.max(offset + 1, 2 * copies.length);
            copies = Arrays.copyOf(copies, length);
            attempts = Arrays.copyOf(attempts, length);
            lastArrivals = Arrays.copyOf(lastArrivals, length);
        }
        size = Math.max(size, offset + 1);
    }
}
