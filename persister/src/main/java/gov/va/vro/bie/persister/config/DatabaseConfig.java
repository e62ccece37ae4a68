package gov.va.vro.bie.persister.config;

/** How to reach the database. Its text has no password. */
public record DatabaseConfig(String url, String user, String password, String schema) {

    /** The URL without its parameters. */
    public String address() {
        return url.replaceFirst("\\?.*", "");
    }

    @Override
    public String toString() {
        return address() + " schema \"" + schema + "\" as \"" + user + "\"";
    }
}
