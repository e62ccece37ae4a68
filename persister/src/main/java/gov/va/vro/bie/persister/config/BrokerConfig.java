package gov.va.vro.bie.persister.config;

import java.util.List;
import java.util.stream.Collectors;

/** How to reach the broker. Its text has no password. */
public record BrokerConfig(List<HostPort> addresses, String username, String password, String virtualHost) {

    @Override
    public String toString() {
        return addresses.stream().map(HostPort::toString).collect(Collectors.joining(",")) + " virtual host \""
                + virtualHost + "\" as \"" + username + "\"";
    }
}
