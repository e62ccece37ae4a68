package gov.va.vro.bie.connect.rabbitmq.delivery;

/**
 * Bounds the memory of what is outstanding. Two accounts of the same size: {@code flowing} counts the partitions that
 * flow, from their first unconfirmed record on, confirmed or not; {@code held} those that are held. They are apart so
 * that a partition in trouble can never use up the room of the healthy ones.
 */
final class Window {

    private final int maxRecords;
    private final long maxBytes;
    private int flowingRecords;
    private long flowingBytes;
    private int heldRecords;
    private long heldBytes;

    Window(int maxRecords, long maxBytes) {
        this.maxRecords = maxRecords;
        this.maxBytes = maxBytes;
    }

    void add(boolean held, int records, long bytes) {
        if (held) {
            heldRecords += records;
            heldBytes += bytes;
        } else {
            flowingRecords += records;
            flowingBytes += bytes;
        }
    }

    void remove(boolean held, int records, long bytes) {
        add(held, -records, -bytes);
    }

    boolean full() {
        return flowingRecords >= maxRecords || flowingBytes >= maxBytes;
    }

    boolean holdFull() {
        return heldRecords >= maxRecords || heldBytes >= maxBytes;
    }

    /** Whether one more may be in flight beside so many; one message always may. */
    boolean admits(int recordsInFlight, long bytesInFlight) {
        return recordsInFlight == 0 || recordsInFlight < maxRecords && bytesInFlight < maxBytes;
    }

    /** How much of the window is taken: 1 is all. */
    double used() {
        return share(flowingRecords, flowingBytes);
    }

    /** How much of the hold budget is taken: 1 is all. */
    double holdUsed() {
        return share(heldRecords, heldBytes);
    }

    private double share(int records, long bytes) {
        return Math.max((double) records / maxRecords, (double) bytes / maxBytes);
    }

    int records() {
        return flowingRecords + heldRecords;
    }
}
