package gov.va.vro.bie.persister.config;

import java.util.List;

/** How to reach the broker. Its text has no password. */
public record BrokerConfig(List<HostPort> addresses, String username, String password, String virtualHost) {

    @Override
    public String toString() {
        return addresses + " virtual host \"" + virtualHost + "\" as \"" + username + "\"";
    }
}
