package gov.va.vro.bie.connect.rabbitmq.config;

import java.util.HashMap;
import java.util.Map;

/** Configurations for tests. */
public final class Settings {

    private Settings() {}

    /** A configuration without a fault, as Connect hands it over. */
    public static Map<String, String> valid() {
        var settings = new HashMap<String, String>();
        settings.put("name", "sink");
        settings.put("connector.class", "gov.va.vro.bie.connect.rabbitmq.RabbitMqSinkConnector");
        settings.put("topics", "events");
        settings.put("rabbitmq.addresses", "rabbit:5672");
        settings.put("rabbitmq.username", "carrot");
        settings.put("rabbitmq.password", "correct horse");
        settings.put("rabbitmq.exchange.map", "events=all-events");
        settings.put("rabbitmq.validate.live", "false");
        return settings;
    }

    /** That configuration with some settings changed, as name, value, name, value; a null takes the setting out. */
    public static Map<String, String> with(String... namesAndValues) {
        var settings = valid();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            if (namesAndValues[i + 1] == null) {
                settings.remove(namesAndValues[i]);
            } else {
                settings.put(namesAndValues[i], namesAndValues[i + 1]);
            }
        }
        return settings;
    }
}
