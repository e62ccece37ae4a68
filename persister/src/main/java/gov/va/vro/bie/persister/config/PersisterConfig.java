package gov.va.vro.bie.persister.config;

import java.util.Map;
import java.util.Optional;

/**
 * Everything that {@code run} needs, checked and typed.
 *
 * @param management where the broker's policies can be looked at, if anywhere
 * @param http where the health and metrics pages listen
 * @param agent the Datadog agent, if there is one
 */
public record PersisterConfig(
        BrokerConfig broker,
        Optional<ManagementConfig> management,
        DatabaseConfig database,
        boolean migrate,
        BatchConfig batch,
        HostPort http,
        Optional<HostPort> agent) {

    /**
     * @throws ConfigurationException naming everything that is missing or wrong at once
     */
    public static PersisterConfig from(Map<String, String> environment) throws ConfigurationException {
        var settings = new Settings(environment);
        var broker = settings.broker();
        var config = new PersisterConfig(
                broker,
                settings.management(broker),
                settings.database(),
                settings.migrate(),
                settings.batch(),
                settings.http(),
                settings.agent());
        settings.refuseIfWrong();
        return config;
    }

    /**
     * Reads only what the database needs, for what works on it alone.
     *
     * @throws ConfigurationException naming everything of it that is missing or wrong at once
     */
    public static DatabaseConfig databaseFrom(Map<String, String> environment) throws ConfigurationException {
        var settings = new Settings(environment);
        var config = settings.database();
        settings.refuseIfWrong();
        return config;
    }
}
