package gov.va.vro.bie.connect.rabbitmq.metrics;

import java.util.function.Function;
import javax.management.MBeanAttributeInfo;

/**
 * One attribute of an MBean, as data. A name ends in its unit: {@code -total} only grows (until the task starts again),
 * {@code -seconds}, {@code -bytes-total} and {@code -ratio} say themselves what they are, and anything else counts what
 * is so at the moment.
 *
 * @param <R> what it is read from
 */
record Metric<R>(String name, String description, Class<? extends Number> type, Function<R, Number> read) {

    static <R> Metric<R> count(String name, String description, Function<R, Number> read) {
        return new Metric<>(
                name, description, Long.class, reading -> read.apply(reading).longValue());
    }

    static <R> Metric<R> measure(String name, String description, Function<R, Number> read) {
        return new Metric<>(
                name, description, Double.class, reading -> read.apply(reading).doubleValue());
    }

    MBeanAttributeInfo info() {
        return new MBeanAttributeInfo(name, type.getName(), description, true, false, false);
    }
}
