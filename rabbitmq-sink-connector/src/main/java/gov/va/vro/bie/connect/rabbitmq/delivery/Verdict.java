package gov.va.vro.bie.connect.rabbitmq.delivery;

import java.util.List;

/**
 * Who ended a link. Only an error code of the broker condemns a record, and only when it was the one candidate: a cut
 * line proves nothing, and among several candidates nobody can tell. Then the suspects go one at a time, until the one
 * that ends the link is alone.
 */
sealed interface Verdict {

    int PRECONDITION_FAILED = 406;
    int NOT_FOUND = 404;
    int ACCESS_REFUSED = 403;

    /** No message is suspected. */
    record Nobody() implements Verdict {}

    /** The broker refuses this message itself. */
    record Refused(Delivery delivery, String reason) implements Verdict {}

    /** This message ends the link, for a reason that may lie outside it: its partition waits, and it goes alone. */
    record Held(Delivery delivery, Hold why, String reason) implements Verdict {}

    /** One of these may have ended it. */
    record Suspects(List<Delivery> deliveries) implements Verdict {}

    /**
     * Judges.
     *
     * @param repeated whether links end one after the other, with no answer between
     * @param candidates what was in flight and not known to have passed
     */
    static Verdict of(LinkLoss loss, boolean repeated, List<Delivery> candidates) {
        if (loss instanceof LinkLoss.ClosedByBroker closed) {
            return candidates.size() == 1 ? closedOver(candidates.get(0), closed) : new Suspects(candidates);
        }
        if (loss instanceof LinkLoss.CutByUs || !repeated) {
            return new Nobody();
        }
        if (candidates.size() == 1 && candidates.get(0).suspect) {
            return new Held(candidates.get(0), Hold.LINK, loss.reason());
        }
        return new Suspects(candidates);
    }

    private static Verdict closedOver(Delivery delivery, LinkLoss.ClosedByBroker closed) {
        return switch (closed.code()) {
            case PRECONDITION_FAILED -> new Refused(delivery, closed.reason());
            case NOT_FOUND, ACCESS_REFUSED -> new Held(delivery, Hold.CHANNEL, closed.reason());
            default -> new Held(delivery, Hold.LINK, closed.reason());
        };
    }
}
