package gov.va.vro.bie.persister.policy;

import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * A policy of the broker, or an operator policy.
 *
 * @param pattern part of the name of what it is for
 * @param applyTo "all", "queues", or a kind of them
 * @param definition numbers and texts by key
 */
record Policy(String name, String pattern, String applyTo, long priority, Map<String, Object> definition) {

    private static final Set<String> QUORUM_QUEUES = Set.of("all", "queues", "quorum_queues");

    /** Whether it is for this quorum queue; one whose pattern cannot be read here is taken to be. */
    boolean matches(String queue) {
        if (!QUORUM_QUEUES.contains(applyTo)) {
            return false;
        }
        try {
            return Pattern.compile(pattern).matcher(queue).find();
        } catch (PatternSyntaxException e) {
            return true;
        }
    }
}
