package gov.va.vro.bie.persister.config;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import javax.net.ssl.SSLContext;

/**
 * How to reach the broker. Its text has no password.
 *
 * @param tls whom to trust and what to log in with, where TLS is spoken
 * @param certificateLogin whether the client's certificate is the login, in place of name and password
 */
public record BrokerConfig(
        List<HostPort> addresses,
        String username,
        String password,
        String virtualHost,
        Optional<SSLContext> tls,
        boolean certificateLogin) {

    /** Without TLS. */
    public BrokerConfig(List<HostPort> addresses, String username, String password, String virtualHost) {
        this(addresses, username, password, virtualHost, Optional.empty(), false);
    }

    @Override
    public String toString() {
        return addresses.stream().map(HostPort::toString).collect(Collectors.joining(",")) + " virtual host \""
                + virtualHost + "\" " + (certificateLogin ? "by certificate" : "as \"" + username + "\"")
                + (tls.isPresent() ? " over TLS" : "");
    }
}
