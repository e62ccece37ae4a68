package gov.va.vro.bie.persister.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PolicyVerdictTest {

    private static final String UPDATED = "persister.contention-updated";
    private static final String PARKED = "persister.parked";
    private static final Policy BROAD =
            new Policy("limits", ".*", "all", 0, Map.of("message-ttl", 1_500_000L, "max-length", 1_000L));

    @ParameterizedTest
    @ValueSource(strings = {"3.10.8", "4.0.5", "4.3.0"})
    void findsNothingWrongWithWhatIsShippedWhateverElseThereIs(String version) throws Exception {
        assertThat(findings(version, List.of(BROAD, shipped(0), shipped(1)), List.of()))
                .isEmpty();
    }

    @Test
    void saysWhatABroadPolicyWouldDo() {
        assertThat(findings("3.10.8", List.of(BROAD), List.of()))
                .containsExactly(
                        "policy \"limits\": messages expire after 1500000 ms (" + UPDATED + ", " + PARKED + ")",
                        "policy \"limits\": no more than 1000 messages, and then the oldest are dropped (" + UPDATED
                                + ", " + PARKED + ")",
                        "policy \"limits\": no dead-letter-exchange: what is given up or expires is gone (" + UPDATED
                                + ")");
    }

    @Test
    void saysThatABroadPolicyOfHigherPriorityUndoesWhatIsShipped() throws Exception {
        var above = new Policy("limits", ".*", "queues", 200, Map.of("expires", 60_000L));

        assertThat(findings("3.10.8", List.of(above, shipped(0), shipped(1)), List.of()))
                .anyMatch(finding -> finding.startsWith(
                        "policy \"limits\": a queue that nobody uses for 60000 ms is deleted (" + UPDATED));
    }

    @Test
    void saysThatAnOperatorPolicyLimitsWhatIsShipped() throws Exception {
        var operator = new Policy("ops", "^persister", "queues", 0, Map.of("max-length", 5L, "delivery-limit", 10L));

        assertThat(findings("4.0.5", List.of(shipped(0), shipped(1)), List.of(operator)))
                .contains(
                        "policy \"persister\" and \"ops\": no more than 5 messages, and then new ones are refused, for"
                                + " all subscribers of the exchange (" + UPDATED + ")",
                        "policy \"persister\" and \"ops\": a message is given up after 10 returns, which crashes can reach ("
                                + UPDATED + ")");
    }

    @Test
    void saysThatDeadLetteringNeedsTheOverflowThatItIsShippedWith() throws Exception {
        var operator = new Policy("ops", "^persister", "queues", 0, Map.of("overflow", "drop-head"));

        assertThat(findings("3.10.8", List.of(shipped(0), shipped(1)), List.of(operator)))
                .containsExactly("policy \"persister\" and \"ops\": dead-letter-strategy at-least-once has no effect"
                        + " without overflow reject-publish: what is given up or expires may be gone (" + UPDATED
                        + ")");
    }

    @Test
    void knowsTheDeliveryLimitThatRabbitMq4HasByItself() {
        assertThat(findings("4.0.5", List.of(), List.of()))
                .contains("no policy: no delivery-limit, and this RabbitMQ gives a message up after 20 returns,"
                        + " which crashes can reach (" + UPDATED + ", " + PARKED + ")");
        assertThat(findings("3.13.7", List.of(), List.of())).noneMatch(finding -> finding.contains("returns"));
    }

    @Test
    void leavesAloneWhatIsForOtherQueues() {
        var others = List.of(
                new Policy("a", "^other", "queues", 9, Map.of("message-ttl", 1L)),
                new Policy("b", ".*", "classic_queues", 9, Map.of("message-ttl", 1L)),
                new Policy("c", ".*", "exchanges", 9, Map.of("alternate-exchange", "x")));

        assertThat(findings("3.10.8", others, List.of())).noneMatch(finding -> finding.contains("expire after"));
    }

    private static List<String> findings(String version, List<Policy> ordinary, List<Policy> operator) {
        return PolicyVerdict.findings(BrokerPolicies.of(ordinary, operator, version), List.of(UPDATED), PARKED);
    }

    @SuppressWarnings("unchecked")
    private static Policy shipped(int index) throws Exception {
        var file = (Map<String, Object>) Json.read(Files.readAllBytes(Path.of("policies.json")));
        var policy = ((List<Map<String, Object>>) file.get("policies")).get(index);
        return new Policy(
                (String) policy.get("name"),
                (String) policy.get("pattern"),
                (String) policy.get("apply-to"),
                ((Number) policy.get("priority")).longValue(),
                (Map<String, Object>) policy.get("definition"));
    }
}
