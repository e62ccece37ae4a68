package gov.va.vro.bie.connect.rabbitmq.metrics;

import gov.va.vro.bie.connect.rabbitmq.delivery.Deliveries;
import java.lang.management.ManagementFactory;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;
import javax.management.InstanceNotFoundException;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A task's counts as MBeans of the worker's JVM, on every version of Connect: one for the task and one for each exchange
 * of its map. They read the core when somebody asks, and cost nothing otherwise.
 *
 * <p>A task that Connect gave up may still be there when its successor starts under the same name. The successor takes
 * the names over, and what the old one removes later is only what is still its own. No failure here reaches the task.
 */
public final class Metrics implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Metrics.class);

    private final MBeanServer server;
    private final Map<ObjectName, MetricsBean<?>> beans = new LinkedHashMap<>();

    Metrics(MBeanServer server) {
        this.server = server;
    }

    /**
     * Registers the MBeans of a task.
     *
     * @param headersNotForwarded how many headers were left out, for what their names mean
     */
    public static Metrics of(
            String connector,
            String task,
            Set<String> exchanges,
            Deliveries deliveries,
            LongSupplier headersNotForwarded) {
        var metrics = new Metrics(ManagementFactory.getPlatformMBeanServer());
        try {
            metrics.add(
                    Names.task(connector, task),
                    new MetricsBean<>(
                            "What a sink task published, and what RabbitMQ said to it",
                            TaskMetrics.all(System::currentTimeMillis, headersNotForwarded),
                            deliveries::read));
            for (var exchange : exchanges) {
                metrics.add(
                        Names.exchange(connector, task, exchange),
                        new MetricsBean<>(
                                "What a sink task published to one exchange, and what RabbitMQ said to it",
                                TrafficMetrics.all(System::currentTimeMillis),
                                () -> deliveries.read(exchange)));
            }
        } catch (JMException | RuntimeException failure) {
            LOG.warn("task={}-{} has no metrics, and works without them: {}", connector, task, failure.toString());
        }
        return metrics;
    }

    void add(ObjectName name, MetricsBean<?> bean) throws JMException {
        synchronized (server) {
            if (server.isRegistered(name)) {
                remove(name);
            }
            server.registerMBean(bean, name);
        }
        beans.put(name, bean);
    }

    /** Removes what is still there of it; tasks of one name, and they alone, take turns by the server's lock. */
    @Override
    public void close() {
        beans.forEach((name, bean) -> {
            synchronized (server) {
                if (bean.isRegistered()) {
                    remove(name);
                }
            }
        });
    }

    private void remove(ObjectName name) {
        try {
            server.unregisterMBean(name);
        } catch (InstanceNotFoundException goneAlready) {
            LOG.debug("{} is gone already", name);
        } catch (JMException | RuntimeException failure) {
            LOG.warn("The metrics {} cannot be removed: {}", name, failure.toString());
        }
    }
}
