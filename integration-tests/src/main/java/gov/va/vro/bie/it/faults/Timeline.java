package gov.va.vro.bie.it.faults;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Steps, each at its time. One that is late moves nothing but what would have come before it. */
public final class Timeline {

    private record Event(int atMillis, Fault.Step step) {}

    private final List<Event> events = new ArrayList<>();

    /** @param millis counted from the beginning of {@link #run} */
    public void at(int millis, Fault.Step step) {
        events.add(new Event(millis, step));
    }

    /** Returns when the last step is done. */
    public void run() throws Exception {
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
