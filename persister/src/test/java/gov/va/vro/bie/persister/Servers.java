package gov.va.vro.bie.persister.cli;

import gov.va.vro.bie.persister.receive.RabbitMq;
import gov.va.vro.bie.persister.store.Postgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.StoreScope;

/** A broker and a database for all tests of {@code parked}: started for the first one, ended after the run's last test. */
record ParkedServers(RabbitMq rabbit, Postgres postgres) implements AutoCloseable {

    static final String SCHEMA = "bie";

    private static final Namespace NAMESPACE = Namespace.create(ParkedServers.class);

    static ParkedServers shared(ExtensionContext context) {
        return context.getStore(StoreScope.LAUNCHER_SESSION, NAMESPACE)
                .computeIfAbsent(ParkedServers.class, key -> start(), ParkedServers.class);
    }

    private static ParkedServers start() {
        try {
            return new ParkedServers(RabbitMq.start(), Postgres.start());
        } catch (IOException e) {
            throw new UncheckedIOException("The servers cannot be started", e);
        }
    }

    /** The variables with which the command reaches both. */
    Map<String, String> variables() {
        var variables = new HashMap<>(rabbit.variables());
        variables.putAll(postgres.variables(SCHEMA));
        return variables;
    }

    @Override
    public void close() {
        try {
            rabbit.stop();
            postgres.close();
        } catch (Exception e) {
            throw new IllegalStateException("The servers cannot be stopped", e);
        }
    }
}
