package gov.va.vro.bie.benchmarks.sink;

import java.util.stream.DoubleStream;

/**
 * The middle of some values, and between what the middle half of them lies, which says how far to trust it.
 *
 * @param low the least of the middle half
 * @param high the greatest of it
 */
record Middle(double low, double median, double high) {

    static Middle of(DoubleStream values) {
        var sorted = values.sorted().toArray();
        var last = sorted.length - 1;
        var quarter = sorted.length / 4;
        return new Middle(sorted[quarter], (sorted[last / 2] + sorted[sorted.length / 2]) / 2, sorted[last - quarter]);
    }
}
