package gov.va.vro.bie.persister.store;

import static gov.va.vro.bie.persister.store.EventStoreScene.event;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gov.va.vro.bie.persister.config.DatabaseConfig;
import gov.va.vro.bie.persister.event.BieEvent;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Which events the database has refused, and when it has refused none. */
class EventStoreRefusalsIT {

    @RegisterExtension
    private final EventStoreScene scene = new EventStoreScene();

    @Test
    void findsTheOneThatTheDatabaseRefusesAndStoresItsNeighbours() throws Exception {
        scene.postgres()
                .execute("ALTER TABLE bie.bie_event ADD CONSTRAINT no_skin CHECK (classification <> 'Skin')"
                        + "; ALTER TABLE bie.diagnostic_code ADD CONSTRAINT no_words CHECK (code <> 'WORD')");
        var events = new ArrayList<BieEvent>();
        for (var offset = 0; offset < 50; offset++) {
            events.add(event(offset, "\"DiagnosticTypeCode\": \"5003\""));
        }
        events.add(17, event(100, "\"ContentionClassificationName\": \"Skin\""));
        events.add(33, event(101, "\"DiagnosticTypeCode\": \"word\""));

        var result = scene.store(events);

        assertThat(result.inserted()).hasSize(50);
        assertThat(result.refused())
                .extracting(refused -> refused.event().source().orElseThrow().offset())
                .containsExactlyInAnyOrder(100L, 101L);
        assertThat(result.refused())
                .allSatisfy(refused -> assertThat(refused.reason())
                        .startsWith("refused by the database, SQLSTATE 23514, constraint no_"));
        assertThat(scene.postgres().query("SELECT count(*) FROM bie.bie_event")).containsExactly("50");
    }

    @Test
    void namesTheConstraintAndNotTheValue() throws Exception {
        scene.postgres().execute("ALTER TABLE bie.bie_event ADD CONSTRAINT small_claims CHECK (benefit_claim_id < 5)");

        var result = scene.store(event(1, "\"ActionName\": \"CANARY\""));

        assertThat(result.refused())
                .extracting(StoreResult.Refused::reason)
                .containsExactly("refused by the database, SQLSTATE 23514, constraint small_claims");
    }

    @Test
    void refusesNothingWhenTheTablesAreMissingOrLocked() throws Exception {
        scene.postgres().execute("DROP SCHEMA bie CASCADE");

        assertThatThrownBy(() -> scene.store(event(1, "\"ActionName\": \"CANARY\"")))
                .isInstanceOf(DatabaseException.class)
                .hasMessage("database: tables are missing: run \"persister migrate\" (SQLSTATE 42P01)")
                .hasNoCause();
    }

    @Test
    void parksNothingWhileTheServerHasReachedALimitOfItsOwn() throws Exception {
        scene.postgres().execute("""
                CREATE FUNCTION bie.limited() RETURNS trigger LANGUAGE plpgsql AS $$
                BEGIN RAISE EXCEPTION 'no more transactions' USING ERRCODE = '54000'; END $$;
                CREATE TRIGGER limited BEFORE INSERT ON bie.bie_event FOR EACH ROW EXECUTE FUNCTION bie.limited()""");

        assertThatThrownBy(() -> scene.store(event(1, "\"ActionName\": \"x\"")))
                .isInstanceOf(DatabaseException.class)
                .hasMessageContaining("54000");
    }

    /** One event alone: of several, the halves would be stored by a second attempt. */
    @Test
    void refusesNothingForWhatBefallsTheServerOrTheTransaction() throws Exception {
        var postgres = scene.postgres();
        postgres.execute("CREATE FUNCTION bie.fail() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'");
        postgres.execute("CREATE TRIGGER fail BEFORE INSERT ON bie.bie_event FOR EACH ROW EXECUTE FUNCTION bie.fail()");
        for (var state : List.of("08006", "40001", "40P01", "53100", "57014", "57P01")) {
            postgres.execute("CREATE OR REPLACE FUNCTION bie.fail() RETURNS trigger LANGUAGE plpgsql AS $$"
                    + " BEGIN RAISE 'on purpose' USING ERRCODE = '" + state + "'; END $$");

            assertThatThrownBy(() -> scene.store(event(1, "\"ActionName\": \"CANARY\"")))
                    .isInstanceOf(DatabaseException.class)
                    .hasMessageContaining("SQLSTATE " + state);
        }
    }

    @Test
    void refusesNothingWhenAConnectionCannotBeMade() throws Exception {
        var config = scene.postgres().config("bie");
        var odd = new DatabaseConfig(
                config.url() + "?options=-c%20TimeZone=Nowhere", config.user(), config.password(), config.schema());
        try (var unreachable = Database.of(odd)) {
            assertThatThrownBy(() -> new EventStore(unreachable).store(List.of(event(1, "\"ActionName\": \"x\""))))
                    .isInstanceOf(DatabaseException.class)
                    .hasMessageContaining("22023");
        }
    }
}
