package gov.va.vro.bie.persister.cli;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import org.slf4j.LoggerFactory;

/**
 * Turns logging off for commands that speak to a person: what they have to say, they say themselves. The outputs are
 * taken away, since a logger may have a level of its own, and standard output may be a file for a message's content.
 */
final class QuietLogs {

    private QuietLogs() {}

    static void on() {
        on((LoggerContext) LoggerFactory.getILoggerFactory());
    }

    static void on(LoggerContext logs) {
        logs.getLoggerList().forEach(Logger::detachAndStopAllAppenders);
    }
}
