package gov.va.vro.bie.benchmarks.sink;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What a race is run on. */
record Combination(EventSize size, QueueType queue, Pinning pinning) {

    /** All of them; those of one pinning together. */
    static List<Combination> all() {
        var all = new ArrayList<Combination>();
        for (var pinning : Pinning.values()) {
            for (var size : EventSize.values()) {
                for (var queue : QueueType.values()) {
                    all.add(new Combination(size, queue, pinning));
                }
            }
        }
        return all;
    }

    /** One of each, where there is no time for all. */
    static List<Combination> few() {
        return List.of(
                new Combination(EventSize.KB1, QueueType.QUORUM, Pinning.PINNED),
                new Combination(EventSize.B300, QueueType.CLASSIC, Pinning.UNPINNED));
    }

    /** As figures name it. */
    String label() {
        return size.label() + "-" + queue.label() + "-" + pinning.label();
    }

    Load load(int window, long count) {
        return new Load(size.topic(), size, queue, window, count, 1, Map.of());
    }
}
