package gov.va.vro.bie.localstack;

import gov.va.vro.bie.localstack.recipe.Probes;
import java.time.Duration;
import java.time.Instant;

/** A RabbitMQ or PostgreSQL that was running before, and that the stack uses: it is asked, and never touched. */
final class ForeignPart implements RunningPart {

    private final Part part;
    private final Endpoints endpoints;
    private final Progress progress;

    ForeignPart(Part part, Endpoints endpoints, Progress progress) {
        this.part = part;
        this.endpoints = endpoints;
        this.progress = progress;
    }

    @Override
    public void start() {
        var begin = Instant.now();
        progress.starting(part);
        try {
            Probes.ask(part, endpoints);
        } catch (Exception e) {
            throw new StackException(
                    part.title() + " was said to be running already, by " + ForeignEndpoints.variable(part)
                            + ", but does not answer there: " + e,
                    e);
        }
        progress.started(part, Duration.between(begin, Instant.now()));
    }

    @Override
    public void stop() {
        throw refused();
    }

    @Override
    public void kill() {
        throw refused();
    }

    @Override
    public void freeze() {
        throw refused();
    }

    @Override
    public void thaw() {
        throw refused();
    }

    @Override
    public void close() {}

    private StackException refused() {
        return new StackException(part.title() + " is not this stack's own (" + ForeignEndpoints.variable(part)
                + "): it is neither stopped, killed nor frozen");
    }
}
