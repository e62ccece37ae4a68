package gov.va.vro.bie.connect.rabbitmq.metrics;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import javax.management.Attribute;
import javax.management.AttributeList;
import javax.management.AttributeNotFoundException;
import javax.management.DynamicMBean;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanInfo;
import javax.management.MBeanRegistration;
import javax.management.MBeanServer;
import javax.management.ObjectName;

/**
 * An MBean of numbers. Attributes that are asked for together come from one reading, so that they add up. It knows
 * whether it is registered, whoever took it out.
 *
 * @param <R> what its attributes are read from
 */
final class MetricsBean<R> implements DynamicMBean, MBeanRegistration {

    private final Map<String, Metric<R>> metrics = new LinkedHashMap<>();
    private final Supplier<R> reading;
    private final MBeanInfo info;
    private volatile boolean registered;

    MetricsBean(String description, List<Metric<R>> metrics, Supplier<R> reading) {
        metrics.forEach(metric -> this.metrics.put(metric.name(), metric));
        this.reading = reading;
        this.info = new MBeanInfo(
                MetricsBean.class.getName(),
                description,
                metrics.stream().map(Metric::info).toArray(MBeanAttributeInfo[]::new),
                null,
                null,
                null);
    }

    boolean isRegistered() {
        return registered;
    }

    @Override
    public Object getAttribute(String name) throws AttributeNotFoundException {
        var metric = metrics.get(name);
        if (metric == null) {
            throw new AttributeNotFoundException("There is no attribute " + name);
        }
        return metric.read().apply(reading.get());
    }

    @Override
    public AttributeList getAttributes(String[] names) {
        var now = reading.get();
        var attributes = new AttributeList();
        for (var name : names) {
            var metric = metrics.get(name);
            if (metric != null) {
                attributes.add(new Attribute(name, metric.read().apply(now)));
            }
        }
        return attributes;
    }

    @Override
    public MBeanInfo getMBeanInfo() {
        return info;
    }

    @Override
    public void setAttribute(Attribute attribute) throws AttributeNotFoundException {
        throw new AttributeNotFoundException("Nothing can be set here");
    }

    @Override
    public AttributeList setAttributes(AttributeList attributes) {
        return new AttributeList();
    }

    @Override
    public Object invoke(String action, Object[] parameters, String[] signature) {
        throw new UnsupportedOperationException("There is no operation " + action);
    }

    @Override
    public ObjectName preRegister(MBeanServer server, ObjectName name) {
        return name;
    }

    @Override
    public void postRegister(Boolean done) {
        registered = done;
    }

    @Override
    public void preDeregister() {}

    @Override
    public void postDeregister() {
        registered = false;
    }
}
