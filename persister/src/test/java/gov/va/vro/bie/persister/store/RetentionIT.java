package gov.va.vro.bie.persister.store;

import static org.assertj.core.api.Assertions.assertThat;

import gov.va.vro.bie.persister.event.Coordinates;
import gov.va.vro.bie.persister.event.EventId;
import gov.va.vro.bie.persister.event.EventParser;
import gov.va.vro.bie.persister.event.EventType;
import gov.va.vro.bie.persister.event.Messages;
import gov.va.vro.bie.persister.event.Outcome;
import gov.va.vro.bie.persister.store.Retention.Gone;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is gone after old events were deleted, what is left, and that the ledger does not call anything missing. */
class RetentionIT {

    private static final Instant CUTOFF = Instant.parse("2024-01-01T00:00:00Z");
    private static final Instant OLD = CUTOFF.minusMillis(1);

    private static Postgres postgres;
    private static Database database;

    @BeforeAll
    static void startPostgres() throws Exception {
        postgres = Postgres.start();
        database = Database.of(postgres.config("bie"));
        new Schema(database).migrate();
    }

    @AfterAll
    static void stopPostgres() throws Exception {
        database.close();
        postgres.close();
    }

    @BeforeEach
    void empty() throws Exception {
        postgres.execute(
                "TRUNCATE bie.bie_event, bie.diagnostic_code, bie.bie_event_parked, bie.bie_event_ledger CASCADE");
    }

    @Test
    void deletesTheEventsOfOlderRecordsToTheMillisecondInAsManyBatchesAsItTakes() throws Exception {
        for (var offset = 0; offset < 7; offset++) {
            store(offset, OLD.minus(Duration.ofDays(offset)));
        }
        store(7, CUTOFF);
        var batches = new ArrayList<Gone>();

        var gone = new Retention(database, 3).forget(CUTOFF, batches::add);

        assertThat(gone).isEqualTo(new Gone(7, 0, 7));
        assertThat(batches).extracting(Gone::events).startsWith(3L, 6L, 7L);
        assertThat(postgres.query("SELECT source_offset FROM bie.bie_event")).containsExactly("7");
        assertThat(postgres.query("SELECT count(*) FROM bie.bie_event_to_diagnostic_code"))
                .containsExactly("1");
        assertThat(postgres.query("SELECT code FROM bie.diagnostic_code")).containsExactly("5003");
        assertThat(postgres.query("SELECT source_offset, state FROM bie.bie_event_ledger_state"))
                .containsExactly("7|stored");
        assertThat(new Retention(database, 3).forget(CUTOFF, soFar -> {})).isEqualTo(new Gone(0, 0, 0));
    }

    @Test
    void deletesNothingWhereTheLimitIsBeforeAllRecords() throws Exception {
        store(0, OLD);

        var gone = new Retention(database, 3).forget(Instant.EPOCH.minus(Duration.ofDays(36_500)), soFar -> {});

        assertThat(gone).isEqualTo(new Gone(0, 0, 0));
        assertThat(new Retention(database, 3).count(Instant.EPOCH.minusMillis(1)))
                .isZero();
    }

    @Test
    void countsWithoutDeleting() throws Exception {
        store(0, OLD);
        store(1, CUTOFF);

        assertThat(new Retention(database, 3).count(CUTOFF)).isEqualTo(1);
        assertThat(postgres.query("SELECT count(*) FROM bie.bie_event")).containsExactly("2");
    }

    @Test
    void takesTheAgeOfTheRowWhereThereIsNoRecord() throws Exception {
        store(Messages.message().ofAnotherPublisher().messageId("old"));
        postgres.execute("UPDATE bie.bie_event SET created_at = '2023-12-31'");
        store(Messages.message().ofAnotherPublisher().messageId("young"));

        assertThat(new Retention(database, 10).count(CUTOFF)).isEqualTo(1);
        assertThat(new Retention(database, 10).forget(CUTOFF, soFar -> {})).isEqualTo(new Gone(1, 0, 0));
        assertThat(postgres.query("SELECT created_at > '2024-01-01' FROM bie.bie_event"))
                .containsExactly("t");
    }

    @Test
    void deletesParkedMessagesThatAreDealtWithAndKeepsThoseThatWait() throws Exception {
        for (var offset = 0; offset < 3; offset++) {
            record(offset, OLD);
            park(offset, OLD);
        }
        postgres.execute("UPDATE bie.bie_event_parked SET discarded_at = now() WHERE source_offset = 0");
        postgres.execute("UPDATE bie.bie_event_parked SET replayed_at = now() WHERE source_offset = 1");

        assertThat(new Retention(database, 10).forget(CUTOFF, soFar -> {})).isEqualTo(new Gone(0, 2, 2));
        assertThat(postgres.query("SELECT source_offset, state FROM bie.bie_event_ledger_state"))
                .containsExactly("2|parked");
    }

    @Test
    void forgetsWhatWasMissingForAsLongAsEventsAreKept() throws Exception {
        record(0, OLD);
        record(1, OLD);
        postgres.execute("UPDATE bie.bie_event_ledger SET recorded_at = '2024-01-02' WHERE source_offset = 1");

        assertThat(new Retention(database, 1).forget(CUTOFF, soFar -> {})).isEqualTo(new Gone(0, 0, 1));
        assertThat(postgres.query("SELECT source_offset FROM bie.bie_event_missing"))
                .containsExactly("1");
    }

    @Test
    void leavesNoIntervalInWhichAnEventIsGoneAndItsRecordIsNot() throws Exception {
        for (var offset = 0; offset < 20; offset++) {
            store(offset, OLD);
        }
        new Retention(database, 1)
                .forget(
                        CUTOFF,
                        soFar -> assertThat(missing()).as("after %s", soFar).isEmpty());
    }

    private static List<String> missing() {
        try {
            return postgres.query("SELECT source_offset FROM bie.bie_event_missing");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void store(long offset, Instant at) throws Exception {
        record(offset, at);
        store(message(offset, at));
    }

    private static void store(Messages message) throws Exception {
        var complete = message.event("\"ClaimId\": 1, \"ContentionId\": 2, \"DiagnosticTypeCode\": \"5003\"")
                .build();
        new EventStore(database).store(List.of(((Outcome.Storable) new EventParser().parse(complete)).event()));
    }

    private static void record(long offset, Instant at) throws Exception {
        postgres.execute("INSERT INTO bie.bie_event_ledger (source_topic, source_partition, source_offset,"
                + " source_timestamp, recorded_at) VALUES ('%s', 0, %d, %d, '%s')"
                        .formatted(Messages.TOPIC, offset, at.toEpochMilli(), at));
    }

    private static void park(long offset, Instant at) throws Exception {
        var message = message(offset, at).build();
        new ParkedStore(database)
                .note(List.of(new ParkedMessage(
                        EventId.of(message),
                        EventType.ASSOCIATED,
                        message.coordinates(),
                        Optional.empty(),
                        "no ClaimId")));
    }

    private static Messages message(long offset, Instant at) {
        return Messages.message().from(new Coordinates(Messages.TOPIC, 0, offset, OptionalLong.of(at.toEpochMilli())));
    }
}
