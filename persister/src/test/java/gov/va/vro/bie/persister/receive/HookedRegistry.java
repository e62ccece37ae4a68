package gov.va.vro.bie.persister.receive;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.Map;

/** Runs what a test wants before a counter counts, on the thread that counts: it may fail there, or hold it up. */
final class HookedRegistry extends SimpleMeterRegistry {

    private final Map<String, Hook> hooks;

    /**
     * @param hooks by the counter's name
     */
    HookedRegistry(Map<String, Hook> hooks) {
        this.hooks = hooks;
    }

    interface Hook {
        void run() throws InterruptedException;
    }

    @Override
    protected Counter newCounter(Meter.Id id) {
        var counter = super.newCounter(id);
        var hook = hooks.get(id.getName());
        return hook == null ? counter : new HookedCounter(counter, hook);
    }

    private record HookedCounter(Counter counter, Hook hook) implements Counter {

        @Override
        public void increment(double amount) {
            try {
                hook.run();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            counter.increment(amount);
        }

        @Override
        public double count() {
            return counter.count();
        }

        @Override
        public Meter.Id getId() {
            return counter.getId();
        }
    }
}
