package gov.va.vro.bie.it.faces;

import java.io.IOException;
import java.rmi.UnmarshalException;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import javax.management.InstanceNotFoundException;
import javax.management.JMException;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanServerConnection;
import javax.management.ObjectName;
import javax.management.RuntimeMBeanException;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;

/** The MBeans of a worker, the sink's above all, as a collector of metrics reads them. */
public final class WorkerMBeans implements AutoCloseable {

    private static final String DOMAIN = "gov.va.vro.bie.connect.rabbitmq:";

    private final JMXConnector connector;
    private final MBeanServerConnection server;

    private WorkerMBeans(JMXConnector connector, MBeanServerConnection server) {
        this.connector = connector;
        this.server = server;
    }

    static WorkerMBeans at(String address) throws IOException {
        var connector = JMXConnectorFactory.connect(new JMXServiceURL(address));
        return new WorkerMBeans(connector, connector.getMBeanServerConnection());
    }

    /** The MBeans of a connector's tasks, those for its exchanges included. */
    public Set<String> names(String connectorName) throws IOException, JMException {
        return query("connector=" + connectorName + ",*").stream()
                .map(ObjectName::toString)
                .collect(Collectors.toSet());
    }

    /** The sum of an attribute over the connector's tasks. */
    public double ofTasks(String connectorName, String attribute) throws IOException, JMException {
        return sum("type=sink-task,connector=" + connectorName + ",*", attribute);
    }

    /** The sum of an attribute over the connector's tasks, as far as one exchange goes. */
    public double ofExchange(String connectorName, String exchange, String attribute) throws IOException, JMException {
        return sum("type=sink-task-exchange,connector=" + connectorName + ",exchange=" + exchange + ",*", attribute);
    }

    /** Every attribute of every MBean that can be read, a line each; not only the sink's. */
    public String everything() throws IOException, JMException {
        var lines = new StringBuilder();
        for (var name : server.queryNames(null, null)) {
            for (var attribute : attributes(name)) {
                lines.append(name + " " + attribute.getName() + "=" + text(name, attribute) + "\n");
            }
        }
        return lines.toString();
    }

    private MBeanAttributeInfo[] attributes(ObjectName name) throws IOException, JMException {
        try {
            return server.getMBeanInfo(name).getAttributes();
        } catch (InstanceNotFoundException e) {
            return new MBeanAttributeInfo[0];
        }
    }

    /** Empty where it has gone, has no value, or has one of the worker's own types, of which none is a text. */
    private String text(ObjectName name, MBeanAttributeInfo attribute) throws IOException, JMException {
        try {
            return attribute.isReadable() ? text(server.getAttribute(name, attribute.getName())) : "";
        } catch (InstanceNotFoundException | UnmarshalException | RuntimeMBeanException e) {
            return "";
        }
    }

    private static String text(Object value) {
        return Arrays.deepToString(new Object[] {value});
    }

    private double sum(String keys, String attribute) throws IOException, JMException {
        double sum = 0;
        for (var name : query(keys)) {
            sum += ((Number) server.getAttribute(name, attribute)).doubleValue();
        }
        return sum;
    }

    private Set<ObjectName> query(String keys) throws IOException, JMException {
        return server.queryNames(new ObjectName(DOMAIN + keys), null);
    }

    @Override
    public void close() throws IOException {
        connector.close();
    }
}
