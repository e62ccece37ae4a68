package gov.va.vro.bie.persister.ops;

import ch.qos.logback.classic.pattern.ThrowableHandlingConverter;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;

/**
 * Writes a stack trace with the classes of the exceptions and without their messages: those of the JDBC driver and of
 * the JSON parser quote the data that they failed on, whichever library logs them.
 */
public final class MessagelessStackTrace extends ThrowableHandlingConverter {

    private static final int MOST_FRAMES = 30;
    private static final int MOST_CAUSES = 10;

    @Override
    public String convert(ILoggingEvent event) {
        var text = new StringBuilder();
        var cause = event.getThrowableProxy();
        for (var depth = 0; cause != null && depth < MOST_CAUSES; depth++) {
            append(cause, depth, text);
            cause = cause.getCause();
        }
        return text.toString();
    }

    private static void append(IThrowableProxy throwable, int depth, StringBuilder text) {
        text.append(depth == 0 ? "" : "Caused by: ")
                .append(throwable.getClassName())
                .append('\n');
        var frames = throwable.getStackTraceElementProxyArray();
        for (var i = 0; i < Math.min(frames.length, MOST_FRAMES); i++) {
            text.append("    ").append(frames[i].getSTEAsString()).append('\n');
        }
    }
}
