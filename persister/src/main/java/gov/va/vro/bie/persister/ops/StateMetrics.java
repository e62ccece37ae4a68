package gov.va.vro.bie.persister.ops;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.util.Map;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;

/**
 * What is so at the moment, read whenever somebody collects: whether the service is ready and what keeps it from it,
 * and how the JVM is. Nothing here waits for anything.
 */
public final class StateMetrics {

    private static final double MILLIS = 1e3;
    private static final Map<Component, String> UP = Map.of(
            Component.BROKER, "1 while all queues are subscribed",
            Component.DATABASE, "1 while the database answers and has the schema",
            Component.PARKING, "1 while parking works");

    private StateMetrics() {}

    /**
     * @param notReady why the service is not ready, by component; empty when it is
     */
    public static void of(
            Supplier<Map<Component, String>> notReady, Supplier<Integer> connectionsInUse, MeterRegistry registry) {
        gauge(
                registry,
                "persister.ready",
                "1 while the service is ready",
                notReady,
                reasons -> reasons.get().isEmpty() ? 1 : 0);
        UP.forEach((component, meaning) -> gauge(
                registry,
                "persister." + component.label() + ".up",
                meaning,
                notReady,
                reasons -> reasons.get().containsKey(component) ? 0 : 1));
        gauge(registry, "persister.database.connections", "Connections in use", connectionsInUse, Supplier::get);
    }

    public static void ofTheJvm(MeterRegistry registry) {
        var memory = ManagementFactory.getMemoryMXBean();
        gauge(
                registry,
                "persister.heap.used.bytes",
                "Heap in use",
                memory,
                bean -> bean.getHeapMemoryUsage().getUsed());
        gauge(
                registry,
                "persister.heap.max.bytes",
                "Heap at most",
                memory,
                bean -> bean.getHeapMemoryUsage().getMax());
        gauge(
                registry,
                "persister.threads",
                "Threads",
                ManagementFactory.getThreadMXBean(),
                bean -> bean.getThreadCount());
        gauge(
                registry,
                "persister.uptime.seconds",
                "Since the start",
                ManagementFactory.getRuntimeMXBean(),
                bean -> bean.getUptime() / MILLIS);
        FunctionCounter.builder(
                        "persister.gc.seconds",
                        ManagementFactory.getGarbageCollectorMXBeans(),
                        beans -> beans.stream()
                                        .mapToLong(GarbageCollectorMXBean::getCollectionTime)
                                        .sum()
                                / MILLIS)
                .description("Time spent in garbage collection")
                .register(registry);
    }

    private static <T> void gauge(
            MeterRegistry registry, String name, String meaning, T state, ToDoubleFunction<T> value) {
        Gauge.builder(name, state, value)
                .description(meaning)
                .strongReference(true)
                .register(registry);
    }
}
