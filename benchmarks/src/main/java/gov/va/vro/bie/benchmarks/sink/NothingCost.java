package gov.va.vro.bie.benchmarks.sink;

import gov.va.vro.bie.benchmarks.sink.plugin.NothingSinkConnector;
import gov.va.vro.bie.benchmarks.sink.plugin.NothingSinkTask;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** What the worker, the converter and the transform take by themselves. */
final class NothingCost {

    private static final int SECONDS = 60;

    private final Ground ground;
    private int round;

    NothingCost(Ground ground) {
        this.ground = ground;
    }

    /** Reads so many records of a topic as fast as they come; nothing of the broker is in it. */
    Round run(EventSize size, long count) throws IOException, InterruptedException {
        return run(size, count, NothingSinkTask.UNPACED);
    }

    /** @param pace records a second */
    Round run(EventSize size, long count, long pace) throws IOException, InterruptedException {
        var name = "nothing-" + ++round;
        var file = ground.directory().resolve(name + ".txt");
        var config = ground.settings().other(name, NothingSinkConnector.class.getName(), size.topic());
        config.put(NothingSinkTask.FROM, Long.toString(count / 5));
        config.put(NothingSinkTask.TO, Long.toString(count));
        config.put(NothingSinkTask.FILE, file.toString());
        config.put(NothingSinkTask.PACE, Long.toString(pace));
        var connectors = ground.connectors();
        connectors.create(name, config);
        try {
            return read(await(file, () -> connectors.status(name)));
        } finally {
            connectors.delete(name);
        }
    }

    private static String await(Path file, Supplier<String> complaint) throws IOException, InterruptedException {
        for (var tenths = 0; Files.notExists(file); tenths++) {
            if (tenths > 10 * SECONDS) {
                throw new IllegalStateException(
                        "The sink that does nothing has not come to its end: " + complaint.get());
            }
            TimeUnit.MILLISECONDS.sleep(100);
        }
        return Files.readString(file);
    }

    private static Round read(String line) {
        var numbers = line.split(" ");
        var millions = Long.parseLong(numbers[0]) / 1e6;
        var seconds = Long.parseLong(numbers[1]) / 1e9;
        return new Round(1e6 * millions / seconds, Long.parseLong(numbers[2]) / 1e9 / millions, 0, 0);
    }
}
