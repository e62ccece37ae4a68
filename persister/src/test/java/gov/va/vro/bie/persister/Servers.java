package gov.va.vro.bie.persister;

import gov.va.vro.bie.persister.receive.RabbitMq;
import gov.va.vro.bie.persister.store.Postgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.StoreScope;

/** A broker and a database for all tests that want no other: started for the first one, ended after the run's last test. */
public record Servers(RabbitMq rabbit, Postgres postgres) implements AutoCloseable {

    public static final String SCHEMA = "bie";

    private static final Namespace NAMESPACE = Namespace.create(Servers.class);

    public static Servers shared(ExtensionContext context) {
        return context.getStore(StoreScope.LAUNCHER_SESSION, NAMESPACE)
                .computeIfAbsent(Servers.class, key -> start(), Servers.class);
    }

    private static Servers start() {
        try {
            return new Servers(RabbitMq.start(), Postgres.start());
        } catch (IOException e) {
            throw new UncheckedIOException("The servers cannot be started", e);
        }
    }

    /** The variables with which the command reaches both. */
    public Map<String, String> variables() {
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
