package gov.va.vro.bie.connect.rabbitmq.delivery;

import java.util.List;

/**
 * The messages that may have ended a link. While there are any, one message is in flight at a time, so that the next
 * loss has one candidate. A suspect is cleared when it is confirmed, bad, given up, or its partition closed or held: or
 * the others would go one by one for as long as one exchange stays closed. Guarded by the lock of {@link Deliveries}.
 */
final class Suspicion {

    private final DeliveryListener listener;
    private int suspects;

    Suspicion(DeliveryListener listener) {
        this.listener = listener;
    }

    boolean any() {
        return suspects > 0;
    }

    void fallsOn(List<Delivery> candidates, LinkLoss loss) {
        candidates.stream().filter(candidate -> !candidate.partition.closed).forEach(this::suspect);
        if (any()) {
            listener.suspecting(suspects, loss);
        }
    }

    /** A held partition sends one message a try anyway: that its next try goes alone is enough. */
    private void suspect(Delivery candidate) {
        if (candidate.partition.hold != null) {
            candidate.partition.probeAlone = true;
        } else if (!candidate.suspect) {
            candidate.suspect = true;
            candidate.partition.suspects++;
            suspects++;
        }
    }

    void clear(Delivery delivery) {
        if (delivery.suspect) {
            delivery.suspect = false;
            delivery.partition.suspects--;
            suspects--;
            if (!any()) {
                listener.suspicionOver();
            }
        }
    }

    /** The partition is nobody's business any more: that clears nobody in particular, and is not told. */
    void forget(PartitionProgress partition) {
        suspects -= partition.suspects;
    }

    void clearAll(PartitionProgress partition) {
        if (partition.suspects > 0) {
            partition.outstanding().forEach(this::clear);
        }
    }
}
