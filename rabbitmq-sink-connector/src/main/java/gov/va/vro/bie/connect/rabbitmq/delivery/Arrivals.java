package gov.va.vro.bie.connect.rabbitmq.delivery;

/**
 * The offsets of one partition as they come in: which one is expected next, and which book an offset belongs to. A new
 * assignment begins with the position unknown; the first commit offers it, and until then the partition is opening.
 * Guarded by the lock of {@link Deliveries}.
 */
final class Arrivals {

    private static final long UNKNOWN = -1;

    private long next = UNKNOWN;
    private int generation;

    boolean opening() {
        return next == UNKNOWN;
    }

    /** Takes the consumer's position for the offset that comes first; only while no record has come. */
    void begin(long position) {
        if (opening()) {
            next = position;
        }
    }

    /** Whether the topic was deleted and made again: what is older says nothing any more about what may be committed. */
    boolean startsAnew(long offset) {
        return offset < next;
    }

    /** The gap that this offset leaves behind it, or null. */
    Gap gapBefore(long offset) {
        return opening() || offset <= next ? null : new Gap(next, offset, generation);
    }

    /** Takes an offset in, and gives the number of the book that it belongs to. */
    int take(long offset) {
        if (startsAnew(offset)) {
            generation++;
        }
        next = offset + 1;
        return generation;
    }

    int generation() {
        return generation;
    }

    /** The last offset that came, or the one before the position. */
    long last() {
        return next - 1;
    }
}
