package gov.va.vro.bie.persister.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import gov.va.vro.bie.persister.event.EventId;
import gov.va.vro.bie.persister.event.EventType;
import gov.va.vro.bie.persister.event.Messages;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ParkedStoreIT {

    private static Postgres postgres;

    private Database database;
    private ParkedStore store;
    private ParkedNotes notes;

    @BeforeAll
    static void startPostgres() throws Exception {
        postgres = Postgres.start();
    }

    @AfterAll
    static void stopPostgres() throws Exception {
        postgres.close();
    }

    @BeforeEach
    void migrate() throws Exception {
        postgres.execute("DROP SCHEMA IF EXISTS bie CASCADE");
        database = Database.of(postgres.config("bie"));
        new Schema(database).migrate();
        store = new ParkedStore(database);
        notes = new ParkedNotes(database);
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void notesWhatIsParkedOnceAndWithoutContent() throws Exception {
        store.note(List.of(parked(7, "not JSON at byte 0"), parked(7, "not JSON at byte 0")));
        store.note(List.of(parked(7, "no ClaimId")));

        assertThat(postgres.query("SELECT uuid, event_type, source_topic, source_partition, source_offset,"
                        + " source_timestamp, message_id, reason, replayed_at FROM bie.bie_event_parked"))
                .containsExactly(parked(7, "").uuid() + "|contention-deleted|" + Messages.TOPIC
                        + "|0|7|2024-06-12 19:29:00.123+00|id-7|no ClaimId|null");
    }

    @Test
    void hasAMessageWaitAgainThatWasReplayedOrDiscardedBefore() throws Exception {
        store.note(List.of(parked(1, "no ClaimId"), parked(2, "no ClaimId")));
        postgres.execute("UPDATE bie.bie_event_parked SET replayed_at = now(), discarded_at = now()");

        store.note(List.of(parked(1, "no ClaimId")));

        assertThat(postgres.query("SELECT source_offset, replayed_at IS NULL, discarded_at IS NULL"
                        + " FROM bie.bie_event_parked ORDER BY 1"))
                .containsExactly("1|t|t", "2|f|f");
    }

    @Test
    void notesWithLessWhatTheDatabaseRefusesAndItsNeighboursWhole() throws Exception {
        postgres.execute("ALTER TABLE bie.bie_event_parked ADD CHECK (reason <> 'odd' AND message_id <> 'id-3')");

        var refused = store.note(List.of(parked(1, "fine"), parked(2, "odd"), parked(3, "fine"), parked(4, "fine")));

        assertThat(refused).isEmpty();
        assertThat(postgres.query("SELECT source_offset, message_id, reason FROM bie.bie_event_parked ORDER BY 1"))
                .containsExactly(
                        "1|id-1|fine",
                        "2|null|parked; the database refuses its reason or its message id, SQLSTATE 23514",
                        "3|null|parked; the database refuses its reason or its message id, SQLSTATE 23514",
                        "4|id-4|fine");
    }

    @Test
    void tellsWhatCannotBeNotedAtAll() throws Exception {
        postgres.execute("ALTER TABLE bie.bie_event_parked ADD CHECK (source_offset <> 2)");

        var refused = store.note(List.of(parked(1, "fine"), parked(2, "fine"), parked(3, "fine")));

        assertThat(refused).containsExactly(parked(2, "fine"));
        assertThat(postgres.query("SELECT source_offset FROM bie.bie_event_parked ORDER BY 1"))
                .containsExactly("1", "3");
    }

    @Test
    void leavesWaitingWhatWasParkedAgainWhileItWasReplayed() throws Exception {
        store.note(List.of(parked(1, "no ClaimId"), parked(2, "no ClaimId")));
        var seen = notes.parkedAt(List.of(parked(1, "").uuid(), parked(2, "").uuid()));
        store.note(List.of(parked(1, "no ClaimId")));

        store.replayed(List.of(parked(1, "no ClaimId"), parked(2, "no ClaimId")), seen);

        assertThat(postgres.query("SELECT source_offset, replayed_at IS NULL FROM bie.bie_event_parked ORDER BY 1"))
                .containsExactly("1|t", "2|f");
    }

    @Test
    void discardsNotesAsTheyWereSeen() throws Exception {
        store.note(List.of(parked(1, "no ClaimId"), parked(2, "no ClaimId")));
        var seen = notes.waiting(List.of("id-1", "id-2"));
        store.note(List.of(parked(1, "no ClaimId")));

        assertThat(store.discardNotes(seen)).isEqualTo(1);

        assertThat(postgres.query("SELECT source_offset, discarded_at IS NULL FROM bie.bie_event_parked ORDER BY 1"))
                .containsExactly("1|t", "2|f");
    }

    @Test
    void notesWhatBecameOfAMessageThatHadNoNote() throws Exception {
        store.discarded(List.of(parked(1, "dead-lettered")), Map.of());

        assertThat(postgres.query("SELECT source_offset, reason, parked_at IS NOT NULL, discarded_at IS NOT NULL"
                        + " FROM bie.bie_event_parked"))
                .containsExactly("1|dead-lettered|t|t");
    }

    @Test
    void notesWhatBecameOfTheNeighboursOfWhatTheDatabaseRefuses() throws Exception {
        postgres.execute("ALTER TABLE bie.bie_event_parked ADD CHECK (reason <> 'odd' AND source_offset <> 3)");

        var refused = store.replayed(
                List.of(parked(1, "fine"), parked(2, "odd"), parked(3, "fine"), parked(4, "fine")), Map.of());

        assertThat(refused).containsExactly(parked(3, "fine"));
        assertThat(postgres.query("SELECT source_offset, reason, replayed_at IS NOT NULL"
                        + " FROM bie.bie_event_parked ORDER BY 1"))
                .containsExactly(
                        "1|fine|t",
                        "2|parked; the database refuses its reason or its message id, SQLSTATE 23514|t",
                        "4|fine|t");
    }

    @Test
    void findsWhatWaitsByItsNamesAndWhatIsSettledByItsUuid() throws Exception {
        store.note(List.of(parked(1, "no ClaimId")));
        store.discarded(List.of(parked(2, "no ClaimId"), parked(3, "no ClaimId")), Map.of());

        assertThat(notes.waiting(
                        List.of("id-1", "id-2", "id-4", parked(3, "").uuid().toString())))
                .extracting(ParkedNote::uuid)
                .containsExactly(parked(1, "").uuid());
        assertThat(notes.waiting(List.of(parked(1, "").uuid().toString().toUpperCase(Locale.ROOT))))
                .hasSize(1);
        assertThat(notes.find(parked(2, "").uuid()).orElseThrow().discardedAt()).isPresent();
        assertThat(notes.find(parked(4, "").uuid())).isEmpty();
    }

    @Test
    void showsAllNotesInTheOrderOfTheBytesOfTheirUuids() throws Exception {
        store.note(IntStream.range(0, 2_500)
                .mapToObj(offset -> parked(offset, "no ClaimId"))
                .toList());
        postgres.execute("INSERT INTO bie.bie_event_parked (uuid, event_type, reason) VALUES"
                + " ('ffffffff-ffff-8fff-bfff-ffffffffffff', 'contention-updated', 'no ClaimId')");
        store.discarded(List.of(parked(1, "no ClaimId")), Map.of());

        var shown = new ArrayList<String>();
        notes.forEach(note -> shown.add(note.uuid().toString()));

        assertThat(shown).hasSize(2_501).isSorted();
    }

    @Test
    void refusesNoNoteForTheDatabasesOwnTrouble() throws Exception {
        postgres.execute("ALTER TABLE bie.bie_event_parked RENAME TO away");

        assertThatExceptionOfType(DatabaseException.class)
                .isThrownBy(() -> store.note(List.of(parked(1, "fine"))))
                .withMessageContaining("tables are missing");
    }

    private static ParkedMessage parked(long offset, String reason) {
        var message = Messages.message()
                .type(EventType.DELETED)
                .from(Messages.coordinates(offset))
                .build();
        return new ParkedMessage(
                EventId.of(message), EventType.DELETED, message.coordinates(), Optional.of("id-" + offset), reason);
    }
}
