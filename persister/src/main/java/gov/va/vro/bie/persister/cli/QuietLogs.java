package gov.va.vro.bie.persister.cli;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import org.slf4j.LoggerFactory;

/** Turns logging off for commands that speak to a person: what they have to say, they say themselves. */
final class QuietLogs {

    private QuietLogs() {}

    static void on() {
        ((Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME)).setLevel(Level.OFF);
    }
}
