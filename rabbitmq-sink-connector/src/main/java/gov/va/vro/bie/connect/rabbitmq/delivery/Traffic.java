package gov.va.vro.bie.connect.rabbitmq.delivery;

/**
 * What was published to one exchange and what the broker said to it. Every publish ends in exactly one of the four
 * answers, or is in flight; those of a closed partition too, so that the counts add up at any moment. Nothing here
 * allocates. Guarded by the lock of {@link Deliveries}.
 */
final class Traffic {

    final ConfirmLatency latency;
    long published;
    long publishedBytes;
    long resent;
    long confirmed;
    long returned;
    long nacked;
    long unanswered;

    Traffic(long now) {
        this.latency = new ConfirmLatency(now);
    }

    void published(Delivery delivery, boolean again) {
        published++;
        publishedBytes += delivery.bytes;
        resent += again ? 1 : 0;
    }

    void acked(Delivery delivery, long now) {
        if (delivery.returned) {
            returned++;
        } else {
            confirmed++;
            latency.add(now, now - delivery.publishedAt);
        }
    }

    long inFlight() {
        return published - confirmed - returned - nacked - unanswered;
    }
}
