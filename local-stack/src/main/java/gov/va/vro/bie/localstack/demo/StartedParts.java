package gov.va.vro.bie.localstack.demo;

import gov.va.vro.bie.localstack.Part;
import gov.va.vro.bie.localstack.Progress;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;

/** Shows the parts of a stack as they come up, each with its time. They start at once: every access holds the lock. */
final class StartedParts implements Progress {
    private final Screen screen;
    private final Set<Part> starting = EnumSet.noneOf(Part.class);

    StartedParts(Screen screen) {
        this.screen = screen;
    }

    @Override
    public synchronized void starting(Part part) {
        starting.add(part);
        showStarting();
    }

    @Override
    public synchronized void started(Part part, Duration took) {
        starting.remove(part);
        screen.done(part.title(), "answers", took);
        showStarting();
    }

    @Override
    public synchronized void detail(String line) {
        screen.line("     " + line);
        showStarting();
    }

    private void showStarting() {
        if (!starting.isEmpty()) {
            screen.now(starting.stream().map(Part::title).collect(Collectors.joining(", ", "    starting: ", " ...")));
        }
    }
}
