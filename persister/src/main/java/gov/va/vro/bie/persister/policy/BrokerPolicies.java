package gov.va.vro.bie.persister.policy;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The policies of a virtual host, and which of them rule a queue: of the ordinary ones the one with the highest
 * priority, and of the operator policies likewise, merged into it, the smaller number winning.
 *
 * @param defaultDeliveryLimit what a quorum queue has that no policy gives one; empty when it has none
 */
record BrokerPolicies(List<Policy> ordinary, List<Policy> operator, Optional<Integer> defaultDeliveryLimit) {

    private static final int FIRST_WITH_A_LIMIT = 4;
    private static final int LIMIT = 20;

    static BrokerPolicies of(List<Policy> ordinary, List<Policy> operator, String brokerVersion) {
        var major = Integer.parseInt(brokerVersion.replaceFirst("\\..*", ""));
        return new BrokerPolicies(
                ordinary, operator, major >= FIRST_WITH_A_LIMIT ? Optional.of(LIMIT) : Optional.empty());
    }

    /** What rules {@code queue}, by key. */
    Map<String, Object> definition(String queue) {
        var merged = new HashMap<String, Object>();
        ruling(queue)
                .forEach(policy -> policy.definition()
                        .forEach((key, value) -> merged.merge(key, value, BrokerPolicies::stricter)));
        return merged;
    }

    /** The names of the policies that rule {@code queue}, for a sentence. */
    String names(String queue) {
        var names = ruling(queue).map(policy -> "\"" + policy.name() + "\"").collect(Collectors.joining(" and "));
        return names.isEmpty() ? "no policy" : "policy " + names;
    }

    private Stream<Policy> ruling(String queue) {
        return Stream.concat(highest(ordinary, queue).stream(), highest(operator, queue).stream());
    }

    private static Optional<Policy> highest(List<Policy> policies, String queue) {
        return policies.stream()
                .filter(policy -> policy.matches(queue))
                .max(Comparator.comparingLong(Policy::priority));
    }

    private static Object stricter(Object one, Object operators) {
        return one instanceof Number a && operators instanceof Number b
                ? (Object) Math.min(a.longValue(), b.longValue())
                : operators;
    }
}
