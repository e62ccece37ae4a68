package gov.va.vro.bie.connect.rabbitmq.delivery;

import java.util.Arrays;
import java.util.function.Consumer;

/**
 * The sequence marks of one link: which delivery has which publish sequence number. The broker numbers publishes from 1
 * on, without gaps, so a ring indexed by the number needs neither a map nor an allocation. The marks of a closed
 * partition stay until they are settled or the link ends, or a later confirm would hit the wrong record.
 */
final class InFlight {

    private Delivery[] ring = new Delivery[1024];
    private long first = 1;
    private long next = 1;
    private long highestSettled;
    private int count;
    private long bytes;

    /** Gives the delivery the next sequence number of the link. */
    void add(Delivery delivery) {
        if (next - first == ring.length) {
            grow();
        }
        ring[index(next++)] = delivery;
        count++;
        bytes += delivery.bytes;
    }

    /** Settles one number, or every one up to it; each delivery is handed over once, in the order of publishing. */
    void settle(long sequence, boolean multiple, Consumer<Delivery> settled) {
        if (sequence >= next || sequence < first) {
            return;
        }
        highestSettled = Math.max(highestSettled, sequence);
        for (var at = multiple ? first : sequence; at <= sequence; at++) {
            var delivery = ring[index(at)];
            if (delivery != null) {
                ring[index(at)] = null;
                count--;
                bytes -= delivery.bytes;
                settled.accept(delivery);
            }
        }
        while (first < next && ring[index(first)] == null) {
            first++;
        }
    }

    void forEach(Consumer<Delivery> action) {
        from(first, action);
    }

    /**
     * What can have ended the link. The broker works through a channel in order: whatever it settled, and all before
     * that, it had accepted.
     */
    void forEachSuspect(Consumer<Delivery> action) {
        from(Math.max(first, highestSettled + 1), action);
    }

    private void from(long sequence, Consumer<Delivery> action) {
        for (var at = sequence; at < next; at++) {
            var delivery = ring[index(at)];
            if (delivery != null) {
                action.accept(delivery);
            }
        }
    }

    /** A new link numbers from 1 again. */
    void reset() {
        Arrays.fill(ring, null);
        first = 1;
        next = 1;
        highestSettled = 0;
        count = 0;
        bytes = 0;
    }

    int count() {
        return count;
    }

    long bytes() {
        return bytes;
    }

    private int index(long sequence) {
        return (int) (sequence & ring.length - 1);
    }

    private void grow() {
        var old = ring;
        ring = new Delivery[old.length * 2];
        for (var at = first; at < next; at++) {
            ring[index(at)] = old[(int) (at & old.length - 1)];
        }
    }
}
