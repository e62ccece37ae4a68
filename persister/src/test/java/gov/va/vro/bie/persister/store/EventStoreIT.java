package gov.va.vro.bie.persister.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gov.va.vro.bie.persister.config.DatabaseConfig;
import gov.va.vro.bie.persister.event.BieEvent;
import gov.va.vro.bie.persister.event.EventParser;
import gov.va.vro.bie.persister.event.Messages;
import gov.va.vro.bie.persister.event.Outcome;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.TimeZone;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class EventStoreIT {

    private static Postgres postgres;

    private Database database;
    private EventStore store;

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
        store = new EventStore(database);
    }

    @AfterEach
    void disconnect() {
        database.close();
    }

    @Test
    void storesEveryColumn() throws Exception {
        var event = event(
                42,
                "\"ContentionClassificationName\": \"Knee \\u00e9\", \"DiagnosticTypeCode\": \"5299-5237\","
                        + " \"EventTime\": 1718220540123, \"AutomationIndicator\": null");

        var result = store.store(List.of(event));

        assertThat(result.inserted()).containsExactly(event.uuid());
        assertThat(postgres.query("SELECT uuid, notified_at, event_type, event_details, event_at, benefit_claim_id,"
                        + " contention_id, classification, source_topic, source_partition, source_offset,"
                        + " source_timestamp, created_at > now() - interval '1 minute' FROM bie.bie_event"))
                .containsExactly(
                        "01900dec-c8db-8d07-8688-b84611f0b1b1|2024-06-12 19:29:01.999+00|contention-associated|"
                                + "{\"ClaimId\": 10, \"EventTime\": 1718220540123, \"ContentionId\": 20, \"DiagnosticTypeCode\":"
                                + " \"5299-5237\", \"AutomationIndicator\": null, \"ContentionClassificationName\": \"Knee é\"}|"
                                + "2024-06-12 19:29:00.123+00|10|20|Knee é|" + Messages.TOPIC
                                + "|0|42|2024-06-12 19:29:00.123+00|t");
        assertThat(postgres.query("SELECT diagnostic_code FROM bie.bie_event_to_diagnostic_code ORDER BY 1"))
                .containsExactly("5237", "5299");
        assertThat(postgres.query("SELECT code FROM bie.diagnostic_code ORDER BY 1"))
                .containsExactly("5237", "5299");
    }

    @Test
    void storesWhatHasOnlyItsIds() throws Exception {
        var message =
                Messages.message().ofAnotherPublisher().body("{\"event\": {\"ClaimId\": 10, \"ContentionId\": 20}}");
        store.store(List.of(parsed(message)));

        assertThat(postgres.query("SELECT notified_at, event_at, classification, source_topic, source_partition,"
                        + " source_offset, source_timestamp FROM bie.bie_event"))
                .containsExactly("null|null|null|null|null|null|null");
    }

    @Test
    void storesTheSameInstantsWhereverTheMachineIs() throws Exception {
        var zone = TimeZone.getDefault();
        TimeZone.setDefault(TimeZone.getTimeZone("America/New_York"));
        try (var there = Database.of(postgres.config("bie"))) {
            // The second of the two hours after 01:59 on the night that ends daylight saving there.
            new EventStore(there).store(List.of(event(1, "\"EventTime\": \"2024-11-03T06:30:00.001\"")));
        } finally {
            TimeZone.setDefault(zone);
        }
        var select = "SELECT event_at, notified_at FROM bie.bie_event";

        assertThat(postgres.query("UTC", select))
                .containsExactly("2024-11-03 06:30:00.001+00|2024-06-12 19:29:01.999+00");
        assertThat(postgres.query("America/New_York", select))
                .containsExactly("2024-11-03 01:30:00.001-05|2024-06-12 15:29:01.999-04");
    }

    @Test
    void storesMomentsExactlyFromOneEndOfTimeToTheOther() throws Exception {
        store.store(List.of(
                event(1, "\"EventTime\": -62135596800000"),
                event(2, "\"EventTime\": -1"),
                event(3, "\"EventTime\": 1718220540123456"),
                event(4, "\"EventTime\": 9224318015999999")));

        assertThat(postgres.query("SELECT event_at FROM bie.bie_event ORDER BY source_offset"))
                .containsExactly(
                        "0001-01-01 00:00:00+00",
                        "1969-12-31 23:59:59.999+00",
                        "56418-03-29 19:22:03.456+00",
                        "294276-12-31 23:59:59.999+00");
    }

    @Test
    void storesWhatComesTwiceOnce() throws Exception {
        var first = event(1, "\"DiagnosticTypeCode\": \"5003\"");
        var second = event(2, "\"DiagnosticTypeCode\": \"5003\"");
        store.store(List.of(first));

        var result = store.store(List.of(first, second, second));

        assertThat(result.inserted()).containsExactly(second.uuid());
        assertThat(postgres.query("SELECT count(*) FROM bie.bie_event")).containsExactly("2");
        assertThat(postgres.query("SELECT count(*) FROM bie.bie_event_to_diagnostic_code"))
                .containsExactly("2");
    }

    @Test
    void findsTheOneThatTheDatabaseRefusesAndStoresItsNeighbours() throws Exception {
        postgres.execute("ALTER TABLE bie.bie_event ADD CONSTRAINT no_skin CHECK (classification <> 'Skin')"
                + "; ALTER TABLE bie.diagnostic_code ADD CONSTRAINT no_words CHECK (code <> 'WORD')");
        var events = new ArrayList<BieEvent>();
        for (var offset = 0; offset < 50; offset++) {
            events.add(event(offset, "\"DiagnosticTypeCode\": \"5003\""));
        }
        events.add(17, event(100, "\"ContentionClassificationName\": \"Skin\""));
        events.add(33, event(101, "\"DiagnosticTypeCode\": \"word\""));

        var result = store.store(events);

        assertThat(result.inserted()).hasSize(50);
        assertThat(result.refused())
                .extracting(refused -> refused.event().source().orElseThrow().offset())
                .containsExactlyInAnyOrder(100L, 101L);
        assertThat(result.refused())
                .allSatisfy(refused -> assertThat(refused.reason())
                        .startsWith("refused by the database, SQLSTATE 23514, constraint no_"));
        assertThat(postgres.query("SELECT count(*) FROM bie.bie_event")).containsExactly("50");
    }

    @Test
    void namesTheConstraintAndNotTheValue() throws Exception {
        postgres.execute("ALTER TABLE bie.bie_event ADD CONSTRAINT small_claims CHECK (benefit_claim_id < 5)");

        var result = store.store(List.of(event(1, "\"ActionName\": \"CANARY\"")));

        assertThat(result.refused())
                .extracting(StoreResult.Refused::reason)
                .containsExactly("refused by the database, SQLSTATE 23514, constraint small_claims");
    }

    @Test
    void refusesNothingWhenTheTablesAreMissingOrLocked() throws Exception {
        postgres.execute("DROP SCHEMA bie CASCADE");

        assertThatThrownBy(() -> store.store(List.of(event(1, "\"ActionName\": \"CANARY\""))))
                .isInstanceOf(DatabaseException.class)
                .hasMessage("database: tables are missing: run \"persister migrate\" (SQLSTATE 42P01)")
                .hasNoCause();
    }

    @Test
    void storesTextThatJustFitsItsIndex() throws Exception {
        var longest = new Random(1)
                .ints(2_000, 'a', 'z' + 1)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();

        var result = store.store(List.of(event(
                1,
                "\"ContentionClassificationName\": \"" + longest + "\", \"DiagnosticTypeCode\": \"" + longest + "\"")));

        assertThat(result.refused()).isEmpty();
        assertThat(postgres.query("SELECT length(diagnostic_code) FROM bie.bie_event_to_diagnostic_code"))
                .containsExactly("2000");
    }

    @Test
    void parksNothingWhileTheServerHasReachedALimitOfItsOwn() throws Exception {
        postgres.execute("""
                CREATE FUNCTION bie.limited() RETURNS trigger LANGUAGE plpgsql AS $$
                BEGIN RAISE EXCEPTION 'no more transactions' USING ERRCODE = '54000'; END $$;
                CREATE TRIGGER limited BEFORE INSERT ON bie.bie_event FOR EACH ROW EXECUTE FUNCTION bie.limited()""");

        assertThatThrownBy(() -> store.store(List.of(event(1, "\"ActionName\": \"x\""))))
                .isInstanceOf(DatabaseException.class)
                .hasMessageContaining("54000");
    }

    @Test
    void refusesNothingWhenAConnectionCannotBeMade() throws Exception {
        var config = postgres.config("bie");
        var odd = new DatabaseConfig(
                config.url() + "?options=-c%20TimeZone=Nowhere", config.user(), config.password(), config.schema());
        try (var unreachable = Database.of(odd)) {
            assertThatThrownBy(() -> new EventStore(unreachable).store(List.of(event(1, "\"ActionName\": \"x\""))))
                    .isInstanceOf(DatabaseException.class)
                    .hasMessageContaining("22023");
        }
    }

    @Test
    void doesNotDeadlockWhereSeveralStoreTheSameCodesAtOnce() throws Exception {
        var codes = LongStream.range(1_000, 1_040).boxed().toList();
        var instances = 4;
        var threads = Executors.newFixedThreadPool(instances);
        try {
            var work = new ArrayList<Callable<StoreResult>>();
            for (var instance = 0; instance < instances; instance++) {
                var shuffled = new ArrayList<>(codes);
                Collections.shuffle(shuffled, new Random(instance));
                var events = new ArrayList<BieEvent>();
                for (var code : shuffled) {
                    events.add(event(code, "\"DiagnosticTypeCode\": \"" + code + "\""));
                }
                var own = new EventStore(database);
                work.add(() -> own.store(events));
            }
            var inserted = 0;
            for (var done : threads.invokeAll(work)) {
                inserted += done.get().inserted().size();
            }
            assertThat(inserted).isEqualTo(codes.size());
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void insertsACodeAnewThatWasTakenOutOfTheDatabase() throws Exception {
        store.store(List.of(event(1, "\"DiagnosticTypeCode\": \"5003\"")));
        postgres.execute("DELETE FROM bie.bie_event; DELETE FROM bie.diagnostic_code");

        var result = store.store(List.of(event(2, "\"DiagnosticTypeCode\": \"5003\"")));

        assertThat(result.refused()).isEmpty();
        assertThat(postgres.query("SELECT diagnostic_code FROM bie.bie_event_to_diagnostic_code"))
                .containsExactly("5003");
    }

    /** Between the statement that inserts the code and the one that refers to it, before anything is known. */
    @Test
    void refusesNothingWhenACodeIsDeletedInTheMiddleOfATransaction() throws Exception {
        postgres.execute("""
                CREATE SEQUENCE bie.times;
                CREATE FUNCTION bie.delete_codes() RETURNS trigger LANGUAGE plpgsql AS $$
                BEGIN
                    IF nextval('bie.times') = 1 THEN
                        DELETE FROM bie.diagnostic_code;
                    END IF;
                    RETURN NEW;
                END $$;
                CREATE TRIGGER delete_codes BEFORE INSERT ON bie.bie_event_to_diagnostic_code
                    FOR EACH ROW EXECUTE FUNCTION bie.delete_codes()""");
        var events = List.of(event(1, "\"DiagnosticTypeCode\": \"5003\""));

        assertThatThrownBy(() -> store.store(events))
                .isInstanceOf(DatabaseException.class)
                .hasMessageContaining("SQLSTATE 23503");
        assertThat(store.store(events).inserted()).hasSize(1);
        assertThat(postgres.query("SELECT diagnostic_code FROM bie.bie_event_to_diagnostic_code"))
                .containsExactly("5003");
    }

    @Test
    void doesNotTakeACodeForKnownWhoseTransactionWasRolledBack() throws Exception {
        postgres.execute("ALTER TABLE bie.bie_event_to_diagnostic_code"
                + " ADD CONSTRAINT no_codes CHECK (diagnostic_code <> '5003')");
        store.store(List.of(event(1, "\"DiagnosticTypeCode\": \"5003\"")));
        postgres.execute("ALTER TABLE bie.bie_event_to_diagnostic_code DROP CONSTRAINT no_codes");

        var result = store.store(List.of(event(2, "\"DiagnosticTypeCode\": \"5003\"")));

        assertThat(result.inserted()).hasSize(1);
        assertThat(postgres.query("SELECT diagnostic_code FROM bie.bie_event_to_diagnostic_code"))
                .containsExactly("5003");
    }

    @Test
    void deletesAnEventWithItsLinksAndRenamesACodeEverywhere() throws Exception {
        store.store(
                List.of(event(1, "\"DiagnosticTypeCode\": \"5003\""), event(2, "\"DiagnosticTypeCode\": \"5003\"")));

        postgres.execute("UPDATE bie.diagnostic_code SET code = '5004'");
        postgres.execute("DELETE FROM bie.bie_event WHERE source_offset = 1");

        assertThat(postgres.query("SELECT diagnostic_code FROM bie.bie_event_to_diagnostic_code"))
                .containsExactly("5004");
    }

    private static BieEvent event(long offset, String fields) {
        return parsed(Messages.message()
                .from(Messages.coordinates(offset))
                .event("\"ClaimId\": 10, \"ContentionId\": 20, " + fields));
    }

    private static BieEvent parsed(Messages message) {
        return ((Outcome.Storable) new EventParser().parse(message.build())).event();
    }
}
