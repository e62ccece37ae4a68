package gov.va.vro.bie.connect.rabbitmq;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Properties;

/** The version of this module, as its build wrote it into the jar; Connect shows it in its list of plugins. */
final class Version {

    private Version() {}

    static String text() {
        try (var resource = Version.class.getResourceAsStream("rabbitmq-sink.properties")) {
            var properties = new Properties();
            properties.load(resource);
            return properties.getProperty("version");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
