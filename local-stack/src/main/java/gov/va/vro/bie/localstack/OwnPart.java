package gov.va.vro.bie.localstack;

import gov.va.vro.bie.localstack.process.Child;
import gov.va.vro.bie.localstack.process.Tether;
import gov.va.vro.bie.localstack.recipe.Recipe;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A part that this stack runs itself. Starting waits without the lock, so that an end can be had while a start goes
 * on; once closed, nothing is started any more.
 */
final class OwnPart implements RunningPart {

    private static final Logger LOG = LoggerFactory.getLogger(OwnPart.class);
    private static final Duration PAUSE = Duration.ofMillis(100);

    private final Recipe recipe;
    private final Tether tether;
    private final Progress progress;
    private final Map<String, Child> helpers = new HashMap<>();
    private Child child;
    private boolean closed;

    OwnPart(Recipe recipe, Tether tether, Progress progress) {
        this.recipe = recipe;
        this.tether = tether;
        this.progress = progress;
    }

    @Override
    public void start() {
        var part = recipe.part();
        var begin = Instant.now();
        progress.starting(part);
        try {
            awaitAnswer(launch());
        } catch (IOException e) {
            throw new StackException(recipe.title() + " could not be prepared: " + e, e);
        }
        progress.started(part, Duration.between(begin, Instant.now()));
    }

    private Child launch() throws IOException {
        requireStartable();
        // Without the lock: it may take the time of an installation, and close() must not wait for that.
        var spec = recipe.prepare();
        synchronized (this) {
            requireStartable();
            for (var helper : recipe.helpers()) {
                helpers.compute(
                        helper.name(), (name, old) -> old != null && old.isAlive() ? old : tether.start(helper));
            }
            var started = tether.start(spec);
            started.onExit().thenAccept(status -> notice(started, status));
            child = started;
            return started;
        }
    }

    private synchronized void requireStartable() {
        if (closed) {
            throw new StackException(recipe.title() + " was not started: the stack is being closed");
        }
        if (child != null && child.isAlive()) {
            throw new StackException(recipe.title() + " runs already");
        }
    }

    /** Returns when it answers, which it may have ceased to do for a while without having ended. */
    void awaitAnswer() {
        current().ifPresent(this::awaitAnswer);
    }

    private void awaitAnswer(Child started) {
        var until = Instant.now().plus(recipe.patience());
        while (true) {
            try {
                recipe.probe();
                return;
            } catch (Exception e) {
                if (!started.isAlive()) {
                    throw failed(started, "ended while it was starting");
                }
                if (Instant.now().isAfter(until)) {
                    throw failed(
                            started,
                            "did not answer within " + recipe.patience().toSeconds() + " s: " + e);
                }
                LockSupport.parkNanos(PAUSE.toNanos());
            }
        }
    }

    private StackException failed(Child started, String what) {
        return new StackException(
                recipe.title() + " " + what + "; its log " + started.log() + " ends in\n" + started.lastLines());
    }

    @Override
    public void stop() {
        current().ifPresent(Child::stop);
    }

    @Override
    public void kill() {
        current().ifPresent(Child::kill);
    }

    @Override
    public void freeze() {
        current().ifPresent(Child::freeze);
    }

    @Override
    public void thaw() {
        current().ifPresent(Child::thaw);
    }

    @Override
    public void close() {
        synchronized (this) {
            closed = true;
        }
        stop();
        helpers().forEach(Child::stop);
    }

    private synchronized List<Child> helpers() {
        return List.copyOf(helpers.values());
    }

    private synchronized Optional<Child> current() {
        return Optional.ofNullable(child);
    }

    private void notice(Child ended, int status) {
        if (!ended.isEnding()) {
            LOG.error("{} ended by itself: status={} log={}", recipe.title(), status, ended.log());
        }
    }
}
