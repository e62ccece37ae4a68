package gov.va.vro.bie.persister.cli;

import gov.va.vro.bie.persister.config.ManagementConfig;
import gov.va.vro.bie.persister.ops.Trouble;
import gov.va.vro.bie.persister.policy.ManagementException;
import gov.va.vro.bie.persister.policy.PolicyCheck;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says once, at the start, what the broker's policies would do to the queues. On a thread of its own: the service does
 * not depend on the management API, and goes on without it.
 */
final class PolicyWatch implements Runnable {

    private static final Logger log = LoggerFactory.getLogger(PolicyWatch.class);
    private static final Duration PAUSE = Duration.ofSeconds(15);

    private final Optional<ManagementConfig> management;
    private final Duration pause;

    PolicyWatch(Optional<ManagementConfig> management) {
        this(management, PAUSE);
    }

    PolicyWatch(Optional<ManagementConfig> management, Duration pause) {
        this.management = management;
        this.pause = pause;
    }

    @Override
    public void run() {
        if (management.isEmpty()) {
            log.info("policies are not looked at: RABBITMQ_MANAGEMENT_URL is not set");
            return;
        }
        var check = new PolicyCheck(management.get());
        var trouble = new Trouble(log, Clock.systemUTC(), "policies could be looked at");
        try {
            while (!said(check, trouble)) {
                Thread.sleep(pause.toMillis());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static boolean said(PolicyCheck check, Trouble trouble) throws InterruptedException {
        try {
            var findings = check.findings();
            trouble.over();
            findings.forEach(finding -> log.error(
                    "events can be lost: {}; import policies.json, and take away what an operator policy adds",
                    finding));
            if (findings.isEmpty()) {
                log.info("policies keep the queues whole");
            }
            return true;
        } catch (ManagementException e) {
            trouble.say("policies are not looked at: " + e.getMessage());
            return false;
        } catch (RuntimeException e) {
            trouble.say("policies are not looked at: unexpected " + e.getClass().getSimpleName()
                    + "; check RABBITMQ_MANAGEMENT_URL");
            return false;
        }
    }
}
