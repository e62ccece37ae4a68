package gov.va.vro.bie.connect.rabbitmq.delivery;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * Whose turn it is to publish: round robin, in runs, so that a busy partition neither starves the others nor costs a look
 * at all of them per record. Guarded by the lock of {@link Deliveries}.
 */
final class Turns {

    private static final int RUN = 32;

    private final List<PartitionProgress> partitions = new ArrayList<>();
    private int at;
    private int left;

    void add(PartitionProgress partition) {
        partitions.add(partition);
    }

    void remove(PartitionProgress partition) {
        partitions.remove(partition);
        at = 0;
        left = 0;
    }

    /** The next partition that is ready, or null. */
    PartitionProgress next(Predicate<PartitionProgress> ready) {
        if (left > 0 && ready.test(partitions.get(at))) {
            left--;
            return partitions.get(at);
        }
        for (var step = 1; step <= partitions.size(); step++) {
            var candidate = (at + step) % partitions.size();
            if (ready.test(partitions.get(candidate))) {
                at = candidate;
                left = RUN - 1;
                return partitions.get(at);
            }
        }
        left = 0;
        return null;
    }

    /** The partition that was given last has had its turn: the others come first. */
    void endRun() {
        left = 0;
    }

    List<PartitionProgress> all() {
        return partitions;
    }
}
