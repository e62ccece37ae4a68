package gov.va.vro.bie.it.faults;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Makes the faults of one cycle under load, each at its time, and undoes them. */
final class CycleRun {

    private static final int CALM_MILLIS = 1_000;

    private final Ground ground;

    CycleRun(Ground ground) {
        this.ground = ground;
    }

    private record Event(int atMillis, Fault.Step step) {}

    /** Returns when all is undone. The load flows on. */
    void make(Cycle cycle) throws Exception {
        var load = ground.trial().load();
        var faults = new Faults(ground);
        var events = new ArrayList<Event>();
        for (var planned : cycle.faults()) {
            var fault = faults.of(planned);
            events.add(new Event(planned.beginMillis(), () -> {
                load.burst(planned.burst());
                fault.begin();
            }));
            events.add(new Event(planned.endMillis(), fault::end));
        }
        load.flow();
        TimeUnit.MILLISECONDS.sleep(CALM_MILLIS);
        runAll(events);
    }

    /** A step that is late moves nothing but what would have come before it. */
    private static void runAll(List<Event> events) throws Exception {
        events.sort(Comparator.comparingInt(Event::atMillis));
        var begin = Instant.now();
        for (var event : events) {
            var due = begin.plusMillis(event.atMillis());
            var wait = Duration.between(Instant.now(), due);
            if (!wait.isNegative()) {
                TimeUnit.MILLISECONDS.sleep(wait.toMillis());
            }
            event.step().run();
        }
    }
}
