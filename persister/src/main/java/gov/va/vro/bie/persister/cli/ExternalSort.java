package gov.va.vro.bie.persister.cli;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;

/**
 * Sorts more than fits into memory: whenever what is held passes a limit it goes, sorted, into a temporary file, and in
 * the end all these runs are merged. Without so much there is no file. What compares as equal keeps its order.
 *
 * <p>First everything is added, then everything is taken. Confined to one thread.
 */
final class ExternalSort<T> implements AutoCloseable {

    private final SortedRun.Format<T> format;
    private final Comparator<? super T> order;
    private final long limit;
    private final List<SortedRun<T>> runs = new ArrayList<>();
    private final List<T> held = new ArrayList<>();
    private long heldBytes;
    private Optional<PriorityQueue<Head<T>>> merging = Optional.empty();

    /**
     * @param limit how many bytes to hold in memory
     */
    ExternalSort(SortedRun.Format<T> format, Comparator<? super T> order, long limit) {
        this.format = format;
        this.order = order;
        this.limit = limit;
    }

    /**
     * @throws java.io.UncheckedIOException when there is no room for a file
     */
    void add(T item) {
        held.add(item);
        heldBytes += format.bytes(item);
        if (heldBytes > limit) {
            held.sort(order);
            runs.add(SortedRun.of(held, format));
            held.clear();
            heldBytes = 0;
        }
    }

    /** The next in order; empty at the end. */
    Optional<T> next() {
        var heads = merging.orElseGet(this::merge);
        var head = heads.poll();
        if (head == null) {
            return Optional.empty();
        }
        head.after().ifPresent(heads::add);
        return Optional.of(head.item);
    }

    @Override
    public void close() {
        runs.forEach(SortedRun::close);
    }

    private PriorityQueue<Head<T>> merge() {
        held.sort(order);
        var heads = new PriorityQueue<Head<T>>(
                Comparator.<Head<T>, T>comparing(Head::item, order).thenComparingInt(Head::run));
        for (var run : runs) {
            Head.of(heads.size(), run).ifPresent(heads::add);
        }
        Head.of(heads.size(), held.iterator()).ifPresent(heads::add);
        merging = Optional.of(heads);
        return heads;
    }

    /** The first item of a run, and those that come after it. */
    private record Head<T>(T item, int run, Iterator<T> others) {

        static <T> Optional<Head<T>> of(int run, Iterator<T> items) {
            return items.hasNext() ? Optional.of(new Head<>(items.next(), run, items)) : Optional.empty();
        }

        Optional<Head<T>> after() {
            return of(run, others);
        }
    }
}
