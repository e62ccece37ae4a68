package gov.va.vro.bie.persister.config;

import java.util.Optional;
import javax.net.ssl.SSLContext;

/**
 * How to ask the broker's management API. Its text has no password.
 *
 * @param tls whom https trusts, where that is not whom the JDK does
 */
public record ManagementConfig(
        String url, String username, String password, String virtualHost, Optional<SSLContext> tls) {

    @Override
    public String toString() {
        return url + " as \"" + username + "\"";
    }
}
