package gov.va.vro.bie.connect.rabbitmq.delivery;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;

/**
 * Connect's errant record reporter, and what the task does with it. Before each {@code preCommit}, closing or not, Connect
 * waits until the reports of its partitions are written (WorkerSinkTask.commitOffsets). So no report is pending at an
 * orderly hand-over, where it would keep the commit back, and what was sent behind the bad record would be sent again.
 * A report that fails while Connect waits fails the task.
 */
final class SimulatedReporter {

    private final Simulation world;
    private final Deliveries core;
    private final List<Delivery> pending = new ArrayList<>();
    private final List<Delivery> written = new ArrayList<>();

    SimulatedReporter(Simulation world, Deliveries core) {
        this.world = world;
        this.core = core;
    }

    /** In {@code put}: reports what became bad, and settles what is written by now. */
    void report() {
        for (var delivery : core.takeUnreported()) {
            if (world.hasReporter) {
                pending.add(delivery);
            } else {
                core.unreportable(delivery);
            }
        }
        pending.removeIf(delivery -> fails(delivery) || world.chance(2) && written.add(delivery));
        settle();
    }

    /** Before {@code preCommit}: every report of these partitions ends; gives whether all were written. */
    boolean await(Set<TopicPartition> partitions) {
        var awaited = pending.stream()
                .filter(delivery -> partitions.contains(delivery.topicPartition()))
                .toList();
        pending.removeAll(awaited);
        var failed = awaited.stream().filter(this::fails).toList();
        awaited.stream().filter(delivery -> !failed.contains(delivery)).forEach(written::add);
        return failed.isEmpty();
    }

    /** In {@code put} and in {@code preCommit}: what is written is done. */
    void settle() {
        for (var delivery : written) {
            world.reported.add(Simulation.id(delivery.topicPartition(), delivery.offset));
            core.reported(delivery);
        }
        written.clear();
    }

    boolean anyPending() {
        return !pending.isEmpty() || !written.isEmpty();
    }

    private boolean fails(Delivery delivery) {
        if (world.reportFails()) {
            core.unreportable(delivery);
            return true;
        }
        return false;
    }
}
