package gov.va.vro.bie.persister.policy;

import gov.va.vro.bie.persister.config.ManagementConfig;
import gov.va.vro.bie.persister.event.EventType;
import gov.va.vro.bie.persister.receive.Topology;
import java.util.Arrays;
import java.util.List;

/** Asks the management API which policies rule the persister's queues, whether these exist yet or not. */
public final class PolicyCheck {

    private final ManagementApi api;
    private final String virtualHost;

    public PolicyCheck(ManagementConfig config) {
        api = new ManagementApi(config);
        virtualHost = config.virtualHost();
    }

    /**
     * @return a sentence for each way in which policies would lose messages; empty when they would not
     * @throws ManagementException when nobody can tell
     */
    public List<String> findings() throws ManagementException, InterruptedException {
        var policies = BrokerPolicies.of(
                api.policies("policies", virtualHost), api.policies("operator-policies", virtualHost), api.version());
        var subscriptions =
                Arrays.stream(EventType.values()).map(EventType::queue).toList();
        return PolicyVerdict.findings(policies, subscriptions, Topology.PARKED_QUEUE);
    }
}
