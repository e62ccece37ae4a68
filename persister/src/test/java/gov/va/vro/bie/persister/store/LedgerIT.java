package gov.va.vro.bie.persister.store;

import static org.assertj.core.api.Assertions.assertThat;

import gov.va.vro.bie.persister.event.EventId;
import gov.va.vro.bie.persister.event.EventParser;
import gov.va.vro.bie.persister.event.EventType;
import gov.va.vro.bie.persister.event.Messages;
import gov.va.vro.bie.persister.event.Outcome;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the ledger's views make of records that were stored, parked, replayed, discarded or lost. */
class LedgerIT {

    private static final String STATES = "SELECT source_offset, state FROM bie.bie_event_ledger_state ORDER BY 1";
    private static final String MISSING = "SELECT source_offset FROM bie.bie_event_missing ORDER BY 1";

    private static Postgres postgres;
    private static Database database;
    private static EventStore store;

    @BeforeAll
    static void startPostgres() throws Exception {
        postgres = Postgres.start();
        database = Database.of(postgres.config("bie"));
        new Schema(database).migrate();
        store = new EventStore(database);
    }

    @AfterAll
    static void stopPostgres() throws Exception {
        database.close();
        postgres.close();
    }

    @BeforeEach
    void empty() throws Exception {
        postgres.execute("TRUNCATE bie.bie_event, bie.bie_event_parked, bie.bie_event_ledger CASCADE");
    }

    @Test
    void saysOfAStoredEventThatItIsStored() throws Exception {
        record(1, "1 hour");
        store(1);

        assertThat(postgres.query(STATES)).containsExactly("1|stored");
        assertThat(postgres.query(MISSING)).isEmpty();
    }

    @Test
    void waitsFiveMinutesBeforeItCallsARecordMissing() throws Exception {
        record(1, "4 minutes");
        record(2, "6 minutes");

        assertThat(postgres.query(STATES)).containsExactly("1|awaited", "2|missing");
        assertThat(postgres.query(MISSING)).containsExactly("2");
    }

    @Test
    void tellsParkedAndDiscardedOnesFromMissingOnes() throws Exception {
        record(1, "1 hour");
        record(2, "1 hour");
        park(1);
        park(2);
        postgres.execute("UPDATE bie.bie_event_parked SET discarded_at = now() WHERE source_offset = 2");

        assertThat(postgres.query(STATES)).containsExactly("1|parked", "2|discarded");
        assertThat(postgres.query(MISSING)).isEmpty();
    }

    @Test
    void countsTheFiveMinutesFromTheReplayOfAParkedOne() throws Exception {
        record(1, "1 hour");
        record(2, "1 hour");
        record(3, "1 hour");
        park(1);
        park(2);
        park(3);
        postgres.execute("UPDATE bie.bie_event_parked SET replayed_at = now() - interval '4 minutes'");
        postgres.execute("UPDATE bie.bie_event_parked SET replayed_at = now() - interval '6 minutes'"
                + " WHERE source_offset > 1");
        store(3);

        assertThat(postgres.query(STATES)).containsExactly("1|awaited", "2|missing", "3|stored");
        assertThat(postgres.query(MISSING)).containsExactly("2");
    }

    @Test
    void doesNotTakeARecordOfATopicMadeAgainForTheOneThatHadItsOffset() throws Exception {
        record(1, "1 hour");
        postgres.execute("INSERT INTO bie.bie_event_ledger (source_topic, source_partition, source_offset,"
                + " source_timestamp, recorded_at) SELECT source_topic, source_partition, source_offset,"
                + " source_timestamp + 60000, recorded_at FROM bie.bie_event_ledger");
        store(1);

        assertThat(postgres.query("SELECT source_timestamp - " + Messages.TIMESTAMP + " FROM bie.bie_event_missing"))
                .containsExactly("60000");
    }

    @Test
    void sumsUpEachTopic() throws Exception {
        for (var offset = 1; offset <= 6; offset++) {
            record(offset, offset == 6 ? "1 minute" : offset + " hours");
        }
        store(1);
        park(2);
        park(3);
        postgres.execute("UPDATE bie.bie_event_parked SET discarded_at = now() WHERE source_offset = 3");

        assertThat(postgres.query("SELECT source_topic, recorded, stored, parked, discarded, awaited, missing,"
                        + " date_trunc('hour', now() - oldest_missing), date_trunc('minute', now() - last_recorded)"
                        + " FROM bie.bie_event_ledger_summary"))
                .containsExactly(Messages.TOPIC + "|6|1|1|1|1|2|05:00:00|00:01:00");
    }

    /** As the ledger's connector writes it, some time ago. */
    private static void record(long offset, String ago) throws Exception {
        postgres.execute("INSERT INTO bie.bie_event_ledger (source_topic, source_partition, source_offset,"
                + " source_timestamp, recorded_at) VALUES ('%s', 0, %d, %d, now() - interval '%s')"
                        .formatted(Messages.TOPIC, offset, Messages.TIMESTAMP, ago));
    }

    private static void store(long offset) throws Exception {
        var event = message(offset).event("\"ClaimId\": 1, \"ContentionId\": 2").build();
        store.store(List.of(((Outcome.Storable) new EventParser().parse(event)).event()));
    }

    private static void park(long offset) throws Exception {
        var uuid = EventId.of(message(offset).build());
        new ParkedStore(database)
                .note(List.of(new ParkedMessage(
                        uuid,
                        EventType.ASSOCIATED,
                        Optional.of(Messages.coordinates(offset)),
                        Optional.empty(),
                        "no ClaimId")));
    }

    private static Messages message(long offset) {
        return Messages.message().from(Messages.coordinates(offset));
    }
}
