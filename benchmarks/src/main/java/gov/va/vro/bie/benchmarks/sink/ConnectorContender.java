package gov.va.vro.bie.benchmarks.sink;

import java.io.IOException;
import java.util.Map;

/** A connector in the stack's worker: a new one each round, so that it reads from the beginning. */
final class ConnectorContender implements Contender {

    private final String name;
    private final Connectors connectors;
    private final Configuration configuration;
    private int round;
    private String running;

    /** Its configuration for one round. */
    interface Configuration {
        Map<String, String> of(String connectorName, Load load);
    }

    ConnectorContender(String name, Connectors connectors, Configuration configuration) {
        this.name = name;
        this.connectors = connectors;
        this.configuration = configuration;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public ProcessHandle process() {
        return Processes.worker();
    }

    @Override
    public void begin(Load load) throws IOException, InterruptedException {
        running = name + "-" + ++round;
        connectors.create(running, configuration.of(running, load));
    }

    @Override
    public void end() throws IOException, InterruptedException {
        connectors.delete(running);
    }

    @Override
    public String complaint() {
        return connectors.status(running);
    }

    @Override
    public void close() {
        // The worker is the stack's.
    }
}
