package gov.va.vro.bie.localstack;

import java.nio.file.Path;
import java.util.Map;

/** The five parts, running. */
public final class Stack implements AutoCloseable {

    private final StackOptions options;
    private final Endpoints endpoints;

    private Stack(StackOptions options, Endpoints endpoints) {
        this.options = options;
        this.endpoints = endpoints;
    }

    /** Starts all five parts and returns when each answers. */
    public static Stack start(StackOptions options, Progress progress) {
        throw new StackException("not built yet: " + options + progress);
    }

    public Endpoints endpoints() {
        return endpoints;
    }

    /** The variables with which the persister reaches RabbitMQ and PostgreSQL. */
    public Map<String, String> persisterEnvironment() {
        return endpoints.persisterEnvironment();
    }

    /** SIGKILL. */
    public void kill(Part part) {
        throw new StackException("not built yet: " + part);
    }

    /** Stops the part in good order. */
    public void stop(Part part) {
        throw new StackException("not built yet: " + part);
    }

    /** Starts the part again, on the same ports and data. */
    public void start(Part part) {
        throw new StackException("not built yet: " + part);
    }

    /** {@link #stop} and {@link #start}. */
    public void restart(Part part) {
        stop(part);
        start(part);
    }

    /** The directory of the parts' logs. */
    public Path logs() {
        return options.directory().resolve("logs");
    }

    @Override
    public void close() {}
}
