package gov.va.vro.bie.persister.store;

import gov.va.vro.bie.persister.event.BieEvent;
import gov.va.vro.bie.persister.event.EventParser;
import gov.va.vro.bie.persister.event.Messages;
import gov.va.vro.bie.persister.event.Outcome;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.StoreScope;

/** The store over empty tables, in a database that all of its tests share. */
final class EventStoreScene implements BeforeEachCallback, AfterEachCallback {

    private static final Namespace NAMESPACE = Namespace.create(EventStoreScene.class);
    private static final String SCHEMA = "bie";

    private Postgres postgres;
    private Database database;
    private EventStore store;

    @Override
    public void beforeEach(ExtensionContext context) throws Exception {
        postgres = context.getStore(StoreScope.LAUNCHER_SESSION, NAMESPACE)
                .computeIfAbsent(Postgres.class, key -> start(), Postgres.class);
        postgres.execute("DROP SCHEMA IF EXISTS " + SCHEMA + " CASCADE");
        database = Database.of(postgres.config(SCHEMA));
        new Schema(database).migrate();
        store = new EventStore(database);
    }

    private static Postgres start() {
        try {
            return Postgres.start();
        } catch (IOException e) {
            throw new UncheckedIOException("The database cannot be started", e);
        }
    }

    @Override
    public void afterEach(ExtensionContext context) {
        database.close();
    }

    Postgres postgres() {
        return postgres;
    }

    Database database() {
        return database;
    }

    StoreResult store(BieEvent... events) throws DatabaseException {
        return store(List.of(events));
    }

    StoreResult store(List<BieEvent> events) throws DatabaseException {
        return store.store(events);
    }

    /** @param fields further ones of the event, as JSON */
    static BieEvent event(long offset, String fields) {
        return parsed(Messages.message()
                .from(Messages.coordinates(offset))
                .event("\"ClaimId\": 10, \"ContentionId\": 20, " + fields));
    }

    static BieEvent parsed(Messages message) {
        return ((Outcome.Storable) new EventParser().parse(message.build())).event();
    }
}
