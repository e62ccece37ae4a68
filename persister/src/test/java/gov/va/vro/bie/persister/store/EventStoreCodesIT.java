package gov.va.vro.bie.persister.store;

import static gov.va.vro.bie.persister.store.EventStoreScene.event;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gov.va.vro.bie.persister.event.BieEvent;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Diagnostic codes that several store at once, and codes that are not there as the store remembers them. */
class EventStoreCodesIT {

    @RegisterExtension
    private final EventStoreScene scene = new EventStoreScene();

    /** Each instance its own events, so that it is the codes alone at which one waits for another; and slowly. */
    @Test
    void doesNotDeadlockWhereSeveralStoreTheSameCodesAtOnce() throws Exception {
        scene.postgres().execute("""
                CREATE FUNCTION bie.slowly() RETURNS trigger LANGUAGE plpgsql AS $$
                BEGIN
                    PERFORM pg_sleep(0.005);
                    RETURN NEW;
                END $$;
                CREATE TRIGGER slowly BEFORE INSERT ON bie.diagnostic_code
                    FOR EACH ROW EXECUTE FUNCTION bie.slowly()""");
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
                    events.add(event(instance * 10_000L + code, "\"DiagnosticTypeCode\": \"" + code + "\""));
                }
                var own = new EventStore(scene.database());
                work.add(() -> own.store(events));
            }
            var inserted = 0;
            for (var done : threads.invokeAll(work)) {
                inserted += done.get().inserted().size();
            }
            assertThat(inserted).isEqualTo(instances * codes.size());
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void insertsACodeAnewThatWasTakenOutOfTheDatabase() throws Exception {
        scene.store(event(1, "\"DiagnosticTypeCode\": \"5003\""));
        scene.postgres().execute("DELETE FROM bie.bie_event; DELETE FROM bie.diagnostic_code");

        var result = scene.store(event(2, "\"DiagnosticTypeCode\": \"5003\""));

        assertThat(result.refused()).isEmpty();
        assertThat(scene.postgres().query("SELECT diagnostic_code FROM bie.bie_event_to_diagnostic_code"))
                .containsExactly("5003");
    }

    /** Between the statement that inserts the code and the one that refers to it, before anything is known. */
    @Test
    void refusesNothingWhenACodeIsDeletedInTheMiddleOfATransaction() throws Exception {
        scene.postgres().execute("""
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
        var event = event(1, "\"DiagnosticTypeCode\": \"5003\"");

        assertThatThrownBy(() -> scene.store(event))
                .isInstanceOf(DatabaseException.class)
                .hasMessageContaining("SQLSTATE 23503");
        assertThat(scene.store(event).inserted()).hasSize(1);
        assertThat(scene.postgres().query("SELECT diagnostic_code FROM bie.bie_event_to_diagnostic_code"))
                .containsExactly("5003");
    }

    @Test
    void doesNotTakeACodeForKnownWhoseTransactionWasRolledBack() throws Exception {
        scene.postgres()
                .execute("ALTER TABLE bie.bie_event_to_diagnostic_code"
                        + " ADD CONSTRAINT no_codes CHECK (diagnostic_code <> '5003')");
        scene.store(event(1, "\"DiagnosticTypeCode\": \"5003\""));
        scene.postgres().execute("ALTER TABLE bie.bie_event_to_diagnostic_code DROP CONSTRAINT no_codes");

        var result = scene.store(event(2, "\"DiagnosticTypeCode\": \"5003\""));

        assertThat(result.inserted()).hasSize(1);
        assertThat(scene.postgres().query("SELECT diagnostic_code FROM bie.bie_event_to_diagnostic_code"))
                .containsExactly("5003");
    }
}
