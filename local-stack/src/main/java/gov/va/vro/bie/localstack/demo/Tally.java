package gov.va.vro.bie.localstack.demo;

import gov.va.vro.bie.localstack.events.EventKind;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.ToLongFunction;

/** How many events of each kind. */
record Tally(Map<EventKind, Long> byKind) {
    static final Tally NONE = new Tally(Map.of());

    Tally {
        byKind = Map.copyOf(byKind);
    }

    static Tally of(ToLongFunction<EventKind> count) {
        var byKind = new EnumMap<EventKind, Long>(EventKind.class);
        Arrays.stream(EventKind.values()).forEach(kind -> byKind.put(kind, count.applyAsLong(kind)));
        return new Tally(byKind);
    }

    long of(EventKind kind) {
        return byKind.getOrDefault(kind, 0L);
    }

    long total() {
        return byKind.values().stream().mapToLong(Long::longValue).sum();
    }
}
