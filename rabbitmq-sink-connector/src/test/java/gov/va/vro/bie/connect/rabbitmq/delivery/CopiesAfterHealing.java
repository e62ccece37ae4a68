package gov.va.vro.bie.connect.rabbitmq.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * How often a record may enter a queue once all is well. It is sent once; a second time when its partition goes back over
 * what was refused before, which happens once, since all that was in flight settles first; a third time when the link of
 * that time ends, over a confirm that is kept back or an end that was on its way. A later link ends only over a bad
 * record, and each such end may add a copy. So may each hand-over that leaves the record sent and not committed, and the
 * end of the next task's link of that time. What a lost partition had under way still arrives.
 */
final class CopiesAfterHealing {

    private static final int MOST = 3;

    private final Simulation world;
    private final Map<String, Integer> copiesBefore = new HashMap<>();
    private final Map<String, Integer> handedOnBefore;
    private final Map<String, Long> onTheWay;
    private final int endsBefore;
    private final int otherLinks;

    /** To be made in the moment of healing. */
    CopiesAfterHealing(Simulation world, List<SimulatedTask> tasks) {
        this.world = world;
        world.broker.queues.forEach((name, copies) -> copiesBefore.put(name, copies.size()));
        handedOnBefore = Map.copyOf(world.handedOn);
        endsBefore = world.broker.endsOverBadRecords;
        onTheWay = tasks.stream()
                .flatMap(SimulatedTask::onTheWay)
                .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
        otherLinks = tasks.size() - 1;
    }

    void check() {
        world.broker.queues.forEach(
                (name, copies) -> check(name, copies.subList(copiesBefore.getOrDefault(name, 0), copies.size())));
    }

    private void check(String name, List<SimulatedBroker.Copy> copies) {
        copies.stream()
                .collect(Collectors.groupingBy(SimulatedBroker.Copy::messageId, Collectors.counting()))
                .forEach((id, count) -> assertThat(count)
                        .as("copies of %s in %s after healing", id, name)
                        .isLessThanOrEqualTo(most(id)));
    }

    private long most(String id) {
        var ends = world.broker.endsOverBadRecords - endsBefore;
        var handedOn = world.handedOn.getOrDefault(id, 0) - handedOnBefore.getOrDefault(id, 0);
        var late = world.hasStragglers(id) ? onTheWay.getOrDefault(id, 0L) : 0;
        return MOST + ends + late + handedOn + (handedOn > 0 ? otherLinks : 0);
    }
}
