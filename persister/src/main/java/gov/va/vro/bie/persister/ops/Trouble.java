package gov.va.vro.bie.persister.ops;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.slf4j.Logger;

/**
 * Says that something is wrong when it begins or its reason changes, then at growing intervals, and once when it is
 * over: what an outage of an hour should leave in a log is a dozen lines, not one for each attempt.
 *
 * <p>Confined to one thread.
 */
public final class Trouble {

    private static final Duration FIRST_INTERVAL = Duration.ofSeconds(10);
    private static final Duration LONGEST_INTERVAL = Duration.ofMinutes(10);

    private final Logger log;
    private final Clock clock;
    private final String what;

    private String reason = "";
    private Instant since = Instant.EPOCH;
    private Instant nextSaid = Instant.EPOCH;
    private Duration interval = FIRST_INTERVAL;

    /**
     * @param what the end of the sentence when it is over, such as "database is back"
     */
    public Trouble(Logger log, Clock clock, String what) {
        this.log = log;
        this.clock = clock;
        this.what = what;
    }

    /** Call at every failed attempt. */
    public void say(String currentReason) {
        var now = clock.instant();
        if (reason.isEmpty()) {
            since = now;
        }
        if (!currentReason.equals(reason)) {
            reason = currentReason;
            interval = FIRST_INTERVAL;
        } else if (now.isBefore(nextSaid)) {
            return;
        } else {
            interval = min(interval.multipliedBy(2), LONGEST_INTERVAL);
        }
        nextSaid = now.plus(interval);
        log.atError().addKeyValue("since", since.toString()).log(reason);
    }

    /** Call at every success. */
    public void over() {
        if (!reason.isEmpty()) {
            var lasted = Duration.between(since, clock.instant());
            log.atInfo().addKeyValue("after_ms", lasted.toMillis()).log(what);
            reason = "";
        }
    }

    private static Duration min(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }
}
