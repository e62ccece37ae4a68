package gov.va.vro.bie.benchmarks.sink;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * Measures every contender in the same way: by how the queue fills. The first fifth of a round does not count, in which
 * a connector starts and a consumer finds its partitions.
 */
final class Race {

    private static final double FIRST_FIFTH = 0.2;
    private static final Duration LOOK = Duration.ofMillis(20);
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Destination destination;

    Race(Destination destination) {
        this.destination = destination;
    }

    private record Moment(long depth, long nanos, double cpu, double brokerCpu) {}

    Round run(Contender contender, Load load) throws Exception {
        destination.renew(load.queue(), load.exchanges());
        contender.begin(load);
        try {
            var start = awaitDepth(contender, (long) (load.count() * FIRST_FIFTH));
            var end = awaitDepth(contender, load.count());
            return between(start, end);
        } finally {
            contender.end();
            destination.remove();
        }
    }

    private static Round between(Moment start, Moment end) {
        var seconds = (end.nanos - start.nanos) / 1e9;
        var millions = (end.depth - start.depth) / 1e6;
        var broker = end.brokerCpu - start.brokerCpu;
        return new Round(
                1e6 * millions / seconds, (end.cpu - start.cpu) / millions, broker / millions, broker / seconds);
    }

    private Moment awaitDepth(Contender contender, long wanted) throws IOException, InterruptedException {
        var broker = Processes.broker();
        var process = contender.process();
        var moved = System.nanoTime();
        for (var last = -1L; ; TimeUnit.MILLISECONDS.sleep(LOOK.toMillis())) {
            var depth = destination.depth();
            var now = System.nanoTime();
            if (depth >= wanted) {
                return new Moment(depth, now, Cpu.seconds(process), Cpu.seconds(broker));
            }
            if (depth != last) {
                last = depth;
                moved = now;
            } else if (now - moved > PATIENCE.toNanos()) {
                throw new IllegalStateException(contender.name() + " stays at " + depth + " of " + wanted
                        + " messages: " + contender.complaint());
            }
        }
    }
}
