package gov.va.vro.bie.connect.rabbitmq.broker;

import com.rabbitmq.client.Address;
import java.time.Duration;
import java.time.Instant;
import org.slf4j.Logger;

/** Says once that the broker is away, then at growing intervals, then once that it is back. Owned by the publisher thread. */
final class OutageLog {

    private static final Duration FIRST = Duration.ofSeconds(10);
    private static final Duration LONGEST = Duration.ofMinutes(10);

    private final Logger log;
    private final String taskName;
    private Instant since;
    private Instant sayAgainAt;
    private int attempts;
    private boolean connectedBefore;
    private String lastReason = "";
    private Duration sameReasonPause = FIRST;
    private Instant sameReasonAgainAt = Instant.MIN;

    OutageLog(Logger log, String taskName) {
        this.log = log;
        this.taskName = taskName;
    }

    void connected(Address address) {
        if (since == null && !connectedBefore) {
            log.info("task={} connected to RabbitMQ at {}", taskName, address);
        } else if (since != null) {
            log.info(
                    "task={} connected to RabbitMQ at {} again after {} s and {} failed attempts",
                    taskName,
                    address,
                    Duration.between(since, Instant.now()).toSeconds(),
                    attempts);
        }
        connectedBefore = true;
        since = null;
        attempts = 0;
    }

    /** A loss for the same reason as the last one, soon after it, is not worth saying again: it is being found out why. */
    void lost(String reason) {
        var now = Instant.now();
        if (reason.equals(lastReason) && now.isBefore(sameReasonAgainAt)) {
            return;
        }
        sameReasonPause = reason.equals(lastReason) ? shorter(sameReasonPause.multipliedBy(2), LONGEST) : FIRST;
        lastReason = reason;
        sameReasonAgainAt = now.plus(sameReasonPause);
        begin();
        log.warn("task={} lost its connection to RabbitMQ: {}; connecting again, nothing is lost", taskName, reason);
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    void unavailable(String reason) {
        var first = since == null;
        begin();
        attempts++;
        var now = Instant.now();
        if (first || !now.isBefore(sayAgainAt)) {
            log.warn("task={} {}; trying again, attempt {}", taskName, reason, attempts);
            var age = Duration.between(since, now);
            sayAgainAt = now.plus(age.compareTo(FIRST) < 0 ? FIRST : age.compareTo(LONGEST) > 0 ? LONGEST : age);
        }
    }

    private void begin() {
        if (since == null) {
            since = Instant.now();
            sayAgainAt = since;
        }
    }
}
