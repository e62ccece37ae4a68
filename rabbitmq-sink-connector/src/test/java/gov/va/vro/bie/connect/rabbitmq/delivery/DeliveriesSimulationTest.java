package gov.va.vro.bie.connect.rabbitmq.delivery;

import gov.va.vro.bie.connect.rabbitmq.delivery.Simulation.Trouble;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The core under seeded schedules. {@code -Dsimulation.schedules=N} draws more of them, {@code -Dsimulation.seed=S}
 * begins at another seed; a failure names the seed and the troubles that bring it back.
 */
class DeliveriesSimulationTest {

    private static final int SCHEDULES = Integer.getInteger("simulation.schedules", 400);
    private static final long FIRST_SEED = Long.getLong("simulation.seed", 1);
    private static final int STEPS = 3000;

    @Test
    void ordersAndKeepsEverythingWhenNothingGoesWrong() {
        run(Set.of(), SCHEDULES / 4);
    }

    @Test
    void makesNoDuplicateAcrossOrderlyMoves() {
        run(EnumSet.of(Trouble.ORDERLY_MOVE, Trouble.DROPPED), SCHEDULES);
    }

    @Test
    void makesNoDuplicateAcrossOrderlyMovesBesideBadRecords() {
        run(EnumSet.of(Trouble.ORDERLY_MOVE, Trouble.UNRENDERABLE), SCHEDULES);
    }

    @ParameterizedTest
    @EnumSource(Trouble.class)
    void survivesEachTroubleAlone(Trouble trouble) {
        run(EnumSet.of(trouble), SCHEDULES / 4);
    }

    @Test
    void survivesTroublesTogether() {
        for (var seed = FIRST_SEED; seed < FIRST_SEED + 2L * SCHEDULES; seed++) {
            var random = new Random(~seed);
            var troubles = EnumSet.noneOf(Trouble.class);
            for (var trouble : Trouble.values()) {
                if (random.nextInt(3) == 0) {
                    troubles.add(trouble);
                }
            }
            run(seed, troubles);
        }
    }

    @Test
    void deliversFourHealthyPartitionsWhileOneExchangeIsUnbound() {
        for (var seed = FIRST_SEED; seed < FIRST_SEED + SCHEDULES / 4; seed++) {
            var world = new Simulation(seed, Set.of());
            world.broker.unbound.add("x0");
            for (var produced = 0; produced < 600; produced++) {
                world.produce();
            }
            world.runUntil(
                    () -> List.of("t1", "t2").stream()
                            .flatMap(topic -> List.of(0, 1).stream().map(number -> new TopicPartition(topic, number)))
                            .allMatch(partition -> world.committed.get(partition) == world.end(partition)),
                    Duration.ofSeconds(30));
            world.run(0);
        }
    }

    private static void run(Set<Trouble> troubles, int schedules) {
        for (var seed = FIRST_SEED; seed < FIRST_SEED + schedules; seed++) {
            run(seed, troubles);
        }
    }

    private static void run(long seed, Set<Trouble> troubles) {
        try {
            new Simulation(seed, troubles).run(STEPS);
        } catch (AssertionError | RuntimeException failure) {
            throw new AssertionError("seed " + seed + " with " + troubles + ": " + failure.getMessage(), failure);
        }
    }
}
