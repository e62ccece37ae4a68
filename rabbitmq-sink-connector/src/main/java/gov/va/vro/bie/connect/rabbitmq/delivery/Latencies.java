package gov.va.vro.bie.connect.rabbitmq.delivery;

import java.time.Duration;
import java.util.Arrays;

/**
 * How long confirms took, in a fixed number of buckets: those below 16 microseconds have one each, and every doubling
 * above is cut into 16, so that whatever is read is at most a sixteenth too high. Adding one is an index and an
 * increment, whatever came before. Outside the package it is only read, and no longer changes.
 */
public final class Latencies {

    private static final int PARTS = 16;
    private static final int PART_BITS = 4;

    /** Beyond 2^36 microseconds, which are 19 hours, all share the last bucket. */
    private static final int BUCKETS = PARTS * (36 - PART_BITS + 1);

    private final int[] buckets = new int[BUCKETS];
    private long count;
    private long sum;
    private long longest;

    void add(long nanos) {
        buckets[bucket(nanos / 1_000)]++;
        count++;
        sum += nanos;
        longest = Math.max(longest, nanos);
    }

    void addAll(Latencies others) {
        if (others.count > 0) {
            for (var at = 0; at < BUCKETS; at++) {
                buckets[at] += others.buckets[at];
            }
            count += others.count;
            sum += others.sum;
            longest = Math.max(longest, others.longest);
        }
    }

    void clear() {
        Arrays.fill(buckets, 0);
        count = 0;
        sum = 0;
        longest = 0;
    }

    public long count() {
        return count;
    }

    /** The average in seconds; NaN when there was no confirm. */
    public double average() {
        return count == 0 ? Double.NaN : seconds(sum) / count;
    }

    /** The longest in seconds; NaN when there was no confirm. */
    public double maximum() {
        return count == 0 ? Double.NaN : seconds(longest);
    }

    /**
     * What so much of them did not exceed, in seconds; NaN when there was no confirm.
     *
     * @param share above 0 and up to 1: 0.99 for the 99th percentile
     */
    public double quantile(double share) {
        var rank = (long) Math.ceil(share * count);
        var passed = 0L;
        for (var at = 0; at < BUCKETS && count > 0; at++) {
            passed += buckets[at];
            if (passed >= rank) {
                return Math.min(seconds(1_000 * end(at)), maximum());
            }
        }
        return maximum();
    }

    private static double seconds(long nanos) {
        return (double) nanos / Duration.ofSeconds(1).toNanos();
    }

    private static int bucket(long micros) {
        if (micros < PARTS) {
            return (int) Math.max(0, micros);
        }
        var shift = Long.SIZE - 1 - Long.numberOfLeadingZeros(micros) - PART_BITS;
        return (int) Math.min(BUCKETS - 1L, PARTS * (shift + 1L) + (micros >>> shift) - PARTS);
    }

    /** Where a bucket ends, in microseconds; the next one begins there. */
    private static long end(int bucket) {
        if (bucket < PARTS) {
            return bucket + 1L;
        }
        var shift = bucket / PARTS - 1;
        return (PARTS + bucket % PARTS + 1L) << shift;
    }
}
