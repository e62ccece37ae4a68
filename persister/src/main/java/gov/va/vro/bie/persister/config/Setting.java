package gov.va.vro.bie.persister.config;

import java.util.Optional;

/** Everything that can be set, as data; the table in the README is held to it by a test. */
public enum Setting {
    RABBITMQ_ADDRESSES("", "HOST:PORT, or several separated by commas", "Nodes of the broker, tried in random order"),
    RABBITMQ_USERNAME(
            "",
            "the user's name",
            "User of the broker; needs configure, write and read on its queues and exchanges;"
                    + " with EXTERNAL only for the management API"),
    RABBITMQ_PASSWORD("", "the user's password", "Password of that user; with EXTERNAL only for the management API"),
    RABBITMQ_VIRTUAL_HOST("/", "the virtual host's name", "Virtual host"),
    RABBITMQ_TLS("false", "true or false", "Whether the broker's addresses speak TLS; host names are verified"),
    RABBITMQ_TLS_CA(Setting.NONE, "certificates as PEM", "Authorities to trust; none for those that the JDK trusts"),
    RABBITMQ_TLS_CERTIFICATE(
            Setting.NONE, "certificates as PEM", "Client certificate, with those that lead to its authority"),
    RABBITMQ_TLS_KEY(Setting.NONE, "a key as PEM (PKCS #8, not encrypted)", "Key of the client certificate"),
    RABBITMQ_MECHANISM(
            "PLAIN", "PLAIN or EXTERNAL", "EXTERNAL: the client certificate is the login, without name and password"),
    RABBITMQ_MANAGEMENT_URL(
            Setting.NONE,
            "http://HOST:PORT or https://HOST:PORT",
            "Management API, to look at policies with; the user needs the tag `management`,"
                    + " and name and password with EXTERNAL too"),
    POSTGRES_URL("", "jdbc:postgresql://HOST:PORT/DATABASE", "The database; no credentials in it"),
    POSTGRES_USER(
            "", "the role's name", "Role that owns the tables, or may read and write them where it does not migrate"),
    POSTGRES_PASSWORD("", "the role's password", "Password of that role"),
    POSTGRES_SCHEMA("bie", "lower-case letters, digits and underscores", "Schema of the tables"),
    PERSISTER_MIGRATE(
            "true", "true or false", "Whether run migrates the schema first; if not, it waits until somebody has"),
    PERSISTER_BATCH_SIZE(
            "250",
            "a number from 1 to 5000",
            "Most messages in one transaction; twice as many are fetched ahead per queue"),
    PERSISTER_BATCH_WAIT(
            "10ms", "a duration such as 50ms or 2s, at most 60s", "How long an incomplete batch waits for more"),
    PERSISTER_HTTP(
            "127.0.0.1:10301", "HOST:PORT, port 0 for any free one", "Where the health and metrics pages listen"),
    DD_AGENT_HOST(Setting.NONE, "a host's name or address", "Datadog agent that gets the metrics too, as DogStatsD"),
    DD_DOGSTATSD_PORT("8125", "a number from 1 to 65535", "UDP port of that agent");

    private static final String NONE = "none";

    private final String defaultValue;
    private final String expected;
    private final String meaning;

    Setting(String defaultValue, String expected, String meaning) {
        this.defaultValue = defaultValue;
        this.expected = expected;
        this.meaning = meaning;
    }

    /** Empty when it must be given, and when it is optional. */
    public Optional<String> defaultValue() {
        return defaultValue.isEmpty() || isOptional() ? Optional.empty() : Optional.of(defaultValue);
    }

    /** Whether it may be left out, and then means nothing. */
    public boolean isOptional() {
        return defaultValue.equals(NONE);
    }

    /** What to write: the end of the sentence "X is missing: write ...". */
    public String expected() {
        return expected;
    }

    public String meaning() {
        return meaning;
    }

    String fileVariable() {
        return name() + "_FILE";
    }
}
