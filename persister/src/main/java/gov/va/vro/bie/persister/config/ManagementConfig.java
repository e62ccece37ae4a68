package gov.va.vro.bie.persister.config;

/** How to ask the broker's management API. Its text has no password. */
public record ManagementConfig(String url, String username, String password, String virtualHost) {

    @Override
    public String toString() {
        return url + " as \"" + username + "\"";
    }
}
