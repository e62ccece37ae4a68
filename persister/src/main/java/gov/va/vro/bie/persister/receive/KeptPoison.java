package gov.va.vro.bie.persister.receive;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/**
 * What could not be parked yet, bodies and headers, below a limit of bytes.
 *
 * <p>What is kept counts here and no longer among the link's, so that it keeps nobody from receiving. A message that
 * does not fit is forgotten but for its delivery tag: it stays unacknowledged, and {@link #giveBack} has its queue
 * deliver it again. One always fits, however large, or it could never be parked. Confined to the receiving thread.
 */
final class KeptPoison {

    private static final int SHARE_OF_HEAP = 8;

    private final Origin origin;
    private final long limit;
    private final Map<Delivery, Integer> bytes = new IdentityHashMap<>();
    private final List<Delivery> forgotten = new ArrayList<>();
    private long held;

    KeptPoison(Origin origin, long limit) {
        this.origin = origin;
        this.limit = limit;
    }

    static KeptPoison shareOfTheHeap(Origin origin) {
        return new KeptPoison(origin, Runtime.getRuntime().maxMemory() / SHARE_OF_HEAP);
    }

    /** Where the deliveries came from. */
    interface Origin {

        /** Tells that its content is no longer in memory, or is somebody else's to count. */
        void release(Delivery delivery);

        /** Has the queue deliver it again. */
        void giveBack(Delivery delivery) throws BrokerException;
    }

    /**
     * Keeps what could not be parked.
     *
     * @param needed whose content is being published now
     * @param waiting loses those that have no room
     */
    void keep(List<Candidate> needed, List<Candidate> waiting) {
        needed.forEach(this::keep);
        waiting.removeIf(one -> {
            if (bytes.containsKey(one.delivery()) || held == 0 || held + one.bytes() <= limit) {
                keep(one);
                return false;
            }
            origin.release(one.delivery());
            forgotten.add(one.delivery().withoutContent());
            return true;
        });
    }

    /** Lets go of the content of what is parked. */
    Candidate letGo(Candidate parked) {
        var counted = bytes.remove(parked.delivery());
        if (counted == null) {
            origin.release(parked.delivery());
        } else {
            held -= counted;
        }
        return parked.withoutContent();
    }

    /** How many are known by nothing but their delivery tags. */
    int forgotten() {
        return forgotten.size();
    }

    void giveBack() throws BrokerException {
        for (var delivery : forgotten) {
            origin.giveBack(delivery);
        }
        forgotten.clear();
    }

    private void keep(Candidate one) {
        if (bytes.putIfAbsent(one.delivery(), one.bytes()) == null) {
            held += one.bytes();
            origin.release(one.delivery());
        }
    }
}
