package gov.va.vro.bie.connect.rabbitmq.metrics;

import java.util.regex.Pattern;
import javax.management.MalformedObjectNameException;
import javax.management.ObjectName;

/** The names of the MBeans. A value is quoted only where it would not do without, as Kafka's own MBeans are. */
final class Names {

    static final String DOMAIN = "gov.va.vro.bie.connect.rabbitmq";

    private static final Pattern NEEDS_NO_QUOTES = Pattern.compile("[\\w-%. \t]+");

    private Names() {}

    static ObjectName task(String connector, String task) throws MalformedObjectNameException {
        return new ObjectName(DOMAIN + ":type=sink-task" + place(connector, task));
    }

    static ObjectName exchange(String connector, String task, String exchange) throws MalformedObjectNameException {
        return new ObjectName(
                DOMAIN + ":type=sink-task-exchange" + place(connector, task) + ",exchange=" + value(exchange));
    }

    private static String place(String connector, String task) {
        return ",connector=" + value(connector) + ",task=" + value(task);
    }

    private static String value(String text) {
        return NEEDS_NO_QUOTES.matcher(text).matches() ? text : ObjectName.quote(text);
    }
}
