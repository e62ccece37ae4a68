package gov.va.vro.bie.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import gov.va.vro.bie.it.faces.Coordinates;
import gov.va.vro.bie.it.faces.Refusal;
import gov.va.vro.bie.localstack.events.BieEvent;
import gov.va.vro.bie.localstack.events.EventKind;
import gov.va.vro.bie.localstack.events.PublishedEvent;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Codes that a persister may believe to be in the database, and that are not: taken back with a transaction, refused
 * together with their event, deleted or renamed by hand. No event may lose one, or be parked, for it.
 */
@ExtendWith(LocalStack.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DiagnosticCodesIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String LINKS = "bie_event_to_diagnostic_code";

    private final Pipeline pipeline;
    private final StoredEvents events;
    private OwnPersisters persisters;

    DiagnosticCodesIT(Pipeline pipeline) {
        this.pipeline = pipeline;
        this.events = new StoredEvents(pipeline);
    }

    @BeforeAll
    void start() throws Exception {
        persisters = OwnPersisters.start(pipeline, "persister-codes", 1);
    }

    @AfterAll
    void stop() throws Exception {
        if (persisters != null) {
            persisters.close();
        }
    }

    @Test
    void insertsAgainACodeThatWasTakenBackWithItsTransaction() throws Exception {
        List<PublishedEvent> published;
        try (var lock = TableLock.on(pipeline.databaseAsSuperuser(), LINKS)) {
            published = publish("0001", "0002, 0001");
            lock.awaitPersister();
            persisters.lines().database().cut();
        }

        events.assertEachIsStoredOnce(published);
        assertStored("0001", "0002");
    }

    /** The refused event stands between the others, in one batch with them or not. */
    @Test
    void insertsACodeThatFirstCameWithAnEventThatIsRefused() throws Exception {
        try (var refusal = Refusal.in(pipeline.database())) {
            var before = events.publish(List.of(AnEvent.withCodes(EventKind.CLASSIFIED, "0003")));
            var refused = events.publish(List.of(refused("0004, 0003")));
            var behind = events.publish(List.of(AnEvent.withCodes(EventKind.CLASSIFIED, "0004")));

            events.assertEachIsStoredOnce(before);
            events.assertEachIsStoredOnce(behind);
            assertParked(refused.get(0), refusal.reason());
        }
        assertStored("0003", "0004");
    }

    @Test
    void insertsAgainACodeThatSomebodyHasDeleted() throws Exception {
        var first = publish("0005", "0006");
        events.awaitStored(first);
        execute("DELETE FROM " + LINKS + " WHERE diagnostic_code IN ('0005', '0006')");
        execute("DELETE FROM diagnostic_code WHERE code IN ('0005', '0006')");

        var second = publish("0005", "0006, 0005", "5237");

        events.assertEachIsStoredOnce(second);
    }

    @Test
    void insertsAgainACodeThatSomebodyHasRenamed() throws Exception {
        events.awaitStored(publish("0007"));
        execute("UPDATE diagnostic_code SET code = '0008' WHERE code = '0007'");

        events.assertEachIsStoredOnce(publish("0007", "0007, 0008"));
    }

    /** Deleted between the statement that inserts the code and the one that refers to it. */
    @Test
    void storesAnEventWhoseCodeIsDeletedInTheMiddleOfItsTransaction() throws Exception {
        execute("INSERT INTO diagnostic_code VALUES ('0009')");
        List<PublishedEvent> published;
        try (var lock = TableLock.on(pipeline.databaseAsSuperuser(), LINKS)) {
            published = publish("0009");
            lock.awaitPersister();
            lock.execute("DELETE FROM diagnostic_code WHERE code = '0009'");
            lock.commit();
        }

        events.assertEachIsStoredOnce(published);
    }

    private List<PublishedEvent> publish(String... codes) throws Exception {
        return events.publish(List.of(codes).stream()
                .map(text -> AnEvent.withCodes(EventKind.CLASSIFIED, text))
                .toList());
    }

    private static BieEvent refused(String codes) {
        var event = AnEvent.withCodes(EventKind.CLASSIFIED, codes);
        event.value().put("ContentionClassificationName", Refusal.TEXT);
        return event;
    }

    private void assertParked(PublishedEvent event, String reason) {
        await("the refused one parked")
                .atMost(PATIENCE)
                .untilAsserted(() -> assertThat(pipeline.database().parked(Coordinates.of(event)))
                        .singleElement()
                        .satisfies(row -> assertThat(row).containsEntry("reason", reason)));
    }

    private void execute(String statement) throws Exception {
        try (var session = pipeline.database().connect();
                var executing = session.createStatement()) {
            executing.execute(statement);
        }
    }

    private void assertStored(String... codes) throws Exception {
        for (var code : codes) {
            assertThat(pipeline.database().query("SELECT code FROM diagnostic_code WHERE code = ?", code))
                    .hasSize(1);
        }
    }
}
