package gov.va.vro.bie.benchmarks.persister;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** Does something evenly spread over time: each beat has its own moment, whatever the one before it took. */
public final class Metronome {

    private Metronome() {}

    public static void beat(int perSecond, Duration duration, Beat beat) throws Exception {
        var start = System.nanoTime();
        var count = perSecond * duration.toSeconds();
        for (var i = 0L; i < count; i++) {
            var due = start + i * 1_000_000_000L / perSecond;
            for (var left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
                LockSupport.parkNanos(left);
            }
            beat.run();
        }
    }

    public interface Beat {
        void run() throws Exception;
    }
}
