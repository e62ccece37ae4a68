package gov.va.vro.bie.it;

import static org.awaitility.Awaitility.await;

import gov.va.vro.bie.it.faces.Coordinates;
import gov.va.vro.bie.it.line.TcpProxy.Direction;
import gov.va.vro.bie.localstack.events.EventGenerator;
import gov.va.vro.bie.localstack.events.PublishedEvent;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A persister that is killed at the moments that matter: before the commit, in it, and between the commit and the
 * acknowledgement; and one that cannot know whether its commit was done. Each event is stored once.
 */
@ExtendWith(LocalStack.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PersisterCrashIT {

    private static final int EVENTS = 40;

    private final Pipeline pipeline;
    private final StoredEvents events;
    private final EventGenerator generator = new EventGenerator(18);
    private OwnPersisters persisters;

    PersisterCrashIT(Pipeline pipeline) {
        this.pipeline = pipeline;
        this.events = new StoredEvents(pipeline);
    }

    @BeforeAll
    void start() throws Exception {
        persisters = OwnPersisters.start(pipeline, "persister-crash", 1);
    }

    @AfterAll
    void stop() throws Exception {
        if (persisters != null) {
            persisters.close();
        }
    }

    @Test
    void storesOnceWhatItHadCommittedAndNotAcknowledged() throws Exception {
        persisters.lines().broker().swallow(Direction.TO_SERVER, 0);
        var published = publish();
        events.awaitStored(published);

        persisters.first().kill();
        persisters.lines().heal();
        persisters.first().start();

        for (var event : published) {
            awaitStoredBefore(Coordinates.of(event));
        }
        events.assertEachIsStoredOnce(published);
    }

    @Test
    void storesOnceWhatItHadWrittenAndNotCommitted() throws Exception {
        List<PublishedEvent> published;
        try (var lock = TableLock.on(pipeline.databaseAsSuperuser(), "bie_event_to_diagnostic_code")) {
            published = publish();
            lock.awaitPersister();

            persisters.first().kill();
            events.assertNoneIsStored(published);
            persisters.first().launch();
        }
        persisters.awaitReady();

        events.assertEachIsStoredOnce(published);
    }

    /** The server has done everything but the commit, which it never hears of. A connection says it in words only once. */
    @Test
    void storesOnceWhatItsCommitWasLostOf() throws Exception {
        var database = persisters.lines().database();
        database.swallowFrom(Direction.TO_SERVER, "COMMIT");
        database.cut();
        var published = publish();
        await("a lost commit").atMost(OwnPersisters.PATIENCE).until(() -> database.brokenConnections() > 0);

        persisters.first().kill();
        events.assertNoneIsStored(published);
        persisters.lines().heal();
        persisters.first().start();

        events.assertEachIsStoredOnce(published);
    }

    /** The server has committed, and its answer is lost: the persister, which lives on, cannot know. */
    @Test
    void storesOnceWhatItsCommitWasDoneOfWithoutAnAnswer() throws Exception {
        var database = persisters.lines().database();
        database.swallowFrom(Direction.TO_CLIENT, "COMMIT");
        var published = publish();
        var committed = await("a row whose commit had no answer")
                .atMost(OwnPersisters.PATIENCE)
                .until(
                        () -> pipeline.database().sources("bie_event", StoredEvents.records(published)),
                        stored -> !stored.isEmpty() && database.brokenConnections() > 0);

        database.heal();
        database.cut();

        for (var record : committed) {
            awaitStoredBefore(record);
        }
        events.assertEachIsStoredOnce(published);
    }

    private List<PublishedEvent> publish() throws Exception {
        return events.publish(generator.next(EVENTS));
    }

    private void awaitStoredBefore(Coordinates record) {
        await("that it finds " + record + " stored before")
                .atMost(OwnPersisters.PATIENCE)
                .until(() -> persisters.first().hasLogged("stored before", record));
    }
}
