package gov.va.vro.bie.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import gov.va.vro.bie.it.contract.ExpectedRow;
import gov.va.vro.bie.it.faces.Coordinates;
import gov.va.vro.bie.it.faces.Database;
import gov.va.vro.bie.localstack.events.BieEvent;
import gov.va.vro.bie.localstack.events.PublishedEvent;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;

/** Publishes events into Kafka, and looks whether the tables hold each of them once, exactly, with all its codes. */
final class StoredEvents {

    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Pipeline pipeline;
    private final Database database;

    StoredEvents(Pipeline pipeline) {
        this.pipeline = pipeline;
        this.database = pipeline.database();
    }

    /** Returns when Kafka has them. */
    List<PublishedEvent> publish(List<BieEvent> events) throws Exception {
        try (var publisher = pipeline.publisher()) {
            var published = events.stream().map(publisher::publish).toList();
            publisher.flush();
            return published.stream().map(CompletableFuture::join).toList();
        }
    }

    void awaitStored(Collection<PublishedEvent> published) {
        var records = records(published);
        await("every event stored")
                .atMost(PATIENCE)
                .ignoreExceptions()
                .until(() -> database.notStored(records).isEmpty());
    }

    void assertNoneIsStored(Collection<PublishedEvent> published) throws Exception {
        assertThat(database.sources("bie_event", records(published))).isEmpty();
    }

    /** Each has one row, with what it must have and its codes, and none is parked. */
    void assertEachIsStoredOnce(Collection<PublishedEvent> published) throws Exception {
        awaitStored(published);
        var rows = database.events(records(published));
        var codes = database.codes(records(published));
        for (var event : published) {
            var record = Coordinates.of(event);
            var expected = new ExpectedRow(event);
            assertThat(rows.get(record)).as("rows of %s", record).hasSize(1);
            assertThat(known(rows.get(record).get(0))).as("row of %s", record).isEqualTo(expected.columns());
            assertThat(codes.getOrDefault(record, List.of()))
                    .as("codes of %s", record)
                    .isEqualTo(expected.codes());
        }
        assertNoneIsParked(published);
    }

    void assertNoneIsParked(Collection<PublishedEvent> published) throws Exception {
        assertThat(database.sources("bie_event_parked", records(published))).isEmpty();
    }

    private static Map<String, Object> known(Map<String, Object> row) throws Exception {
        var known = new HashMap<>(row);
        known.remove("created_at");
        known.remove("notified_at");
        known.put("event_details", JSON.readTree((String) row.get("event_details")));
        return known;
    }

    static Set<Coordinates> records(Collection<PublishedEvent> published) {
        return published.stream().map(Coordinates::of).collect(Collectors.toSet());
    }
}
