package gov.va.vro.bie.connect.rabbitmq.delivery;

import java.time.Duration;

/**
 * Whether the broker answers on the present link. Any settled publish is an answer, an ack or a nack, of an open
 * partition or a closed one. A broker that has said it is blocked (a memory or disk alarm) owes no answer. Times are
 * nanoseconds of the core's clock. Guarded by the lock of {@link Deliveries}.
 */
final class LinkHealth {

    private final long confirmTimeout;
    private boolean up;
    private boolean blocked;
    private boolean answered;
    private long upSince;
    private long blockedAt;
    private long waitingSince;
    private long unblockedAt = Long.MIN_VALUE;
    private long answeredAt = Long.MIN_VALUE;
    private int lossesWithoutAnswer;

    LinkHealth(Duration confirmTimeout) {
        this.confirmTimeout = confirmTimeout.toNanos();
    }

    void up(long now) {
        up = true;
        blocked = false;
        answered = false;
        upSince = now;
        waitingSince = now;
    }

    /** Notes that the link is gone; a loss of our own making says nothing about what was in flight. */
    void lost(LinkLoss loss) {
        up = false;
        blocked = false;
        if (!(loss instanceof LinkLoss.CutByUs)) {
            lossesWithoutAnswer++;
        }
    }

    void published(long now, boolean nothingElseInFlight) {
        if (nothingElseInFlight) {
            waitingSince = now;
        }
    }

    void answered(long now) {
        answered = true;
        answeredAt = now;
        waitingSince = now;
        lossesWithoutAnswer = 0;
    }

    void blocked(long now, boolean nowBlocked) {
        if (blocked && !nowBlocked) {
            waitingSince = now;
            unblockedAt = now;
        } else if (!blocked && nowBlocked) {
            blockedAt = now;
        }
        blocked = nowBlocked;
    }

    /** Since when the broker has been blocked; only while it is. */
    long blockedAt() {
        return blockedAt;
    }

    /** Since when the present link has been up. */
    long upSince() {
        return upSince;
    }

    /** Whether something in flight has waited for {@code confirm.timeout.ms} without any answer at all. */
    boolean silent(long now, int inFlight) {
        return inFlight > 0 && !blocked && now - waitingSince >= confirmTimeout;
    }

    /** Whether a publish is unanswered for so many times the timeout, though later ones were answered. */
    boolean overdue(long now, long publishedAt, int times) {
        return publishedAt != Long.MAX_VALUE
                && !blocked
                && answeredAt > publishedAt
                && now - Math.max(publishedAt, unblockedAt) >= times * confirmTimeout;
    }

    /** Whether one write has hung for longer than a confirm may take; an alarm stops the clock, and its end restarts it. */
    boolean hung(long now, long writingSince) {
        return !blocked && now - Math.max(writingSince, unblockedAt) > confirmTimeout;
    }

    /** Whether losses follow each other so that a message may be what causes them. */
    boolean repeatedlyLost() {
        return lossesWithoutAnswer >= 2;
    }

    /** Whether the broker has settled anything on the present link, or on the last one while there is none. */
    boolean hasAnswered() {
        return answered;
    }

    boolean isUp() {
        return up;
    }

    boolean isBlocked() {
        return blocked;
    }
}
