package gov.va.vro.bie.persister.policy;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What the policies that rule the persister's queues would do to the messages in them. */
final class PolicyVerdict {

    /** Lower, and crashes could reach it: each one gives back everything that was fetched ahead. */
    private static final long LOWEST_DELIVERY_LIMIT = 1_000_000;

    private final BrokerPolicies policies;
    private final Map<String, List<String>> queuesByFinding = new LinkedHashMap<>();

    private PolicyVerdict(BrokerPolicies policies) {
        this.policies = policies;
    }

    /**
     * @param subscriptions the queues that events come through
     * @param parked the dead-letter queue
     * @return a sentence for each thing that is wrong, with the queues that have it
     */
    static List<String> findings(BrokerPolicies policies, List<String> subscriptions, String parked) {
        var verdict = new PolicyVerdict(policies);
        subscriptions.forEach(verdict::lookAt);
        subscriptions.forEach(verdict::lookAtDeadLetters);
        verdict.lookAt(parked);
        return verdict.queuesByFinding.entrySet().stream()
                .map(finding -> finding.getKey() + " (" + String.join(", ", finding.getValue()) + ")")
                .toList();
    }

    private void lookAt(String queue) {
        var definition = policies.definition(queue);
        limit(queue, definition, "message-ttl", "messages expire after %s ms");
        limit(queue, definition, "expires", "a queue that nobody uses for %s ms is deleted");
        var whenFull = "reject-publish".equals(definition.get("overflow"))
                ? ", and then new ones are refused, for all subscribers of the exchange"
                : ", and then the oldest are dropped";
        limit(queue, definition, "max-length", "no more than %s messages" + whenFull);
        limit(queue, definition, "max-length-bytes", "no more than %s bytes" + whenFull);
        lookAtDeliveryLimit(queue, definition);
    }

    private void lookAtDeliveryLimit(String queue, Map<String, Object> definition) {
        if (definition.get("delivery-limit") instanceof Number limit) {
            if (limit.longValue() >= 0 && limit.longValue() < LOWEST_DELIVERY_LIMIT) {
                add(queue, "a message is given up after " + limit + " returns, which crashes can reach");
            }
        } else {
            policies.defaultDeliveryLimit()
                    .ifPresent(limit -> add(
                            queue,
                            "no delivery-limit, and this RabbitMQ gives a message up after " + limit
                                    + " returns, which crashes can reach"));
        }
    }

    private void lookAtDeadLetters(String queue) {
        var definition = policies.definition(queue);
        if (!definition.containsKey("dead-letter-exchange")) {
            add(queue, "no dead-letter-exchange: what is given up or expires is gone");
        } else if (!"at-least-once".equals(definition.get("dead-letter-strategy"))) {
            add(queue, "no dead-letter-strategy at-least-once: what is given up or expires may be gone");
        } else if (!"reject-publish".equals(definition.get("overflow"))) {
            add(
                    queue,
                    "dead-letter-strategy at-least-once has no effect without overflow reject-publish: what is given up"
                            + " or expires may be gone");
        }
    }

    private void limit(String queue, Map<String, Object> definition, String key, String sentence) {
        if (definition.containsKey(key)) {
            add(queue, sentence.formatted(definition.get(key)));
        }
    }

    private void add(String queue, String finding) {
        queuesByFinding
                .computeIfAbsent(policies.names(queue) + ": " + finding, key -> new ArrayList<>())
                .add(queue);
    }
}
