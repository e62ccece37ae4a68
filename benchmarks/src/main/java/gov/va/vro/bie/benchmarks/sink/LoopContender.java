package gov.va.vro.bie.benchmarks.sink;

import gov.va.vro.bie.benchmarks.sink.loop.BareLoop;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;

/** {@link BareLoop} in a JVM of its own, doing one of the things that it can. */
final class LoopContender implements Contender {

    private final String name;
    private final String order;
    private final Ground ground;
    private final Path connector;
    private final HelperJvm jvm;
    private int round;

    /** @param order {@code pipeline} or {@code publish} */
    LoopContender(String name, String order, Ground ground) throws IOException {
        this.name = name;
        this.order = order;
        this.ground = ground;
        this.connector = ground.directory().resolve(name + ".properties");
        this.jvm = new HelperJvm(
                name,
                ground.directory().resolve(name + ".log"),
                ground.workerClassPath(),
                List.of(BareLoop.class.getName(), ground.workerProperties().toString()));
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public ProcessHandle process() {
        return jvm.process();
    }

    @Override
    public void begin(Load load) throws IOException {
        var properties = new Properties();
        var settings = ground.settings();
        properties.putAll(settings.resolved(settings.sink(name + "-" + ++round, load)));
        properties.put("benchmark.amqp", ground.amqp());
        try (var out = Files.newBufferedWriter(connector)) {
            properties.store(out, null);
        }
        jvm.order(order + " " + connector);
    }

    @Override
    public void end() throws IOException {
        jvm.order("stop");
        jvm.await("stopped");
    }

    @Override
    public String complaint() {
        return jvm.complaint();
    }

    @Override
    public void close() {
        jvm.close();
    }
}
